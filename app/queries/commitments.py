"""Reading commitments: lists by filter, search and order, and one with all its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import col

from app.domain.alphabets import is_order_key
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.errors import NotFoundError
from app.queries.counting import count_all, count_up_to
from app.queries.cursors import Asked, Cursor, Step
from app.queries.filters import MOST_COUNTED, Filters, fitting, refuse_unknown
from app.queries.gathered import gather, shape_of
from app.queries.shapes import CommitmentLine, CommitmentShape, Listing
from app.queries.standing import lines, standing_on
from app.queries.view import Selected, View
from app.store.tables import Commitment, Instrument, StoredReading


class Sort(StrEnum):
    """The orders of a list: of the registry, newest evidence or earliest due date first, by title.

    Titles are in the order of the alphabet of the reader's language.
    """

    REGISTRY = "registry"
    NEWEST = "newest"
    DUE = "due"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list, in which order; `limit` items a page.

    `instead` says whether a search that finds nothing is answered with what a corrected one finds.
    """

    sort: Sort = Sort.REGISTRY
    limit: int = 50
    cursor: str | None = None
    instead: bool = True


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
_TITLES = {
    Language.ENGLISH: col(Commitment.title_key_en),
    Language.RUSSIAN: col(Commitment.title_key_ru),
    Language.KAZAKH: col(Commitment.title_key_kk),
}

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
    refuse_unknown(view, filters)
    statement = fitting(view, filters)
    total, is_exact = _total(view, filters, statement)
    page = _cursor(view, paging.sort, filters).page(
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
    found = gather(view, [commitment_id])
    if not found:
        raise NotFoundError(_why_missing(view, commitment_id))
    return shape_of(view, found[commitment_id])


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


def _why_missing(view: View, commitment_id: str) -> str:
    adopted = view.session.execute(
        select(col(Instrument.adopted))
        .join(Commitment, col(Commitment.instrument) == col(Instrument.id))
        .where(col(Commitment.id) == commitment_id)
    ).scalar_one_or_none()
    if adopted is None:
        return view.tongue.say(NO_SUCH_COMMITMENT, id=commitment_id)
    return view.tongue.say(NOT_MADE_YET, day=view.day.isoformat(), adopted=adopted)


def _cursor(view: View, sort: Sort, filters: Filters) -> Cursor:
    """Give the order of a list; by status, the index is on the readings, which know the place."""
    if sort is Sort.TITLE:
        language = view.tongue.language
        by_title = Step(_TITLES[language], is_value=is_order_key)
        return Cursor(f"commitments by title in {language.value}", (by_title, *_PLACE))
    by_reading = sort is Sort.REGISTRY and filters.status is not None
    steps = _PLACE_OF_READING if by_reading else _ORDERS[sort]
    return Cursor(f"commitments by {sort.value}", steps)


def count_commitments(view: View, filters: Filters) -> int:
    """Count what a list would hold, or up to `MOST_COUNTED` of it for a search."""
    return _total(view, filters, fitting(view, filters))[0]


def _total(view: View, filters: Filters, statement: Selected) -> tuple[int, bool]:
    """Count the matches: all of them, or up to `MOST_COUNTED` for a search."""
    if filters.q is not None:
        least = count_up_to(view, statement.add_columns(col(Commitment.key)), MOST_COUNTED + 1)
        return min(least, MOST_COUNTED), least <= MOST_COUNTED
    return count_all(view, filters, statement), True
