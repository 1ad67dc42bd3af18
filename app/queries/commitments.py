"""Reading commitments: lists by filter, search and order, and one with all its evidence."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from app.domain.messages import message
from app.errors import NotFoundError
from app.queries.cursors import Asked
from app.queries.filters import Filters, refuse_unknown
from app.queries.gathered import gather, shape_of
from app.queries.listed import page_of, total_of
from app.queries.orders import Sort
from app.queries.shapes import CommitmentLine, CommitmentShape, Listing
from app.queries.standing import lines, standing_on
from app.queries.view import View
from app.store.tables import Commitment, Instrument

__all__ = [
    "NO_SUCH_COMMITMENT",
    "Paging",
    "Sort",
    "count_commitments",
    "find_commitment",
    "list_commitments",
    "neglected",
]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list, in which order; `limit` items a page.

    `instead` says whether a search that finds nothing is answered with what a corrected one finds.
    """

    sort: Sort = Sort.REGISTRY
    limit: int = 50
    cursor: str | None = None
    instead: bool = True


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
    asked = Asked(paging.limit, paging.cursor)
    page, total = page_of(view, filters, paging.sort, asked)
    return Listing[CommitmentLine](
        items=lines(view, [row.id for row in page.rows]),
        next=page.next,
        total=total.number,
        total_is_exact=total.is_exact,
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


def count_commitments(view: View, filters: Filters) -> int:
    """Count what a list would hold, or up to `MOST_COUNTED` of it for a search."""
    return total_of(view, filters).number
