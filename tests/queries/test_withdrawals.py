"""What was withdrawn or replaced: kept in public with its reason, and counting for nothing."""

from datetime import date

from sqlalchemy import Engine

from app.domain.vocabulary import Language
from app.queries.commitments import find_commitment
from app.queries.cursors import Asked
from app.queries.documents import find_document, list_documents
from app.queries.evidence import find_evidence, list_evidence
from app.queries.shapes import CommitmentShape
from app.queries.voices import count_evidence
from tests.conftest import TODAY
from tests.queries.asking import looking
from tests.queries.deskwork import DISPUTE, EXPRESSION, LAW, LAW_AGAIN, WHY, replace_law, withdraw

ALL = Asked(300, None)
NEWER = "kt-2024-06b"


def expression(engine: Engine, day: date = TODAY) -> CommitmentShape:
    with looking(engine, day) as view:
        return find_commitment(view, EXPRESSION)


def test_withdrawn_evidence_counts_no_more_and_stays_with_day_and_reason(
    sqlite_engine: Engine,
) -> None:
    before = expression(sqlite_engine)
    withdraw(sqlite_engine, "evidence", DISPUTE)
    after = expression(sqlite_engine)
    assert after.open_contests == before.open_contests - 1
    assert DISPUTE not in {one.id for one in after.evidence}
    (gone,) = after.withdrawn
    assert gone.id == DISPUTE
    assert gone.withdrawn
    assert (gone.withdrawn.on, gone.withdrawn.reason.text) == (TODAY, WHY["en"])
    assert (gone.withdrawn.replaced_by, gone.is_open, gone.is_deciding) == (None, None, False)
    assert gone.status == "contested"


def test_withdrawn_evidence_counts_on_no_day_of_the_past(sqlite_engine: Engine) -> None:
    day = date(2025, 9, 1)
    before = expression(sqlite_engine, day)
    withdraw(sqlite_engine, "evidence", DISPUTE)
    after = expression(sqlite_engine, day)
    assert DISPUTE in {one.id for one in before.evidence} - {one.id for one in after.evidence}
    assert [one.id for one in after.withdrawn] == [DISPUTE]
    assert all(one.deciding != DISPUTE for one in after.readings)


def test_what_had_not_happened_yet_is_not_among_the_withdrawn_of_that_day(
    sqlite_engine: Engine,
) -> None:
    withdraw(sqlite_engine, "evidence", DISPUTE)
    assert expression(sqlite_engine, date(2025, 8, 19)).withdrawn == []
    assert [one.id for one in expression(sqlite_engine, date(2025, 8, 20)).withdrawn] == [DISPUTE]


def test_lists_and_counts_leave_withdrawn_evidence_out(sqlite_engine: Engine) -> None:
    with looking(sqlite_engine) as view:
        before = count_evidence(view)
    withdraw(sqlite_engine, "evidence", DISPUTE)
    with looking(sqlite_engine) as view:
        assert count_evidence(view) == before - 1
        assert DISPUTE not in {one.id for one in list_evidence(view, ALL).items}
        document = find_evidence(view, DISPUTE).document.id
        assert DISPUTE not in {one.id for one in find_document(view, document).taken}


def test_what_is_replaced_and_what_replaces_it_name_each_other(engine: Engine) -> None:
    summary = replace_law(engine)
    with looking(engine) as view:
        old, new = find_evidence(view, LAW), find_evidence(view, LAW_AGAIN)
    assert old.withdrawn
    assert old.withdrawn.replaced_by == new.id
    assert (new.replaces, new.withdrawn) == (old.id, None)
    assert new.summary.text == summary["en"]
    found = expression(engine)
    assert LAW_AGAIN in {one.id for one in found.evidence}
    assert [one.id for one in found.withdrawn] == [LAW]


def test_a_reason_comes_in_the_language_of_the_reader(sqlite_engine: Engine) -> None:
    withdraw(sqlite_engine, "evidence", DISPUTE)
    with looking(sqlite_engine, language=Language.RUSSIAN) as view:
        withdrawn = find_evidence(view, DISPUTE).withdrawn
    assert withdrawn
    assert (withdrawn.reason.text, withdrawn.reason.language) == (WHY["ru"], "ru")


def test_a_withdrawn_document_leaves_the_list_and_keeps_its_page(engine: Engine) -> None:
    with looking(engine) as view:
        before = list_documents(view, ALL)
    withdraw(engine, "documents", before.items[0].id)
    with looking(engine) as view:
        after = list_documents(view, ALL)
        gone = find_document(view, before.items[0].id)
    assert after.total == before.total - 1 == len(after.items)
    assert gone.id not in {one.id for one in after.items}
    assert gone.withdrawn
    assert gone.withdrawn.on == TODAY
