"""What changed between two days: held against what is said of each of them alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Status
from app.errors import BadParameterError
from app.queries.commitments import Paging, list_commitments
from app.queries.comparison import compare_days
from app.queries.comparison_shapes import ChangeKind, CommitmentChange, Comparison
from app.queries.comparison_sides import Span
from app.queries.cursors import Asked
from app.queries.filters import Filters
from app.queries.scorecard import read_scorecard
from app.queries.shapes import CommitmentLine
from app.queries.view import View
from app.registry.loading import Order, load_registry
from tests.conftest import SHIPPED, TODAY
from tests.queries.asking import looking
from tests.queries.deskwork import DISPUTE, withdraw
from tests.registry.copies import read

YEAR = Span(date(2022, 12, 31), date(2023, 12, 31))
LATER = Span(date(2021, 12, 31), TODAY)
COMPARED = ("status", "extent", "stage", "corroboration", "overdue")


def lines_on(engine: Engine, day: date, filters: Filters) -> dict[str, CommitmentLine]:
    with looking(engine, day) as view:
        listing = list_commitments(view, filters, Paging(limit=200))
    return {one.id: one for one in listing.items}


def values(line: CommitmentLine) -> list[object]:
    return [getattr(line, name) for name in COMPARED]


def all_changes(view: View, span: Span, limit: int = 200) -> Iterator[CommitmentChange]:
    page = compare_days(view, span, Asked(limit, None))
    yield from page.items
    while page.next:
        page = compare_days(view, span, Asked(limit, page.next))
        yield from page.items


def compared(engine: Engine, span: Span) -> Comparison:
    with looking(engine) as view:
        return compare_days(view, span, Asked(200, None))


@pytest.mark.parametrize(
    "span",
    [
        YEAR,
        LATER,
        Span(date(2020, 1, 1), date(2021, 6, 9)),
        Span(date(2021, 7, 1), TODAY, instrument="decree-2021"),
        Span(date(2021, 7, 1), TODAY, theme="assembly"),
    ],
)
def test_it_lists_what_reads_otherwise_on_the_two_days(shipped_engine: Engine, span: Span) -> None:
    filters = Filters(instrument=span.instrument, theme=span.theme)
    before = lines_on(shipped_engine, span.first_day, filters)
    after = lines_on(shipped_engine, span.last_day, filters)
    with looking(shipped_engine) as view:
        found = {one.id: one for one in all_changes(view, span)}
        page = compare_days(view, span, Asked(50, None))
    assert found.keys() == {
        name
        for name, line in after.items()
        if name not in before or values(before[name]) != values(line)
    }
    assert page.total == len(found) == page.changed + page.changed_otherwise + page.made
    for name, one in found.items():
        assert one.after.status == after[name].status
        assert one.deciding == after[name].deciding
        assert (one.before is None) == (name not in before) == (one.kind is ChangeKind.MADE)
        badges = [
            (one.status, one.extent if one.status == "enacted" else None)
            for one in (before.get(name, after[name]), after[name])
        ]
        assert (badges[0] != badges[1]) == (one.kind is ChangeKind.STATUS)


@pytest.mark.parametrize("span", [YEAR, LATER])
def test_totals_are_those_of_the_scorecard_on_each_day(shipped_sqlite: Engine, span: Span) -> None:
    found = compared(shipped_sqlite, span)
    for day, totals in ((span.first_day, found.before), (span.last_day, found.after)):
        with looking(shipped_sqlite, day) as view:
            assert read_scorecard(view).totals == totals


def test_moves_add_up_to_the_changes_of_status(shipped_engine: Engine) -> None:
    found = compared(shipped_engine, YEAR)
    assert sum(one.commitments for one in found.moves) == found.changed == 8
    ways = [(one.before, one.after) for one in found.moves]
    assert ways[0] == (None, Status.CONTESTED), "most first"
    assert len(set(found.moves)) == len(found.moves)


def test_pages_follow_one_another_by_kind_of_change(shipped_engine: Engine) -> None:
    with looking(shipped_engine) as view:
        whole = list(all_changes(view, YEAR))
        assert list(all_changes(view, YEAR, limit=4)) == whole
    kinds = [one.kind for one in whole]
    assert kinds == sorted(kinds, key=list(ChangeKind).index)


def test_evidence_is_of_these_days_and_what_decided_comes_first(shipped_engine: Engine) -> None:
    changes = compared(shipped_engine, YEAR).items
    assert any(len(one.evidence) > 1 for one in changes)
    for one in changes:
        days = [parse_partial_date(each.date).first for each in one.evidence]
        assert all(YEAR.first_day < day <= YEAR.last_day for day in days)
        assert not any(each.is_deciding for each in one.evidence[1:])
        if one.kind is ChangeKind.STATUS and one.evidence:
            assert one.evidence[0].id == one.deciding


def test_the_same_day_twice_shows_nothing(shipped_sqlite: Engine) -> None:
    found = compared(shipped_sqlite, Span(TODAY, TODAY))
    assert (found.total, found.items, found.evidence, found.moves) == (0, [], 0, [])
    assert found.before == found.after


def test_what_is_withdrawn_since_counts_on_neither_day(sqlite_engine: Engine) -> None:
    before = compared(sqlite_engine, LATER)
    assert DISPUTE in [each.id for one in before.items for each in one.evidence]
    withdraw(sqlite_engine, "evidence", DISPUTE)
    after = compared(sqlite_engine, LATER)
    assert DISPUTE not in [each.id for one in after.items for each in one.evidence]
    assert after.evidence == before.evidence - 1


def test_what_is_retired_is_left_out(sqlite_engine: Engine) -> None:
    name = compared(sqlite_engine, YEAR).items[0].id
    with Session(sqlite_engine) as session:
        session.connection().exec_driver_sql(
            "UPDATE commitment SET retired_on = '2026-01-01' WHERE id = ?", (name,)
        )
        session.connection().exec_driver_sql("UPDATE ledger_head SET hash = 'another'")
        session.commit()
    found = compared(sqlite_engine, YEAR)
    assert name not in [one.id for one in found.items]
    assert found.changed == 7


def test_a_cursor_of_other_days_is_refused(shipped_sqlite: Engine) -> None:
    with looking(shipped_sqlite) as view:
        cursor = compare_days(view, YEAR, Asked(2, None)).next
        with pytest.raises(BadParameterError, match="cursor"):
            compare_days(view, LATER, Asked(2, cursor))


@pytest.mark.parametrize("name", ["instrument", "theme"])
def test_what_nothing_has_is_refused(shipped_sqlite: Engine, name: str) -> None:
    with looking(shipped_sqlite) as view, pytest.raises(BadParameterError) as caught:
        compare_days(view, Span(TODAY, TODAY, **{name: "nothing"}), Asked(2, None))
    assert caught.value.parameter == name


def test_the_order_of_another_file_is_that_of_its_pages(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    compared(sqlite_engine, YEAR)
    before, commitments = SHIPPED.read_text(encoding="utf-8").split("\ncommitments:\n")
    entries, evidence = commitments.split("\nevidence:\n")
    first, *others = entries.split("\n- id: ")
    backwards = "\n".join(f"- id: {one}" for one in [*others[::-1], first.removeprefix("- id: ")])
    path = tmp_path / "commitments.yaml"
    text = f"{before}\ncommitments:\n{backwards}\nevidence:\n{evidence}"
    path.write_text(text, encoding="utf-8")
    load_registry(sqlite_engine, read(path), Order(TODAY))
    in_order = list(lines_on(sqlite_engine, YEAR.last_day, Filters()))
    changed = [
        one.id for one in compared(sqlite_engine, YEAR).items if one.kind is ChangeKind.STATUS
    ]
    assert changed == sorted(changed, key=in_order.index)
