"""Which commitments are asked for: filters and words, as conditions on the rows of a day."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, false, select
from sqlalchemy.orm import Mapped
from sqlalchemy.sql import column
from sqlmodel import col

from app.domain.identifiers import is_identifier
from app.domain.messages import message
from app.domain.vocabulary import NO_STATUS, Corroboration, Extent, Stage, Status
from app.errors import BadParameterError
from app.queries.counting import Remembered
from app.queries.standing import standing_on
from app.queries.view import Selected, View
from app.store.search import matching_by
from app.store.search_words import sought
from app.store.tables import Commitment, CommitmentTheme, Instrument, StoredReading, Theme

MOST_COUNTED = 1_000
"""How many matches of a search are counted before the total is given as "1,000+"."""

MOST_LOOKED_AT = 5_000
"""How many matches of a search on a past day are looked at, one by one."""

_MOST_NAMED = 50

_past_matches: Remembered[list[int]] = Remembered(64)


class StatusFilter(StrEnum):
    """The statuses to ask for; `none` asks for commitments without evidence."""

    PLEDGED = Status.PLEDGED.value
    ENACTED = Status.ENACTED.value
    CONTESTED = Status.CONTESTED.value
    NONE = NO_STATUS


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


NO_SUCH_INSTRUMENT = message("There is no instrument '{id}'. Write one of these: {known}.")
NO_SUCH_THEME = message("There is no theme '{id}'. Write one of these: {known}.")
TOO_MANY_TO_LOOK_AT = message(
    "More than {most} commitments match, and on a past day each is looked at: add a word."
)


def refuse_unknown(view: View, filters: Filters) -> None:
    """Check that the instrument and the theme asked for exist.

    Raises:
        BadParameterError: when one of them does not, naming those that do.

    """
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


def in_force(view: View) -> Selected:
    """Select commitments that existed on the day, without retired ones, without columns."""
    return standing_on(view).where(col(Commitment.retired_on).is_(None))


def fitting(view: View, filters: Filters) -> Selected:
    """Select, without columns, those of them that fit all filters and hold all words.

    Raises:
        BadParameterError: when more match on a past day than can be looked at.

    """
    return in_force(view).where(*_conditions(filters), *_matches(view, filters.q))


def first_matches(view: View, query: str, most: int) -> list[int]:
    """Give the keys of commitments that match a search, and one more than `most` at most.

    On a past day matches are looked at one by one, and remembered.

    Raises:
        BadParameterError: when more match on a past day than can be looked at.

    """
    if not view.is_today:
        return _past_matches.get((*view.key, query), lambda: _by_then(view, query))
    return _first_matches(view, query, most)


def _first_matches(view: View, query: str, most: int) -> list[int]:
    """Give the keys of what matches, without looking at all of them where they are more."""
    matching = sought(view.session, query)
    if matching is None:
        return []
    found = matching.columns(column("key")).subquery("found")
    return list(view.session.execute(select(found.c.key).limit(most + 1)).scalars())


def read_so(filters: Filters) -> list[ColumnElement[bool]]:
    """Give the conditions of a reading's saying what is asked for."""
    conditions: list[ColumnElement[bool]] = []
    for name in ("stage", "extent", "corroboration", "overdue"):
        value = getattr(filters, name)
        if value is not None:
            conditions.append(getattr(StoredReading, name) == value)
    if filters.status is not None:
        wanted = None if filters.status is StatusFilter.NONE else filters.status.value
        conditions.append(col(StoredReading.status) == wanted)
    return conditions


def has_theme(commitment: Mapped[str], theme: str) -> ColumnElement[bool]:
    """Give the condition of a commitment's belonging to a theme, looked up for each."""
    belongs = and_(
        col(CommitmentTheme.commitment_id) == commitment, col(CommitmentTheme.theme_id) == theme
    )
    return exists().where(belongs)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = read_so(filters)
    if filters.instrument is not None:
        conditions.append(col(Commitment.instrument) == filters.instrument)
    if filters.theme is not None:
        conditions.append(has_theme(col(Commitment.id), filters.theme))
    return conditions


def _matches(view: View, query: str | None) -> list[ColumnElement[bool]]:
    """Give the condition of a search; a query without a single word finds nothing.

    Few matches are named one by one, so that nothing else is looked at. Of many, a page is
    found soon by going through the list in its order.
    """
    if query is None:
        return []
    key = col(Commitment.key)
    keys = first_matches(view, query, MOST_COUNTED)
    matching = sought(view.session, query)
    if matching is None:
        return [false()]
    if view.is_today and len(keys) > MOST_COUNTED:
        # A sum has no index: with one, SQLite would collect all the matches and sort them.
        return [(key + 0).in_(matching)]
    return [key.in_(keys)]


def _by_then(view: View, query: str) -> list[int]:
    """Give what matches by what had happened by the view's day, by looking at each match.

    Raises:
        BadParameterError: when there are more matches than can be looked at.

    """
    keys = _first_matches(view, query, MOST_LOOKED_AT)
    if len(keys) > MOST_LOOKED_AT:
        text = view.tongue.say(TOO_MANY_TO_LOOK_AT, most=MOST_LOOKED_AT)
        raise BadParameterError("q", text)
    return matching_by(view.session, keys, query, view.day)
