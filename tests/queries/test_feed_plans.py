"""How feeds, and the day of the last change, of what has many commitments are read."""

import re

from sqlalchemy import Engine, text

from app.queries.changed import last_change
from app.queries.commitments import Paging, list_commitments
from app.queries.feeds import read_feed_found, read_feed_of
from app.queries.filters import Filters
from app.queries.view import View
from tests.queries.asking import looking, recorded
from tests.queries.planning import plans, scanned_in_postgresql

MANY = [("instruments", "fpc-2021"), ("themes", "assembly")]


def _last_changes(view: View) -> None:
    for noun, name in MANY:
        assert last_change(view, noun, name)


def _feeds(view: View) -> None:
    _last_changes(view)
    for noun, name in MANY:
        assert read_feed_of(view, noun, name).acts
    assert read_feed_found(view, Filters(theme="assembly")).acts


def test_the_feed_of_a_commitment_goes_through_no_load(shipped_sqlite: Engine) -> None:
    with looking(shipped_sqlite) as view:
        commitment = list_commitments(view, Filters(), Paging(limit=1)).items[0].id
        with recorded(shipped_sqlite) as record:
            assert read_feed_of(view, "commitments", commitment).acts
    (counted,) = (
        plan for plan in plans(shipped_sqlite, record) if "row_number()" in plan.statement
    )
    assert not [step for step in counted.steps if "ix_revision_load_sequence" in step]


def test_the_feed_of_many_commitments_collects_them_once(shipped_sqlite: Engine) -> None:
    with looking(shipped_sqlite) as view, recorded(shipped_sqlite) as record:
        assert read_feed_of(view, "themes", "assembly").acts
    (counted,) = (
        plan for plan in plans(shipped_sqlite, record) if "row_number()" in plan.statement
    )
    assert sum("SEARCH link" in step for step in counted.steps) == 1, counted
    assert not [step for step in counted.steps if re.match("SCAN revision", step)], counted


def test_what_changed_in_many_commitments_is_looked_for_from_the_newest_revision(
    shipped_sqlite: Engine,
) -> None:
    with looking(shipped_sqlite) as view, recorded(shipped_sqlite) as record:
        _last_changes(view)
    found = [plan for plan in plans(shipped_sqlite, record) if "EXISTS" in plan.statement]
    assert len(found) == len(MANY)
    for plan in found:
        assert re.match(r"SEARCH revision .*\(sequence>\?\)", plan.steps[0]), plan
        # An index of what belongs to an entry would be gone through for each revision.
        assert not [step for step in plan.steps if "theme_id=?" in step], plan
        assert not plan.scanned, plan


def test_postgresql_scans_nothing_for_them(shipped_postgresql: Engine) -> None:
    with looking(shipped_postgresql) as view:
        view.session.execute(text("SET LOCAL enable_seqscan = off"))
        with recorded(shipped_postgresql) as record:
            _feeds(view)
    assert record.statements
    assert scanned_in_postgresql(shipped_postgresql, record) == {}
