"""Entries: what their own keys say against each other, and their canonical form."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.registry.entries import BY_SECTION, ENTRIES, Standing
from app.registry.loading import Order, load_registry
from app.registry.parts import Part
from app.registry.texts import TEXT_KEYS
from app.registry.verification import altered_rows
from app.store.engine import reading
from tests.conftest import TODAY
from tests.registry.copies import copy_with, read
from tests.registry.registries import (
    SOUND,
    Sections,
    as_yaml,
    faults_of,
    read_text,
    sound_but,
    sound_registries,
)


@settings(deadline=None, max_examples=25)
@given(sound_registries(), st.randoms())
def test_the_order_of_keys_changes_nothing(sections: Sections, shuffler: random.Random) -> None:
    straight = read_text(as_yaml(sections)).entries
    assert read_text(as_yaml(sections, shuffler)).entries == straight


@settings(deadline=None, max_examples=25)
@given(sound_registries())
def test_a_canonical_entry_read_again_is_the_same(sections: Sections) -> None:
    entries = read_text(as_yaml(sections)).entries
    lists = (
        f"{name}: [{', '.join(one.decode() for one in of.values())}]\n"
        for name, of in entries.items()
    )
    assert read_text("".join(lists)).entries == entries


@settings(deadline=None, max_examples=25)
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


@pytest.mark.parametrize(
    "standing", ["enacted", "{status: enacted}", "{extent: whole, status: enacted}"]
)
def test_an_enactment_covers_the_whole_unless_it_says_otherwise(standing: str) -> None:
    packed = read_text(sound_but(("victims: pledged", f"victims: {standing}"))).entries["evidence"]
    bears_on = b'"bears_on":{"decree-2021-02-trafficking-victims":{"status":"enacted"}}'
    assert bears_on in packed["ev-decree-02-fpc"]


def test_an_extent_in_part_is_kept() -> None:
    text = sound_but(("victims: pledged", "victims: {status: enacted, extent: part}"))
    assert (
        b'{"extent":"part","status":"enacted"}'
        in read_text(text).entries["evidence"]["ev-decree-02-fpc"]
    )


@pytest.mark.parametrize("status", ["pledged", "contested"])
def test_only_an_enactment_has_an_extent_even_the_default_one(status: str) -> None:
    text = sound_but(("victims: pledged", f"victims: {{status: {status}, extent: whole}}"))
    assert [line.partition("victims: ")[2] for line in faults_of(text)] == [
        f"extent belongs to enacted, not to {status}: remove it"
    ]


_VICTIMS = "decree-2021-02-trafficking-victims"
_BEARS_ON = f"  bears_on:\n    {_VICTIMS}: pledged\n"
_CONTEXT = f"  context_for: [{_VICTIMS}]\n"


@pytest.mark.parametrize(
    ("place", "left_out", "written_out"),
    [
        pytest.param("  mirror: false\n", "", "  mirror: false\n", id="mirror"),
        pytest.param(
            "bullet 2\n  consulted: full\n",
            "bullet 2\n  consulted: full\n  due: 2030\n",
            "bullet 2\n  consulted: full\n  due: 2030\n  due_inferred: false\n",
            id="due_inferred",
        ),
        pytest.param(
            "bullet 2\n  consulted: full\n",
            "bullet 2\n  consulted: full\n",
            "bullet 2\n  consulted: full\n  due_inferred: false\n",
            id="due_inferred without due",
        ),
        pytest.param(
            _BEARS_ON,
            _BEARS_ON.replace("pledged", "{status: contested}"),
            _BEARS_ON.replace("pledged", "{status: contested, answered_by: []}"),
            id="answered_by",
        ),
        pytest.param(
            _BEARS_ON,
            _BEARS_ON,
            _BEARS_ON.replace("pledged", "{status: pledged, answered_by: []}"),
            id="answered_by of a pledge",
        ),
        pytest.param(_BEARS_ON, _BEARS_ON, f"{_BEARS_ON}  context_for: []\n", id="context_for"),
        pytest.param(_BEARS_ON, _CONTEXT, f"{_CONTEXT}  bears_on: {{}}\n", id="bears_on"),
        pytest.param(_BEARS_ON, _BEARS_ON, f"{_BEARS_ON}  translated: []\n", id="translated"),
    ],
)
def test_a_default_written_out_is_the_same_as_left_out(
    place: str, left_out: str, written_out: str
) -> None:
    short, long = (read_text(sound_but((place, text))) for text in (left_out, written_out))
    assert short.source.content != long.source.content
    assert short.entries == long.entries


def test_every_default_is_tried_above() -> None:
    models: list[type[Part]] = [*ENTRIES, Standing]
    defaults = {
        name
        for model in models
        for name, field in model.model_fields.items()
        if not field.is_required() and field.get_default(call_default_factory=True) is not None
    }
    tried = {"mirror", "due_inferred", "answered_by", "context_for", "bears_on", "translated"}
    assert defaults == tried


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (
            "fs2024-un-protocols: enacted",
            "fs2024-un-protocols: {status: enacted, extent: whole}",
            0,
        ),
        ("status: enacted\n      extent: part", "status: enacted\n      extent: whole", 1),
    ],
    ids=["as it was", "no more in part"],
)
def test_a_whole_extent_written_out_verifies_and_is_loaded_once(
    engine: Engine, tmp_path: Path, before: str, after: str, changed: int
) -> None:
    path = copy_with(tmp_path, (before, after))
    for expected in (changed, 0):
        plan = load_registry(engine, read(path), Order(TODAY))
        assert [plan.count(what) for what in ("added", "changed", "retired")] == [0, expected, 0]
        with reading(engine) as session:
            assert list(altered_rows(session)) == []


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
