"""Whole copies as files: their list as JSON, and the files themselves."""

from typing import Annotated

from fastapi import Depends, Response

from app.api.contract import describe_problem
from app.api.routing import NounRouter
from app.dependencies.exported import Given, export_given, exports_shown
from app.exports.files import MEDIA_TYPES
from app.exports.lines import JSON
from app.exports.listing import ExportLine
from app.queries.shapes import Listing
from app.wire.given_files import GivenFile
from app.wire.validators import written_now

router = NounRouter("exports")

_FILE = {"schema": {"type": "string", "format": "binary"}}
# What readers of a contract open by themselves is described as what they find in it.
_FILES = dict.fromkeys(MEDIA_TYPES, _FILE) | {
    one: {"schema": {"type": "object"}} for one in MEDIA_TYPES if one in {JSON, "application/yaml"}
}


@router.get("/exports")
def list_exports(
    response: Response, shown: Annotated[Listing[ExportLine], Depends(exports_shown)]
) -> Listing[ExportLine]:
    """List the files with whole copies: CSV, NDJSON, JSON, XLSX, YAML, SQLite, a data package.

    What is not known before a file is made is null until somebody asks for it.
    """
    response.headers["Last-Modified"] = written_now()
    return shown


@router.get(
    "/exports/{name}",
    response_class=GivenFile,
    responses={
        200: {"content": _FILES},
        400: describe_problem("`Range` cannot be read: leave it out, or write `bytes=0-999`."),
        404: describe_problem("No file has this name; `detail` says which there are."),
        416: describe_problem("`Range` asks for a part beyond the end of the file."),
        503: describe_problem("The file could not be made whole just now; others may be had."),
    },
)
async def show_export(given: Annotated[Given, Depends(export_given)]) -> GivenFile:
    """Give a file, whole or in ranges; it is made when it is first asked for.

    `lang` chooses the words of scorecard.csv and scorecard.xlsx, and changes no other file.
    """
    return GivenFile(
        given.file.path,
        headers={"ETag": f'"{given.file.sha256}"'},
        media_type=given.file.media_type,
        filename=given.saved_as,
    )
