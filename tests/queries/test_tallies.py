"""Kept numbers, added up, are those that counting the rows of the day gives, on both databases."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, or_, select
from sqlmodel import col

from app.queries.documents import count_documents
from app.queries.filters import in_force
from app.queries.links import happened
from app.queries.tallies import ALL, READS, Scope, count_readings
from app.queries.view import View
from app.queries.voices import count_evidence
from app.store.tables import Commitment, CommitmentTheme, Document, Evidence, StoredReading
from tests.conftest import TODAY
from tests.queries.asking import looking

# In the middle of a month, the first and last of a year, and before anything was.
DAYS = [TODAY, date(2023, 5, 17), date(2022, 1, 1), date(2022, 12, 31), date(2021, 6, 8)]


@pytest.mark.parametrize("day", DAYS)
def test_every_scope_holds_what_counting_gives(shipped_engine: Engine, day: date) -> None:
    with looking(shipped_engine, day) as view:
        rows = _in_themes(view)
        plain = Counter({row[:-1]: row[-1] for row in rows if row[-2] is None})
        themed = Counter({row[:-1]: row[-1] for row in rows if row[-2] is not None})
        scopes = [ALL, Scope(instrument=None), Scope(theme=None), Scope(None, None)]
        found = [dict(one) for one in count_readings(view, day, scopes)]
    assert found == [_cut(plain, 2), _cut(plain, 1), _cut(themed, 2), dict(themed)]


def _in_themes(view: View) -> list[tuple[Any, ...]]:
    """Count by reading, instrument and theme; and once without any theme."""
    columns = [*(getattr(StoredReading, name) for name in READS), col(Commitment.instrument)]
    its_own = col(CommitmentTheme.commitment_id) == col(Commitment.id)
    theme = col(CommitmentTheme.theme_id)
    plain = in_force(view).add_columns(*columns, func.count()).group_by(*columns)
    themed = in_force(view).join(CommitmentTheme, its_own)
    counted = themed.add_columns(*columns, theme, func.count()).group_by(*columns, theme)
    found = [(*row[:-1], None, row[-1]) for row in view.session.execute(plain)]
    return found + [tuple(row) for row in view.session.execute(counted)]


def _cut(counted: Counter[tuple[Any, ...]], *places: int) -> dict[tuple[Any, ...], int]:
    """Take instruments (2 from the end), or themes, together; without themes, all are."""
    found: Counter[tuple[Any, ...]] = Counter()
    for key, number in counted.items():
        instrument = "" if 2 in places else key[-2]
        theme = "" if key[-1] is None else key[-1]
        found[(*key[:-2], instrument, theme)] += number
    return dict(found)


@pytest.mark.parametrize("day", DAYS)
def test_evidence_and_sources_are_as_many_as_counting_gives(
    shipped_engine: Engine, day: date
) -> None:
    published = col(Document.date_first)
    sources = (
        select(func.count())
        .select_from(Document)
        .where(or_(published.is_(None), published <= day))
        .where(col(Document.retired_on).is_(None), col(Document.withdrawal).is_(None))
    )
    with looking(shipped_engine, day) as view:
        evidence = select(func.count()).select_from(Evidence).where(*happened(view))
        counted = [view.session.execute(one).scalar_one() for one in (sources, evidence)]
        assert [count_documents(view), count_evidence(view)] == counted
