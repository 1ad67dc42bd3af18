"""The export: readable by its own reader and by any other, the same bytes for the same facts."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import Engine

from app.registry.entries import BY_SECTION, Evidence
from app.registry.writer import as_written
from app.registry.yaml_text import WIDTH, entry_lines
from app.store.engine import open_engine
from tests.conftest import SHIPPED, Databases
from tests.registry.copies import read
from tests.registry.deskwork import at_the_desk
from tests.registry.exports import export, load
from tests.registry.registries import SOUND, as_yaml, read_text, sound_registries

SOURCE = "fpc-retreating-rights-2021"
KEYS: dict[str, Any] = {
    "id": "ev-decree-02-fpc",
    "document": SOURCE,
    "date": "2021",
    "bears_on": {"decree-2021-01-un-mechanisms": "pledged"},
}


def written(entry: dict[str, Any]) -> str:
    """Write one piece of evidence as a whole section."""
    return "evidence:\n" + "\n".join(entry_lines(as_written("evidence", entry))) + "\n"


def read_back(text: str) -> Any:  # noqa: ANN401 - any YAML
    """Read a section as any other program would."""
    return yaml.safe_load(text)["evidence"][0]


@pytest.fixture(scope="module")
def shipped_export(sqlite_databases: Databases) -> str:
    """The export of the shipped registry."""
    engine = open_engine(sqlite_databases.make("filled"))
    text = export(engine)
    engine.dispose()
    return text


def test_export_of_the_shipped_registry_holds_the_shipped_entries(shipped_export: str) -> None:
    assert read_text(shipped_export).entries == read(SHIPPED).entries


def test_export_looks_like_the_file_that_people_wrote(shipped_export: str) -> None:
    shipped = set(SHIPPED.read_text(encoding="utf-8").splitlines())
    lines = shipped_export.splitlines()
    assert lines[0] == SHIPPED.read_text(encoding="utf-8").splitlines()[0]
    assert sum(line in shipped for line in lines) > 0.98 * len(lines)


def test_export_is_the_same_on_either_database(engine: Engine, shipped_export: str) -> None:
    assert export(engine) == shipped_export


def test_export_of_an_empty_database_is_a_line(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    assert export(engine).count("\n") == 1
    engine.dispose()


def test_other_readers_of_yaml_find_texts_where_there_are_texts(shipped_export: str) -> None:
    entries = {
        section: {name: json.loads(packed) for name, packed in found.items()}
        for section, found in read(SHIPPED).entries.items()
    }
    for section, found in yaml.load(shipped_export, Loader=yaml.CSafeLoader).items():
        model = BY_SECTION[section]
        for one in found:
            assert json.loads(model.model_validate(one).packed()) == entries[section][one["id"]]


@settings(deadline=None, max_examples=12)
@given(sound_registries())
def test_any_registry_is_written_as_it_was_read(sections: dict[str, Any]) -> None:
    for section, entries in read_text(as_yaml(sections)).entries.items():
        model = BY_SECTION[section]
        for packed in entries.values():
            lines = entry_lines(as_written(section, json.loads(packed)))
            assert model.model_validate(yaml.safe_load("\n".join(lines))[0]).packed() == packed


# Signs that mean something to YAML, and those of every alphabet and of none.
_MEANINGFUL = " \n\t:#'\"-?[]{}&*!|>%@`,\\~=<./0123456789eExon\u00a0\u3000\u200d😀қЖé"
_SIGNS = st.sampled_from(_MEANINGFUL) | st.characters()


@settings(deadline=None, max_examples=120)
@given(st.text(_SIGNS, min_size=1, max_size=40))
@example("no: 'colon' # and sign")
@example("- a list?")
@example("first\n\n   \n second\n\tthird")
@example("2021-06-09")
@example("null")
@example("0o17")
@example("é" * 10_000)
@example(("word " * 2_000).strip())
@example("a:\u00a0b")
@example("\u00a0leading")
def test_any_text_that_an_entry_may_hold_comes_back(text: str) -> None:
    texts = {"en": text, "kk": "Мәтін: қазақша"}
    keys: dict[str, Any] = {"locator": texts, "summary": texts, "translated": ["kk"]}
    keys |= {"note": text, "withdrawn": {"on": "2026-11-20", "reason": text}}
    try:
        packed = Evidence.model_validate(KEYS | keys).packed()
    except ValidationError:
        return
    section = written(json.loads(packed))
    assert Evidence.model_validate(read_back(section)).packed() == packed
    assert as_our_reader(section) == packed


def as_our_reader(section: str) -> bytes:
    """Read evidence as the registry's reader does, in a registry that it fits into."""
    before = SOUND[: SOUND.index("\nevidence:")]
    return read_text(f"{before}\n{section}").entries["evidence"]["ev-decree-02-fpc"]


def test_words_that_other_readers_take_for_something_else_are_quoted() -> None:
    entry = json.loads(Evidence.model_validate(KEYS | {"locator": "5", "summary": "no"}).packed())
    section = written(entry | {"withdrawn": {"on": "2026-11-20", "reason": {"en": "2.1"}}})
    for line in ("locator: '5'", "summary: 'no'", "'on': '2026-11-20'", "reason: '2.1'"):
        assert f"{line}\n" in section


def test_long_lines_are_broken_and_several_are_a_block() -> None:
    long = "Long words, and many of them. " * 20
    entry = KEYS | {"locator": "page 1", "summary": long, "note": "First.\n\nSecond."}
    section = written(json.loads(Evidence.model_validate(entry).packed()))
    assert max(map(len, section.splitlines())) < WIDTH + 10
    assert "  note: |-\n    First.\n\n    Second.\n" in section


def test_retired_entries_are_left_out_but_for_documents_that_evidence_stands_on(
    sqlite_databases: Databases,
) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    load(engine, SOUND)
    with at_the_desk(engine) as desk:
        desk.publish("evidence", KEYS | {"id": "of-desk", "locator": "page 1", "summary": "Said."})
    renamed = SOUND.replace(f"{SOURCE}\n", "other\n")
    load(engine, renamed)
    assert list(read_text(export(engine)).entries["documents"]) == [SOURCE, "other"]
    load(engine, renamed.replace("decree-2021-01-un-mechanisms", "new"))
    entries = read_text(export(engine)).entries
    assert list(entries["documents"]) == ["other"]
    assert list(entries["evidence"]) == ["ev-decree-01-fpc", "ev-decree-02-fpc"]
    engine.dispose()
