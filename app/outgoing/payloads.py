"""What a delivery says: that something public changed, and where to read it. Nothing else.

It names revisions of the public ledger by number, moment, act, thing and id, and never quotes one:
a text that is redacted later was never sent. Whoever gets one reads the present state from the API.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from app.store.tables import Revision

MOST = 100
"""How many revisions one delivery tells of."""

CHANGED, TEST = "scorecard.changed", "scorecard.test"
"""The types of a delivery."""

AddressOfChanges = Callable[[int], str]
"""Gives the address at which the changes after a revision are read."""


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery in words: the id by which a receiver knows it again, and its body.

    The same revisions are always told by the same id and the same bytes.
    """

    message_id: str
    body: bytes


def end_of_delivery(session: Session, after: int) -> int | None:
    """Give the newest revision that a delivery after a number may tell of; None when none is."""
    numbers = select(col(Revision.sequence)).where(col(Revision.sequence) > after)
    ordered = numbers.order_by(col(Revision.sequence)).limit(MOST)
    return max(session.execute(ordered).scalars(), default=None)


def tell_changes(
    session: Session, webhook: str, span: tuple[int, int], address: AddressOfChanges
) -> Told:
    """Tell of the revisions from the first to the last number of `span`."""
    first, last = span
    rows = session.execute(
        select(
            col(Revision.sequence),
            col(Revision.time),
            col(Revision.action),
            col(Revision.subject),
            col(Revision.subject_id).label("id"),
        )
        .where(col(Revision.sequence).between(first, last))
        .order_by(col(Revision.sequence))
    ).mappings()
    newest = select(col(Revision.hash)).where(col(Revision.sequence) == last)
    mark = session.execute(newest).scalar_one()
    return Told(
        # The hash is of the whole ledger up to there: after a restore, the same number may stand
        # for something else, and must not be taken for a repetition.
        f"msg_{webhook}_{first}-{last}_{mark[:16]}",
        _body(CHANGED, (first - 1, last), [dict(row) for row in rows], address),
    )


def tell_nothing(webhook: str, number: str, head: int, address: AddressOfChanges) -> Told:
    """Make the body of a test: the same shape, with nothing in it. `number` makes its id one."""
    return Told(f"msg_{webhook}_test-{number}", _body(TEST, (head, head), [], address))


def _body(
    kind: str,
    ends: tuple[int, int],
    items: Sequence[dict[str, object]],
    address: AddressOfChanges,
) -> bytes:
    said = {
        "type": kind,
        "since": ends[0],
        "last": ends[1],
        "items": items,
        "changes": address(ends[0]),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
