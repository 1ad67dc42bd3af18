"""Reading instruments, with their totals and their commitments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from app.domain.messages import message
from app.domain.tally import Tally
from app.errors import NotFoundError
from app.queries.firsts import first_of_instruments
from app.queries.group_shapes import InstrumentLine, InstrumentShape
from app.queries.recorded import Recorded, recorded_by_instrument
from app.queries.shapes import CommitmentLine, Listing
from app.queries.standing import lines
from app.queries.totals import NONE_YET, tally_by_instrument, totals
from app.queries.view import View
from app.store.tables import Instrument

MOST_SHOWN = 200
"""How many commitments stand on the page of an instrument or theme; the list has them all."""

NO_SUCH_INSTRUMENT = message("There is no instrument '{id}'. Look for it in the list.")
NOT_ADOPTED_YET = message(
    "On {day} this instrument did not exist: it was adopted on {adopted}. Ask for a later day."
)


_ADOPTED = (
    select(Instrument)
    .where(col(Instrument.retired_on).is_(None), col(Instrument.adopted_first) <= bindparam("day"))
    .order_by(col(Instrument.position), col(Instrument.id))
)


def list_instruments(view: View) -> Listing[InstrumentLine]:
    """List the instruments adopted by the day, without retired ones, in registry order."""
    known = _Known(tally_by_instrument(view), recorded_by_instrument(view))
    items = [_line(view, row, known) for row in _adopted(view)]
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
    tallies = tally_by_instrument(view, instrument_id)
    known = _Known(tallies, recorded_by_instrument(view, instrument_id))
    commitments = lines(view, _first_of(view, [row])[instrument_id])
    return _shape(view, _line(view, row, known), commitments)


def instruments_with_commitments(view: View, tallies: Mapping[str, Tally]) -> list[InstrumentShape]:
    """Give every instrument of the day with its tally and commitments, in registry order."""
    known = _Known(tallies, recorded_by_instrument(view))
    rows = _adopted(view)
    ids = _first_of(view, rows)
    shown = {line.id: line for line in lines(view, list(chain.from_iterable(ids.values())))}
    return [
        _shape(view, _line(view, row, known), [shown[one] for one in ids[row.id]]) for row in rows
    ]


def _first_of(view: View, rows: Sequence[Instrument]) -> Mapping[str, Sequence[str]]:
    return first_of_instruments(view, [row.id for row in rows], MOST_SHOWN)


def _shape(view: View, line: InstrumentLine, commitments: list[CommitmentLine]) -> InstrumentShape:
    return InstrumentShape(**dict(line), as_of=view.day, commitments=commitments)


def _adopted(view: View) -> list[Instrument]:
    return list(view.session.execute(_ADOPTED, {"day": view.day}).scalars())


@dataclass(frozen=True, slots=True)
class _Known:
    """What is counted of instruments, by their ids."""

    tallies: Mapping[str, Tally]
    recorded: Mapping[str, Recorded]


def _line(view: View, row: Instrument, known: _Known) -> InstrumentLine:
    tongue = view.tongue
    tally = known.tallies.get(row.id, NONE_YET)
    recorded = known.recorded.get(row.id, Recorded())
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
