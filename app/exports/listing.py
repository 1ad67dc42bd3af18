"""What can be had, as the API lists it."""

from collections.abc import Iterable

from pydantic import Field

from app.exports.files import BY_NAME, PACKAGE_DESCRIPTION, ZIP
from app.exports.kept import Exports
from app.queries.shapes import Listing, Shape
from app.queries.view import View


class ExportLine(Shape):
    """A file with a whole copy, or with one table."""

    name: str = Field(
        description="What stands in its address: /api/v1/exports/{name}.",
        examples=["commitments.csv"],
    )
    noun: str | None = Field(
        description="The table it holds; null for a file with all of them.",
        examples=["commitments"],
    )
    media_type: str = Field(description="Its format.", examples=["text/csv"])
    description: str = Field(description="What it holds, and for whom.")
    rows: int | None = Field(description="How many records it holds; null until it is made.")
    bytes: int | None = Field(description="Its length; null until it is made.")
    sha256: str | None = Field(
        description="SHA-256 of its bytes, in hexadecimal; null until it is made."
    )


def list_exports(view: View, exports: Exports, names: Iterable[str]) -> Listing[ExportLine]:
    """List files; what is known only of a finished one is None where it has to be made."""
    items = [_line(view, exports, name) for name in names]
    return Listing[ExportLine](items=items, next=None, total=len(items))


def _line(view: View, exports: Exports, name: str) -> ExportLine:
    made, export = exports.known(view, name), BY_NAME.get(name)
    return ExportLine(
        name=name,
        noun=export.noun if export else None,
        media_type=export.media_type if export else ZIP,
        description=export.description if export else PACKAGE_DESCRIPTION,
        rows=made.rows if made else None,
        bytes=made.bytes if made else None,
        sha256=made.sha256 if made else None,
    )
