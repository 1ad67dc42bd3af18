"""Taking the data: files, dated copies, feeds, programs, and a copy of the whole site.

The files are those that `/api/v1/exports` and `/api/v1/snapshots` list, from the same dependencies.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from babel.units import format_unit
from fastapi import Depends
from fastapi.responses import HTMLResponse

from app import links
from app.dependencies import PresentView
from app.dependencies.exported import exports_shown
from app.dependencies.proof import snapshots_shown
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.exports.files import BY_NAME, PACKAGE
from app.exports.listing import ExportLine
from app.exports.snapshots.shapes import Snapshot
from app.pages.page import PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.shapes import Listing
from app.wire.validators import written_now

router = page_router()

_WHOLE = {
    "scorecard.xlsx": message("A workbook: a sheet in plain words, and one for each table."),
    "scorecard.csv": message("For a spreadsheet: a row for each commitment, in plain words."),
    "scorecard.zip": message("The data package: all other files, described for Frictionless Data."),
    "scorecard.db": message("A database for SQLite and Datasette."),
    "scorecard-metadata.json": message("What Datasette shows beside it."),
    "scorecard.json": message("All tables in one document, for programs."),
    "scorecard.yaml": message("The registry file, as this program loads it."),
}
"""What each whole copy is, in the order of the page."""

_TABLES = {
    "commitments": message("Commitments, each with what the rule derives today"),
    "evidence": message("Evidence"),
    "links": message("Which evidence bears on which commitment"),
    "readings": message("Statuses over time, with the days on which they began and ended"),
    "instruments": message("Instruments"),
    "themes": message("Themes"),
    "documents": message("Documents"),
    "revisions": message("The public ledger, for checking"),
    "about": message("What the registry says of itself"),
}
"""What each table holds, in the order of the page."""

_STEP = 1000
_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte")


@dataclass(frozen=True, slots=True)
class File:
    """A file to take; `size` is in words, and None like `rows` before the file was first made."""

    name: str
    href: str
    what: str
    rows: int | None
    size: str | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What can be taken; `tables` pairs the CSV and the NDJSON of each table.

    `snapshots` go with the address of each and its length in words. `reference` and `changes` are
    the addresses of what has no page in this language. `revision` is the one that the files of a
    copy are of, which may be older than its pages; None at a server.
    """

    whole: list[File]
    tables: list[tuple[File, File]]
    snapshots: list[tuple[Snapshot, str, str]]
    reference: str
    changes: str
    revision: int | None = None

    @property
    def known(self) -> list[File]:
        """Every file whose SHA-256 is known."""
        every = [*self.whole, *(file for pair in self.tables for file in pair)]
        return [file for file in every if file.sha256]


_PAGE = Template[Taken]("pages/data.html")


@router.get("/data")
def show_what_can_be_taken(
    page: PresentPage,
    view: PresentView,
    exports: Annotated[Listing[ExportLine], Depends(exports_shown)],
    snapshots: Annotated[Listing[Snapshot], Depends(snapshots_shown)],
) -> HTMLResponse:
    """Show everything that can be taken, and how."""
    files = {one.name: one for one in _files(page.language, exports.items)}
    taken = Taken(
        [files[name] for name in _WHOLE if not (page.is_copy and name == PACKAGE)],
        [(files[f"{name}.csv"], files[f"{name}.ndjson"]) for name in _TABLES],
        [
            (
                one,
                links.twin(Language.ENGLISH, "snapshots", one.name),
                in_bytes(one.bytes, page.language),
            )
            for one in snapshots.items
        ],
        links.reference(),
        links.twin(page.language, "changes"),
        view.revision if page.is_copy else None,
    )
    answer = _PAGE.show(page, taken)
    # Files and snapshots come to be without a change of the data, of which alone the time is known.
    answer.headers["Last-Modified"] = written_now()
    return answer


def _files(language: Language, lines: Iterable[ExportLine]) -> Iterator[File]:
    for line in lines:
        # One file is the same in every language; it has one address.
        speaks = line.name in BY_NAME and BY_NAME[line.name].speaks
        yield File(
            line.name,
            links.twin(language if speaks else Language.ENGLISH, "exports", line.name),
            _TABLES[line.noun] if line.noun else _WHOLE[line.name],
            line.rows,
            None if line.bytes is None else in_bytes(line.bytes, language),
            line.sha256,
        )


def in_bytes(amount: int, language: Language) -> str:
    """Write a length as people read it: `48 kB`, `1.2 MB`."""
    power, size = 0, float(amount)
    while size >= _STEP and power < len(_UNITS) - 1:
        power, size = power + 1, size / _STEP
    shown = round(size, 1 if size < 10 and power else 0)  # noqa: PLR2004 - one digit says too little
    text = format_unit(shown, f"digital-{_UNITS[power]}", "short", locale=language.value)
    return text.replace(" ", "\N{NO-BREAK SPACE}")
