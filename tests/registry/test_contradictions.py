"""A file that contradicts the desk is refused before anything is written, with line and field."""

from typing import Any

import pytest
from sqlalchemy import Engine

from app.errors import FaultyRegistryError
from app.registry.loading import Order, load_registry
from app.store.redactions import MARKER
from tests.conftest import TODAY
from tests.registry.deskwork import (
    DAY,
    MECHANISMS,
    PLEDGE,
    SOURCE,
    at_the_desk,
    evidence,
)
from tests.registry.exports import entries, facts, load, one, sequence
from tests.registry.registries import Sections, as_yaml, read_text
from tests.registry.tampering import found_in
from tests.registry.variants import small


def refusals(engine: Engine, sections: Sections) -> list[str]:
    """Load a file that contradicts the desk, and give what is said, without the file's name."""
    before = sequence(engine), facts(engine)
    with pytest.raises(FaultyRegistryError) as raised:
        load(engine, as_yaml(sections))
    assert (sequence(engine), facts(engine)) == before
    return [line.partition(": ")[2] for line in raised.value.lines()]


def on_source(sections: Sections) -> list[dict[str, Any]]:
    """Give the evidence of a file that stands on the law."""
    return [entry for entry in sections["evidence"] if entry["document"] == SOURCE]


def test_a_file_that_says_otherwise_of_desk_evidence_is_refused(worked_engine: Engine) -> None:
    sections = entries(worked_engine)
    ours = one(sections, "evidence", "e-1")
    ours["summary"] = "The ministry announced nothing."
    ours["bears_on"] = {MECHANISMS: "enacted"}
    ours["withdrawn"] = {"on": DAY, "reason": "It was a mistake."}
    sentence = (
        "e-1: {} is not what the desk published ({}): "
        "correct it at the desk, where it belongs, and export anew"
    )
    assert refusals(worked_engine, sections) == [
        sentence.format(
            "summary", "'The ministry announced a draft: it is to be ready in a year.'"
        ),
        sentence.format("bears_on", f"'{MECHANISMS}'"),
        sentence.format("withdrawn", "nothing"),
    ]


def test_a_key_that_is_missing_is_told_on_the_line_of_the_entry(worked_engine: Engine) -> None:
    sections = entries(worked_engine)
    del one(sections, "documents", "d-1")["date"]
    written = as_yaml(sections)
    line = written.split("\n").index('- "id": "d-1"') + 1
    with pytest.raises(FaultyRegistryError) as raised:
        load(worked_engine, written)
    assert raised.value.lines()[0].startswith(
        f"commitments.yaml:{line}: d-1: date is not what the desk published ('2024-01-12'): "
    )


def test_a_file_that_withdraws_otherwise_than_the_desk_is_refused(worked_engine: Engine) -> None:
    sections = entries(worked_engine)
    one(sections, "evidence", PLEDGE)["withdrawn"]["reason"] = "Nobody reads it."
    assert refusals(worked_engine, sections) == [
        (
            f"{PLEDGE}: withdrawn is not what stands at the desk (since {DAY}, "
            "'The source has taken it back.'): export anew, or leave the key out"
        )
    ]


def test_a_dry_run_is_refused_as_the_load_would_be(worked_engine: Engine) -> None:
    sections = entries(worked_engine)
    one(sections, "evidence", "e-1")["date"] = "2017"
    with pytest.raises(FaultyRegistryError):
        load_registry(worked_engine, read_text(as_yaml(sections)), Order(TODAY, dry_run=True))


def test_a_redacted_text_cannot_come_back_with_the_old_file(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.redact(PLEDGE)
    said = refusals(small_engine, small())
    assert all(line.startswith(f"{PLEDGE}: ") and "redacted" in line for line in said)
    assert any(MARKER in line for line in said)
    exported = entries(small_engine)
    assert one(exported, "evidence", PLEDGE)["summary"] == MARKER
    assert (
        load(small_engine, as_yaml(exported)).summary().startswith("0 added, 0 changed, 1 adopted")
    )
    exported["evidence"] = [it for it in exported["evidence"] if it["id"] != PLEDGE]
    load(small_engine, as_yaml(exported))
    assert refusals(small_engine, small())
    assert found_in(small_engine) == []


def test_evidence_of_the_file_cannot_stand_on_what_the_desk_withdrew(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.withdraw("documents", SOURCE)
    sections = small()
    assert load(small_engine, as_yaml(sections)).is_empty
    newer = one(sections, "evidence", PLEDGE) | {"id": "ev-un-newer"}
    sections["evidence"].append(newer)
    assert refusals(small_engine, sections) == [
        (
            f"ev-un-newer: '{SOURCE}' was withdrawn at the desk, and nothing stands in for it: "
            "name another document, or export anew"
        )
    ]
    newer["withdrawn"] = {"on": DAY, "reason": "The source has taken it back."}
    load(small_engine, as_yaml(sections))
    assert found_in(small_engine) == []


def test_the_file_cannot_withdraw_what_desk_evidence_stands_on(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.publish("evidence", evidence("e-1", SOURCE, MECHANISMS))
    sections = small()
    withdrawn = {"on": DAY, "reason": "The law was never printed."}
    one(sections, "documents", SOURCE)["withdrawn"] = withdrawn
    for it in on_source(sections):
        it["withdrawn"] = withdrawn
    assert refusals(small_engine, sections) == [
        (
            f"{SOURCE}: evidence 'e-1', published at the desk, stands on this: withdraw that at "
            "the desk first, or put another document in the place of this one"
        )
    ]
    with at_the_desk(small_engine) as desk:
        desk.withdraw("evidence", "e-1")
    load(small_engine, as_yaml(sections))
    assert found_in(small_engine) == []


def test_the_file_cannot_move_a_document_before_what_desk_evidence_reports(
    small_engine: Engine,
) -> None:
    with at_the_desk(small_engine) as desk:
        desk.publish("evidence", evidence("e-1", SOURCE, MECHANISMS))
    sections = small()
    one(sections, "documents", SOURCE).update(date="2017", origin="official")
    for it in on_source(sections):
        it["date"] = "2017"
    assert refusals(small_engine, sections) == [
        (
            f"{SOURCE}: date 2017 is before evidence 'e-1' of the desk happened (2018): check the "
            "date, or correct that evidence at the desk first"
        )
    ]


def test_nothing_is_replaced_twice(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.replace("evidence", PLEDGE, evidence("e-1", SOURCE, MECHANISMS))
    sections = small()
    withdrawn = one(entries(small_engine), "evidence", PLEDGE)["withdrawn"]
    one(sections, "evidence", PLEDGE)["withdrawn"] = withdrawn
    sections["evidence"].append(evidence("ev-other", SOURCE, MECHANISMS, replaces=PLEDGE))
    assert refusals(small_engine, sections) == [
        (
            f"ev-other: '{PLEDGE}' is replaced already, by 'e-1' of the desk: "
            "export anew, and correct that one"
        )
    ]
