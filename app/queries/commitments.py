"""Reading commitments: lists by filter, search and order, and one with all its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, false, select
from sqlmodel import col

from app.domain.identifiers import is_identifier
from app.domain.messages import message
from app.domain.vocabulary import NO_STATUS, Corroboration, Extent, Stage, Status
from app.errors import BadParameterError, NotFoundError
from app.queries.counting import count_all, count_up_to
from app.queries.cursors import Asked, Cursor, Step
from app.queries.links import links_of, withdrawn_links
from app.queries.shapes import CommitmentLine, CommitmentShape, Listing
from app.queries.standing import (
    is_of_theme,
    line_fields,
    lines,
    span_shape,
    standing_on,
    themes_of,
    with_lines,
)
from app.queries.view import Selected, View
from app.store.search import matching_by, matching_keys
from app.store.tables import Commitment, Instrument, StoredReading, Theme

MOST_COUNTED = 1_000
"""How many matches of a search are counted before the total is given as "1,000+"."""

MOST_LOOKED_AT = 5_000
"""How many matches of a search on a past day are looked at, one by one."""

_MOST_NAMED = 50


class StatusFilter(StrEnum):
    """The statuses to ask for; `none` asks for commitments without evidence."""

    PLEDGED = Status.PLEDGED.value
    ENACTED = Status.ENACTED.value
    CONTESTED = Status.CONTESTED.value
    NONE = NO_STATUS


class Sort(StrEnum):
    """The orders of a list: of the registry, newest evidence first, or earliest due date first."""

    REGISTRY = "registry"
    NEWEST = "newest"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which commitments to list; None leaves a filter out."""

    status: StatusFilter | None = None
    stage: Stage | None = None
    extent: Extent | None = None
    corroboration: Corroboration | None = None
    overdue: bool | None = None
    instrument: str | None = None
    theme: str | None = None
    q: str | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list, in which order; `limit` items a page."""

    sort: Sort = Sort.REGISTRY
    limit: int = 50
    cursor: str | None = None


_PLACE = (Step(col(Commitment.position)), Step(col(Commitment.key)))
_PLACE_OF_READING = (Step(col(StoredReading.position)), Step(col(Commitment.key)))

# Each begins with the columns of an index, so that a page is read without sorting everything.
_ORDERS = {
    Sort.REGISTRY: _PLACE,
    Sort.NEWEST: (
        Step(col(StoredReading.newest_first), is_descending=True, may_be_null=True),
        *_PLACE_OF_READING,
    ),
    Sort.DUE: (Step(col(Commitment.due_last), may_be_null=True), *_PLACE),
}

NO_SUCH_INSTRUMENT = message("There is no instrument '{id}'. Write one of these: {known}.")
NO_SUCH_THEME = message("There is no theme '{id}'. Write one of these: {known}.")
TOO_MANY_TO_LOOK_AT = message(
    "More than {most} commitments match, and on a past day each is looked at: add a word."
)
NO_SUCH_COMMITMENT = message(
    "There is no commitment '{id}'. Look for it in the list of commitments."
)
NOT_MADE_YET = message(
    "On {day} this commitment did not exist: its instrument was adopted on {adopted}. "
    "Ask for a later day."
)


def list_commitments(view: View, filters: Filters, paging: Paging) -> Listing[CommitmentLine]:
    """List commitments that existed on the day, without retired ones.

    Raises:
        BadParameterError: for an instrument, theme or cursor that does not exist.

    """
    _refuse_unknown(view, filters)
    statement = standing_on(view).where(
        col(Commitment.retired_on).is_(None), *_conditions(filters), *_matches(view, filters.q)
    )
    total, is_exact = _total(view, filters, statement)
    page = _cursor(paging.sort, filters).page(
        view.session,
        statement.add_columns(col(Commitment.id).label("id")),
        Asked(paging.limit, paging.cursor),
    )
    return Listing[CommitmentLine](
        items=lines(view, [row.id for row in page.rows]),
        next=page.next,
        total=total,
        total_is_exact=is_exact,
    )


def find_commitment(view: View, commitment_id: str) -> CommitmentShape:
    """Give one commitment as it stood on the day, retired or not.

    Raises:
        NotFoundError: when there is none with this id, or its instrument came later.

    """
    found = view.session.execute(
        with_lines(standing_on(view)).where(col(Commitment.id) == commitment_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError(_why_missing(view, commitment_id))
    commitment: Commitment = found.Commitment
    tongue = view.tongue
    fields = line_fields(view, found) | {
        "themes": themes_of(view, [commitment_id]).get(commitment_id, []),
        "as_of": view.day,
        "locator": tongue.pick(commitment.locator),
        "consulted": commitment.consulted,
        "expected_outcome": tongue.pick_optional(commitment.expected_outcome),
        "due_note": tongue.pick_optional(commitment.due_note),
        "note": tongue.pick_optional(commitment.note),
        "evidence": links_of(view, commitment_id, found.StoredReading),
        "withdrawn": withdrawn_links(view, commitment_id),
        "readings": [span_shape(row, view.day) for row in _spans(view, commitment_id)],
    }
    return CommitmentShape(**fields)


def neglected(view: View, limit: int) -> list[CommitmentLine]:
    """Give the commitments in force that nobody has looked at for longest, never looked at first.

    Days known less precisely come before those within them; else the order is the registry's.
    """
    in_force = standing_on(view).where(col(Commitment.retired_on).is_(None))
    longest_ago = in_force.add_columns(col(Commitment.id)).order_by(
        col(Commitment.last_looked_at).asc().nulls_first(), col(Commitment.position)
    )
    ids = view.session.execute(longest_ago.limit(limit)).scalars().all()
    return lines(view, ids)


def _spans(view: View, commitment_id: str) -> list[StoredReading]:
    statement = (
        select(StoredReading)
        .where(col(StoredReading.commitment_id) == commitment_id)
        .where(col(StoredReading.first_day) <= view.day)
        .order_by(col(StoredReading.first_day).desc())
    )
    return list(view.session.execute(statement).scalars())


def _why_missing(view: View, commitment_id: str) -> str:
    adopted = view.session.execute(
        select(col(Instrument.adopted))
        .join(Commitment, col(Commitment.instrument) == col(Instrument.id))
        .where(col(Commitment.id) == commitment_id)
    ).scalar_one_or_none()
    if adopted is None:
        return view.tongue.say(NO_SUCH_COMMITMENT, id=commitment_id)
    return view.tongue.say(NOT_MADE_YET, day=view.day.isoformat(), adopted=adopted)


def _refuse_unknown(view: View, filters: Filters) -> None:
    for name, value, table, text in (
        ("instrument", filters.instrument, Instrument, NO_SUCH_INSTRUMENT),
        ("theme", filters.theme, Theme, NO_SUCH_THEME),
    ):
        if value is None or (is_identifier(value) and view.session.get(table, value) is not None):
            continue
        in_force = select(col(table.id)).where(col(table.retired_on).is_(None))
        first = in_force.order_by(col(table.position)).limit(_MOST_NAMED)
        known = ", ".join(view.session.execute(first).scalars())
        raise BadParameterError(name, view.tongue.say(text, id=value[:80], known=known))


def _cursor(sort: Sort, filters: Filters) -> Cursor:
    """Give the order of a list; by status, the index is on the readings, which know the place."""
    by_reading = sort is Sort.REGISTRY and filters.status is not None
    steps = _PLACE_OF_READING if by_reading else _ORDERS[sort]
    return Cursor(f"commitments by {sort.value}", steps)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for name in ("stage", "extent", "corroboration", "overdue"):
        value = getattr(filters, name)
        if value is not None:
            conditions.append(getattr(StoredReading, name) == value)
    if filters.status is not None:
        wanted = None if filters.status is StatusFilter.NONE else filters.status.value
        conditions.append(col(StoredReading.status) == wanted)
    if filters.instrument is not None:
        conditions.append(col(Commitment.instrument) == filters.instrument)
    if filters.theme is not None:
        conditions.append(is_of_theme(filters.theme))
    return conditions


def _matches(view: View, query: str | None) -> list[ColumnElement[bool]]:
    """Give the condition of a search; a query without a single word finds nothing.

    Few matches are named one by one, so that nothing else is looked at. Of many, a page is
    found soon by going through the list in its order.
    """
    if query is None:
        return []
    matching = matching_keys(view.session.get_bind().dialect.name, query)
    if matching is None:
        return [false()]
    key = col(Commitment.key)
    most = MOST_COUNTED if view.is_today else MOST_LOOKED_AT
    first = select(key).where(key.in_(matching)).limit(most + 1)
    keys = view.session.execute(first).scalars().all()
    if not view.is_today:
        return [key.in_(_by_then(view, query, keys))]
    # A sum has no index: with one, SQLite would collect all the matches and sort them.
    return [(key + 0).in_(matching) if len(keys) > MOST_COUNTED else key.in_(keys)]


def _by_then(view: View, query: str, keys: Sequence[int]) -> list[int]:
    """Leave out what only later evidence would find, by looking at each match.

    Raises:
        BadParameterError: when there are more matches than can be looked at.

    """
    if len(keys) > MOST_LOOKED_AT:
        text = view.tongue.say(TOO_MANY_TO_LOOK_AT, most=MOST_LOOKED_AT)
        raise BadParameterError("q", text)
    return matching_by(view.session, keys, query, view.day)


def _total(view: View, filters: Filters, statement: Selected) -> tuple[int, bool]:
    """Count the matches: all of them, or up to `MOST_COUNTED` for a search."""
    if filters.q is not None:
        least = count_up_to(view, statement.add_columns(col(Commitment.key)), MOST_COUNTED + 1)
        return min(least, MOST_COUNTED), least <= MOST_COUNTED
    return count_all(view, filters, statement), True
