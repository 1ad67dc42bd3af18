"""Entries: what their own keys say against each other, and their canonical form."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.registry.entries import BY_SECTION, ENTRIES
from app.registry.texts import TEXT_KEYS
from tests.registry.registries import (
    SOUND,
    Sections,
    as_yaml,
    faults_of,
    read_text,
    sound_but,
    sound_registries,
)


@settings(deadline=None, max_examples=60)
@given(sound_registries(), st.randoms())
def test_the_order_of_keys_changes_nothing(sections: Sections, shuffler: random.Random) -> None:
    straight = read_text(as_yaml(sections)).entries
    assert read_text(as_yaml(sections, shuffler)).entries == straight


@settings(deadline=None, max_examples=60)
@given(sound_registries())
def test_a_canonical_entry_read_again_is_the_same(sections: Sections) -> None:
    entries = read_text(as_yaml(sections)).entries
    lists = (
        f"{name}: [{', '.join(one.decode() for one in of.values())}]\n"
        for name, of in entries.items()
    )
    assert read_text("".join(lists)).entries == entries


@settings(deadline=None, max_examples=60)
@given(sound_registries())
def test_canonical_json_is_sorted_and_without_defaults(sections: Sections) -> None:
    for of in read_text(as_yaml(sections)).entries.values():
        for packed in of.values():
            entry = json.loads(packed)
            text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert packed == text.encode()
            # Zero is no default, though it equals False.
            assert not any(
                value is None or value is False or value in ([], {}) for value in entry.values()
            )


def test_a_title_in_one_text_is_in_the_language_of_its_document() -> None:
    text = sound_but(("language: en", "language: ru"))
    document = json.loads(read_text(text).entries["documents"]["fpc-retreating-rights-2021"])
    assert list(document["title"]) == ["ru"]
    assert list(document["publisher"]) == ["en"]


def test_a_status_by_itself_is_the_same_as_with_its_key() -> None:
    long = sound_but(("victims: pledged", "victims: {status: pledged}"))
    assert read_text(long).entries == read_text(SOUND).entries


def test_translated_names_only_languages_that_are_there() -> None:
    russian = ("title: Human trafficking\n", "title: {ru: Торговля людьми}\n  translated: [LL]\n")
    assert faults_of(sound_but((russian[0], russian[1].replace("LL", "ru")))) == []
    assert len(faults_of(sound_but((russian[0], russian[1].replace("LL", "en, kk"))))) == 2


def test_a_standing_that_is_faulty_does_not_hide_the_next_fault() -> None:
    text = sound_but(("victims: pledged\n", "victims: done\n  context_for: [nothing]\n"))
    assert len(faults_of(text)) == 2


def test_all_texts_by_language_are_known_as_such() -> None:
    texts = {
        name
        for model in ENTRIES
        for name, field in model.model_fields.items()
        if "dict[" in str(field.annotation) and name != "bears_on"
    }
    assert texts == TEXT_KEYS


def test_every_key_is_described_in_a_sentence() -> None:
    for model in BY_SECTION.values():
        for name, field in model.model_fields.items():
            assert (field.description or "").endswith("."), f"{model.section}: {name}"
