"""What a redaction finds in the ledgers: how an entry ended, and by whom."""

from collections.abc import Iterator

import pytest

from app.domain.vocabulary import Action
from app.domain.workflow import Intent, Proposed
from app.editing.redacting import redact
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.editing.offices import ADMINISTRATOR, WRONG_YEAR, Office, answer, bearing, evidence
from tests.registry import exports
from tests.registry.registries import as_yaml
from tests.registry.tampering import found_in
from tests.registry.variants import COMMITMENTS, small


@pytest.fixture
def small_office(sqlite_databases: Databases) -> Iterator[Office]:
    """A desk beside a small registry file of two commitments."""
    engine = open_engine(sqlite_databases.make("empty"))
    exports.load(engine, as_yaml(small()))
    yield Office(engine)
    engine.dispose()


@pytest.mark.usefixtures("noon")
def test_a_redaction_that_empties_an_adopted_answer_is_no_fault(small_office: Office) -> None:
    engine, contest, about = small_office.engine, "ev-un-upr-hrw", COMMITMENTS[0]
    small_office.published(
        evidence(
            document="law-opcrpd-2023",
            date="2025",
            concerns=(bearing(about, "pledged"),),
            answers=(answer(contest, about),),
        )
    )
    exports.load(engine, exports.export(engine))
    sections = exports.entries(engine)
    exports.one(sections, "evidence", contest)["summary"] = "Another text."
    exports.load(engine, as_yaml(sections))
    with small_office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", contest)
    assert found_in(engine) == []


@pytest.mark.usefixtures("noon")
def test_a_redaction_that_empties_an_ended_withdrawal_is_no_fault(small_office: Office) -> None:
    engine, name = small_office.engine, "ev-dis-hrw-2024"
    small_office.published(WRONG_YEAR, Intent.WITHDRAW, Proposed.EVIDENCE, name)
    exports.load(engine, exports.export(engine))
    sections = exports.entries(engine)
    entry = exports.one(sections, "evidence", name)
    del entry["withdrawn"]
    entry["summary"] = "Another text."
    exports.load(engine, as_yaml(sections))
    with small_office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", name)
    assert small_office.row("evidence", name)["withdrawal"] is None
    assert found_in(engine) == []


@pytest.mark.usefixtures("noon")
def test_what_the_file_withdraws_by_now_is_not_withdrawn_anew(
    small_office: Office,
) -> None:
    office, engine = small_office, small_office.engine
    made = office.published(
        evidence(document="hrw-crpd-2024", date="2024", summary="Somebody's name.")
    )
    office.published(WRONG_YEAR, Intent.WITHDRAW, target=made.entry_id)
    exports.load(engine, exports.export(engine))
    with office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", made.entry_id)
    row = office.row("evidence", made.entry_id)
    assert row["withdrawal"] == row["withdrawn"]
    assert office.revisions()[-1].action == Action.REDACTED
    assert found_in(engine) == []
