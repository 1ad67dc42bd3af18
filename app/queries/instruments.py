"""Reading instruments, with their totals and their commitments."""

from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.domain.messages import message
from app.errors import NotFoundError
from app.queries.group_shapes import InstrumentLine, InstrumentShape
from app.queries.recorded import Recorded, recorded_by_instrument
from app.queries.shapes import CommitmentLine, Listing
from app.queries.standing import lines, standing_on
from app.queries.totals import NONE_YET, tally_by_instrument, totals
from app.queries.view import Selected, View
from app.store.tables import Commitment, Instrument

MOST_SHOWN = 200
"""How many commitments stand on the page of an instrument or theme; the list has them all."""

NO_SUCH_INSTRUMENT = message("There is no instrument '{id}'. Look for it in the list.")
NOT_ADOPTED_YET = message(
    "On {day} this instrument did not exist: it was adopted on {adopted}. Ask for a later day."
)


def list_instruments(view: View) -> Listing[InstrumentLine]:
    """List the instruments adopted by the day, without retired ones, in registry order."""
    rows = _adopted(view)
    items = [_line(view, row) for row in rows]
    return Listing[InstrumentLine](items=items, total=len(items))


def find_instrument(view: View, instrument_id: str) -> InstrumentShape:
    """Give one instrument with its commitments as they stood on the day, retired or not.

    Raises:
        NotFoundError: when there is none with this id, or it was adopted later.

    """
    row = view.session.get(Instrument, instrument_id)
    if row is None:
        raise NotFoundError(view.tongue.say(NO_SUCH_INSTRUMENT, id=instrument_id))
    if row.adopted_first > view.day:
        raise NotFoundError(
            view.tongue.say(NOT_ADOPTED_YET, day=view.day.isoformat(), adopted=row.adopted)
        )
    return _shape(view, row, lines(view, first_ids(view, _of(view, row))))


def instruments_with_commitments(view: View) -> list[InstrumentShape]:
    """Give every instrument of the day with its commitments, in registry order."""
    rows = _adopted(view)
    ids = {row.id: first_ids(view, _of(view, row)) for row in rows}
    shown = {line.id: line for line in lines(view, list(chain.from_iterable(ids.values())))}
    return [_shape(view, row, [shown[one] for one in ids[row.id]]) for row in rows]


def first_ids(view: View, statement: Selected) -> list[str]:
    """Give the ids of the first `MOST_SHOWN` commitments of a statement, in registry order."""
    first = (
        statement.add_columns(col(Commitment.id))
        .where(col(Commitment.retired_on).is_(None))
        .order_by(col(Commitment.position), col(Commitment.key))
        .limit(MOST_SHOWN)
    )
    return list(view.session.execute(first).scalars())


def _of(view: View, row: Instrument) -> Selected:
    return standing_on(view).where(col(Commitment.instrument) == row.id)


def _shape(view: View, row: Instrument, commitments: list[CommitmentLine]) -> InstrumentShape:
    return InstrumentShape(**dict(_line(view, row)), as_of=view.day, commitments=commitments)


def _adopted(view: View) -> list[Instrument]:
    statement = (
        select(Instrument)
        .where(col(Instrument.retired_on).is_(None), col(Instrument.adopted_first) <= view.day)
        .order_by(col(Instrument.position), col(Instrument.id))
    )
    return list(view.session.execute(statement).scalars())


def _line(view: View, row: Instrument) -> InstrumentLine:
    tongue = view.tongue
    tally = tally_by_instrument(view).get(row.id, NONE_YET)
    recorded = recorded_by_instrument(view).get(row.id, Recorded())
    fields: dict[str, Any] = {
        "id": row.id,
        "kind": row.kind,
        "title": tongue.pick(row.title, row.translated),
        "issuer": tongue.pick(row.issuer),
        "adopted": row.adopted,
        "url": row.url,
        "tasks_stated": row.tasks_stated,
        "note": tongue.pick_optional(row.note),
        "totals": totals(tally),
        "areas": recorded.areas,
        "looked_at": recorded.looked_at,
        "never_looked_at": tally.total - recorded.looked,
        "retired_on": row.retired_on,
    }
    return InstrumentLine(**fields)
