"""Pages of a list by where the last one ended, so that pages stay right while entries are added.

A cursor is opaque to its user: base64 of the name of the list and its order, and of the last
row's sort values. It is accepted only in the exact form in which it was given.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, and_, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session

from app.domain.identifiers import is_identifier
from app.domain.messages import message
from app.errors import BadParameterError
from app.queries.view import Selected

BAD_CURSOR = message(
    "This cursor is not one that this list gave, in this order: "
    "leave it out, and follow `next` from the first page."
)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the cursor of the page after it, if there is one."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    next: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page is asked for: `limit` rows, beginning after the row that `cursor` names."""

    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One column that a list is ordered by; only the first of a list may hold nulls.

    `is_value` says of a text whether the column could hold it; `begins` is a value that nothing in
    the list comes before, where one is known.
    """

    column: Mapped[Any]
    is_descending: bool = False
    may_be_null: bool = False
    is_value: Callable[[str], bool] = is_identifier
    begins: date | None = None

    def order(self) -> ColumnElement[Any]:
        """Give the ORDER BY term."""
        return self.column.desc() if self.is_descending else self.column.asc()

    def beyond(self, value: Any) -> ColumnElement[bool]:  # noqa: ANN401 - int, date or id
        """Give the condition of coming after `value` in this step's order."""
        later: ColumnElement[bool] = (
            self.column < value if self.is_descending else self.column > value
        )
        return later

    def since(self, value: Any) -> ColumnElement[bool]:  # noqa: ANN401 - int, date or id
        """Give the condition of not coming before `value`; nulls do not meet it."""
        not_before: ColumnElement[bool] = (
            self.column <= value if self.is_descending else self.column >= value
        )
        return not_before


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a list: what its rows have in common, and what orders them."""

    steps: Sequence[Step]
    conditions: list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The order of a list: its name, and the columns that decide it, the last of them unique."""

    name: str
    steps: Sequence[Step]

    def page(self, session: Session, statement: Selected, asked: Asked) -> Page:
        """Read one page of a statement; what is null in the first column comes last.

        Raises:
            BadParameterError: when the cursor was not given by this list in this order.

        """
        values = None if asked.cursor is None else self._decode(asked.cursor)
        columns: list[ColumnElement[Any]] = [
            step.column.label(_label(place)) for place, step in enumerate(self.steps)
        ]
        rows: list[Row[*tuple[Any, ...]]] = []
        for part in self._parts(values):
            missing = asked.limit + 1 - len(rows)
            if missing:
                ordered = statement.add_columns(*columns).where(*part.conditions)
                ordered = ordered.order_by(*(step.order() for step in part.steps))
                rows += session.execute(ordered.limit(missing)).all()
        shown = rows[: asked.limit]
        has_more = len(rows) > len(shown)
        return Page(shown, self.after(shown[-1]) if has_more else None)

    def after(self, row: Row[*tuple[Any, ...]]) -> str:
        """Give the cursor of the page that begins after a row of this list."""
        return self._encode(self._values(row))

    def _parts(self, values: list[Any] | None) -> list[_Part]:
        """Give what to read one after the other: rows with a first value, then those without.

        Either part is a stretch of an index, which both databases read in order; nulls sorted
        last together with the others would be read and sorted as a whole.
        """
        first, *others = self.steps
        if not first.may_be_null:
            return [_part(self.steps, values)]
        if values is not None and values[0] is None:
            return [_part(others, values[1:], first.column.is_(None))]
        return [_part(self.steps, values), _part(others, None, first.column.is_(None))]

    def _values(self, row: Row[*tuple[Any, ...]]) -> list[Any]:
        return [getattr(row, _label(place)) for place in range(len(self.steps))]

    def _encode(self, values: Sequence[Any]) -> str:
        written = [one.isoformat() if isinstance(one, date) else one for one in values]
        text = json.dumps([self.name, *written], separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _decode(self, cursor: str) -> list[Any]:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            name, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            read = [_value(step, value) for step, value in zip(self.steps, values, strict=True)]
        except (ValueError, TypeError, binascii.Error, RecursionError):
            raise BadParameterError("cursor", BAD_CURSOR) from None
        if name != self.name or self._encode(read) != cursor:
            raise BadParameterError("cursor", BAD_CURSOR)
        return read


def _label(place: int) -> str:
    return f"sort_{place}"


def _part(
    steps: Sequence[Step], values: list[Any] | None, *conditions: ColumnElement[bool]
) -> _Part:
    """Give the rows after these values, or all of them.

    The first column is bounded even then: it is how SQLite learns to begin with its index.
    """
    if values is None:
        return _Part(steps, [*conditions, steps[0].since(_outermost(steps[0]))])
    later = [
        and_(*(step.column == values[at] for at, step in enumerate(steps[:place])), beyond)
        for place, last in enumerate(steps)
        for beyond in [last.beyond(values[place])]
    ]
    return _Part(steps, [*conditions, steps[0].since(values[0]), or_(*later)])


def _outermost(step: Step) -> date | int | str:
    """Give a value that no row comes before. No list has ids the other way round."""
    if step.begins is not None:
        return step.begins
    kind = step.column.type.python_type  # type: ignore[attr-defined]
    if kind is date:
        return date.max if step.is_descending else date.min
    if kind is str:
        return ""
    return _largest(step) if step.is_descending else 0


def _value(step: Step, value: Any) -> Any:  # noqa: ANN401 - int, date, id or nothing
    """Read one sort value back, as the type of its column.

    Raises:
        ValueError: when it is none the column could hold.

    """
    if value is None and step.may_be_null:
        return None
    wanted = step.column.type.python_type  # type: ignore[attr-defined]
    if wanted is date and isinstance(value, str):
        return date.fromisoformat(value)
    if wanted is str and isinstance(value, str) and step.is_value(value):
        return value
    if wanted is int and type(value) is int and 0 <= value <= _largest(step):
        return value
    raise ValueError(value)


def _largest(step: Step) -> int:
    is_big = isinstance(step.column.type, BigInteger)  # type: ignore[attr-defined]
    return 2**63 - 1 if is_big else 2**31 - 1
