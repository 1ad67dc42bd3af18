"""A sheet on its way from the dry run to taking in: as text in a hidden field of the page.

So nothing is kept on the server for somebody who may never come back, and a restart in between
loses nothing. What comes back is trusted no more than an uploaded file.
"""

import base64
import binascii
import zlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from app.domain.messages import message
from app.editing.imports.limits import (
    LONGEST_CELL,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
)
from app.editing.imports.sheets import Sheet
from app.errors import BadParameterError
from app.queries.languages import Tongue

# A character is escaped into at most six bytes; half of them may be Cyrillic, at two each.
_MOST_BYTES = 4 * MOST_CHARACTERS

UNREADABLE = message(
    "What was looked through did not come back as it was sent: upload the file once more."
)

_Cell = Annotated[str, StringConstraints(max_length=LONGEST_CELL + 1)]
_Cells = Annotated[list[_Cell], Field(max_length=MOST_COLUMNS)]
_Number = Annotated[int, Field(ge=1, le=2_000_000)]
_Place = Annotated[int, Field(ge=0, lt=MOST_COLUMNS)]


class _Parcel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    header: _Cells
    rows: Annotated[list[tuple[_Number, _Cells]], Field(max_length=MOST_ROWS)]
    header_row: _Number
    uncertain: list[tuple[_Number, _Place]]
    name: Annotated[str, StringConstraints(max_length=100)]
    left_out: list[Annotated[str, StringConstraints(max_length=100)]]


def pack_sheet(sheet: Sheet) -> str:
    """Write a sheet as ASCII text, compressed."""
    parcel = _Parcel(
        header=sheet.header,
        rows=sheet.rows,
        header_row=sheet.header_row,
        uncertain=sorted(sheet.uncertain),
        name=sheet.name,
        left_out=list(sheet.left_out),
    )
    return base64.b64encode(zlib.compress(parcel.model_dump_json().encode(), 6)).decode()


def unpack_sheet(text: str, tongue: Tongue) -> Sheet:
    """Read it back, within the bounds of a file.

    Raises:
        BadParameterError: of `sheet`, when it is anything else.

    """
    try:
        inflating = zlib.decompressobj()
        content = inflating.decompress(base64.b64decode(text, validate=True), _MOST_BYTES)
        if not inflating.eof:
            raise BadParameterError("sheet", tongue.say(UNREADABLE))
        parcel = _Parcel.model_validate_json(content)
    except (binascii.Error, zlib.error, ValidationError, ValueError) as error:
        raise BadParameterError("sheet", tongue.say(UNREADABLE)) from error
    return Sheet(
        parcel.header,
        parcel.rows,
        parcel.header_row,
        frozenset(parcel.uncertain),
        parcel.name,
        tuple(parcel.left_out),
    )
