"""How lists are read: by an index, whatever is asked for, and no large table as a whole.

SQLite says how it would read a statement (`EXPLAIN QUERY PLAN`). PostgreSQL is forbidden to scan
what it could find by an index, and then says what it would still scan.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, select, text
from sqlmodel import col

from app.domain.vocabulary import Corroboration, Extent, Stage
from app.queries import listed
from app.queries.commitments import Paging, Sort, list_commitments, neglected
from app.queries.comparison import compare_days
from app.queries.comparison_sides import Span
from app.queries.corrections import list_corrections
from app.queries.cursors import Asked
from app.queries.documents import list_documents
from app.queries.evidence import list_evidence
from app.queries.facets import count_choices
from app.queries.filters import Filters, StatusFilter
from app.queries.finding import find_commitments
from app.queries.history import history_of_commitment
from app.queries.revisions import RevisionFilters, list_revisions, read_ledger
from app.queries.view import View
from app.store.tables import StoredReading
from app.store.verification import wrong_readings
from tests.conftest import TODAY, Databases
from tests.queries.asking import generated, looking, recorded
from tests.queries.planning import LARGE, Plan, plans, scanned_in_postgresql
from tests.registry.exports import load
from tests.registry.registries import as_yaml
from tests.registry.variants import small

SIZE = 60
PAST = date(2023, 6, 30)
AT_ALL = [
    Filters(),
    *(Filters(status=one) for one in StatusFilter),
    Filters(stage=Stage.ENACTED, extent=Extent.PART, corroboration=Corroboration.SELF_REPORTED),
    Filters(overdue=True),
    Filters(instrument="fpc-2021"),
    Filters(theme="assembly"),
    Filters(status=StatusFilter.CONTESTED, instrument="fpc-2021", theme="assembly"),
]
SEARCHES = [Filters(q="kettling demonstrations"), Filters(q="rights"), Filters(q="kettlinh")]
REVISIONS = [
    RevisionFilters(),
    RevisionFilters(subject="theme"),
    RevisionFilters(action="changed"),
    RevisionFilters(subject="evidence", action="withdrawn"),
    RevisionFilters(id="fpc-2021"),
]


@pytest.fixture(scope="module")
def few(sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A generated registry on SQLite, which plans by rules: its size does not matter."""
    with generated(sqlite_databases, tmp_path_factory.mktemp("plans"), SIZE) as engine:
        yield engine


def page_plan(found: list[Plan]) -> Plan:
    """The plan of the statement that finds the page."""
    return next(one for one in found if "AS sort_0" in one.statement)


@pytest.mark.parametrize("is_many", [True, False], ids=["many", "few"])
@pytest.mark.parametrize("sort", Sort)
def test_a_list_is_read_by_an_index_whatever_it_is_of(
    few: Engine, sort: Sort, is_many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_many:
        monkeypatch.setattr(listed, "FEW", 0)
    with looking(few) as view:
        for filters in AT_ALL:
            with recorded(few) as record:
                listing = list_commitments(view, filters, Paging(sort=sort, limit=2))
            found = list(plans(few, record))
            assert not any(plan.scanned for plan in found), found
            if listing.total and is_many:
                assert not page_plan(found).is_sorted_as_a_whole, page_plan(found)


@pytest.mark.parametrize("sort", Sort)
def test_a_later_page_is_read_from_where_the_one_before_it_ended(
    few: Engine, sort: Sort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "FEW", 0)
    with looking(few) as view:
        first = list_commitments(view, Filters(), Paging(sort=sort, limit=2))
        with recorded(few) as record:
            list_commitments(view, Filters(), Paging(sort=sort, limit=2, cursor=first.next))
    steps = page_plan(list(plans(few, record))).steps
    assert re.search(r"SEARCH .*[<>]", steps[0]), steps


@pytest.mark.parametrize(
    ("sort", "index"),
    [
        (Sort.REGISTRY, "COVERING INDEX ix_reading_listed_place"),
        (Sort.NEWEST, "COVERING INDEX ix_reading_listed_newest"),
        (Sort.DUE, "COVERING INDEX ix_commitment_due_last_position_key_id"),
        (Sort.TITLE, "COVERING INDEX ix_commitment_title_key_en_position_key_id"),
    ],
)
def test_what_a_list_passes_over_is_not_read_itself(
    few: Engine, sort: Sort, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "FEW", 0)
    with looking(few) as view, recorded(few) as record:
        list_commitments(view, Filters(overdue=False), Paging(sort=sort))
    assert index in page_plan(list(plans(few, record))).steps[0]


@pytest.mark.parametrize("day", [TODAY, PAST], ids=["today", "past"])
@pytest.mark.parametrize("filters", SEARCHES, ids=lambda one: one.q)
def test_a_search_scans_no_large_table(few: Engine, filters: Filters, day: date) -> None:
    with looking(few, day) as view, recorded(few) as record:
        find_commitments(view, filters, Paging())
    assert [plan for plan in plans(few, record) if plan.scanned] == []


def test_a_past_day_scans_no_large_table(few: Engine) -> None:
    with looking(few, PAST) as view, recorded(few) as record:
        for sort in Sort:
            for filters in AT_ALL:
                list_commitments(view, filters, Paging(sort=sort, limit=2))
    assert not any(plan.scanned for plan in plans(few, record))


def _others(view: View, commitment: str) -> None:
    list_documents(view, Asked(5, None))
    list_evidence(view, Asked(5, None))
    history_of_commitment(view, commitment, Asked(5, None))
    for filters in REVISIONS:
        list_revisions(view, filters, Asked(5, None))
    read_ledger(view)


def test_other_lists_are_neither_scanned_nor_sorted(few: Engine) -> None:
    with looking(few) as view:
        commitment = list_commitments(view, Filters(), Paging(limit=1)).items[0].id
        with recorded(few) as record:
            _others(view, commitment)
    for plan in plans(few, record):
        assert not plan.scanned, plan
        is_of_one_thing = "subject_id IN" in plan.statement
        if "AS sort_0" in plan.statement and not is_of_one_thing:
            assert not plan.is_sorted_as_a_whole, plan


def test_what_is_looked_for_among_all_is_found_by_an_index_of_its_own(few: Engine) -> None:
    with looking(few) as view, recorded(few) as record:
        list_corrections(view, Asked(5, None))
        neglected(view, 5)
    steps = [step for plan in plans(few, record) for step in plan.steps]
    scanned = [step for step in steps if step.startswith("SCAN ") and step.split()[1] in LARGE]
    assert {step.split(" INDEX ")[1] for step in scanned} == {
        "ix_evidence_withdrawn",
        "ix_document_withdrawn",
        "ix_commitment_last_looked_at_position_key_id",
    }


def test_a_day_before_the_newest_evidence_is_not_read_as_the_present(few: Engine) -> None:
    with looking(few) as view:
        newest = list_evidence(view, Asked(1, None)).items[0].date
    day = date.fromisoformat(newest)
    with looking(few, day) as view:
        assert listed.is_settled(view)
    with looking(few, day - timedelta(days=1)) as view:
        assert not listed.is_settled(view)


def _lists(view: View, sort: Sort) -> None:
    for filters in AT_ALL:
        list_commitments(view, filters, Paging(sort=sort, limit=2))


def _searches(view: View) -> None:
    for filters in SEARCHES:
        find_commitments(view, filters, Paging())
        count_choices(view, filters)


def _what_is_looked_for(view: View) -> None:
    _others(view, list_commitments(view, Filters(), Paging(limit=1)).items[0].id)
    list_corrections(view, Asked(5, None))
    neglected(view, 5)
    for filters in AT_ALL:
        count_choices(view, filters)


def _comparisons(view: View) -> None:
    for instrument, theme in ((None, "assembly"), ("fpc-2021", None), ("fpc-2021", "assembly")):
        compare_days(view, Span(PAST, TODAY, instrument, theme), Asked(5, None))


@pytest.mark.parametrize("day", [TODAY, PAST], ids=["today", "past"])
@pytest.mark.parametrize(
    "ask",
    [
        *(pytest.param(partial(_lists, sort=sort), id=sort.value) for sort in Sort),
        pytest.param(_searches, id="searches"),
        pytest.param(_what_is_looked_for, id="others"),
        pytest.param(_comparisons, id="comparisons"),
    ],
)
def test_postgresql_finds_what_is_asked_for_without_scanning(
    shipped_postgresql: Engine, ask: Callable[[View], None], day: date
) -> None:
    with looking(shipped_postgresql, day) as view:
        view.session.execute(text("SET LOCAL enable_seqscan = off"))
        with recorded(shipped_postgresql) as record:
            ask(view)
    assert record.statements
    assert scanned_in_postgresql(shipped_postgresql, record) == {}


def test_a_comparison_within_something_looks_at_nothing_else(few: Engine) -> None:
    with looking(few) as view, recorded(few) as record:
        _comparisons(view)
    found = list(plans(few, record))
    # Looked for from each piece of evidence, an instrument's commitments took minutes.
    counting = [plan for plan in found if "FROM commitment JOIN instrument" in plan.statement]
    assert all("(id=?)" in plan.steps[-1] for plan in counting), counting
    for plan in found:
        assert not any(re.match("SCAN (after|evidence)|CORRELATED", one) for one in plan.steps), (
            plan
        )


def test_a_commitment_gone_from_the_file_is_in_no_index_of_lists(small_engine: Engine) -> None:
    registry = small()
    gone = registry["commitments"].pop()["id"]
    registry["evidence"] = [one for one in registry["evidence"] if gone not in str(one)]
    load(small_engine, as_yaml(registry))
    with looking(small_engine) as view:
        assert gone not in {one.id for one in list_commitments(view, Filters(), Paging()).items}
        of_it = select(col(StoredReading.is_listed)).where(col(StoredReading.commitment_id) == gone)
        assert set(view.session.execute(of_it).scalars()) == {False}
        assert list(wrong_readings(view.session)) == []
