"""The round trip of what the real desk publishes, not of what `deskwork.py` makes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
import time_machine

from app.domain.workflow import Intent, Proposed
from app.editing.drafts import Draft
from app.editing.looking import look
from app.editing.redacting import redact
from app.store.engine import open_engine
from tests.conftest import SHIPPED, TODAY, Databases
from tests.editing.offices import (
    ADMINISTRATOR,
    CONTEST,
    EDITOR,
    REPORT,
    WOMEN,
    Office,
    answer,
    bearing,
    described,
    evidence,
)
from tests.registry.exports import export, facts, load, recorded_since, sequence
from tests.registry.tampering import found_in


@pytest.fixture
def office(sqlite_databases: Databases) -> Iterator[Office]:
    """An office that has done every kind of thing."""
    with time_machine.travel(datetime.combine(TODAY, time(12), UTC), tick=True):
        engine = open_engine(sqlite_databases.make("filled"))
        made = Office(engine)
        _work(made)
        yield made
        engine.dispose()


def _work(office: Office) -> None:
    """Publish, answer, correct, withdraw, look and redact."""
    reason = "It says something else."
    new = office.published(evidence(document="", new_document=described(), answers=(answer(),)))
    corrected = Draft(new_document=described(title="Another report"), reason=reason)
    office.published(corrected, Intent.REPLACE, Proposed.DOCUMENT, new.document_id)
    better = evidence(concerns=(bearing(WOMEN, "contested"),), summary="Better.", reason=reason)
    first = office.published(evidence(concerns=(bearing(WOMEN, "contested"),)))
    office.published(better, Intent.REPLACE, Proposed.EVIDENCE, first.entry_id)
    office.published(Draft(reason=reason), Intent.WITHDRAW, Proposed.EVIDENCE, CONTEST)
    office.published(Draft(reason=reason), Intent.WITHDRAW, Proposed.DOCUMENT, "hrw-wr2025")
    private = office.published(evidence(summary="Where somebody lives."))
    with office.desk(EDITOR) as desk:
        look(desk, "fs2024-torture-law")
    with office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", private.entry_id)


def test_an_export_of_the_desk_comes_back_from_an_empty_database(
    office: Office, sqlite_databases: Databases
) -> None:
    assert found_in(office.engine) == []
    written = export(office.engine)
    assert REPORT in written
    other = open_engine(sqlite_databases.make("empty"))
    load(other, written)
    assert export(other) == written
    assert found_in(other) == []
    other.dispose()


def test_what_the_desk_published_is_handed_over_and_taken_back(office: Office) -> None:
    engine = office.engine
    before, number = facts(engine), sequence(engine)
    written = export(engine)
    load(engine, written)
    assert {action for action, _, _ in recorded_since(engine, number)} == {"load", "adopted"}
    assert (facts(engine), export(engine)) == (before, written)
    assert load(engine, written).is_empty
    assert found_in(engine) == []
    load(engine, SHIPPED.read_text(encoding="utf-8"))
    assert facts(engine)["looks"] == before["looks"]
    assert found_in(engine) == []
