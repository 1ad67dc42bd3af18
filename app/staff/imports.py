"""Importing a file of evidence: the template, the dry run, and taking in what it found.

Between dry run and taking in the file travels with the page, so that nothing is kept here for
somebody who may not come back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from app.domain.messages import message
from app.domain.vocabulary import Subject
from app.domain.workflow import Verb
from app.editing.desk import Desk
from app.editing.imports.columns import score
from app.editing.imports.imports import ImportShape, list_imports, take_in
from app.editing.imports.limits import MOST_ROWS
from app.editing.imports.looking_through import CellFault, DryRun, RowReport, look_through
from app.editing.imports.parcels import pack_sheet, unpack_sheet
from app.editing.imports.reports import faults_as_csv
from app.editing.imports.rows import Row
from app.editing.imports.sheets import Sheet, read_sheet
from app.editing.imports.templates import csv_template, xlsx_template
from app.errors import FaultyDraftError, NotFoundError, ScorecardError, SignInNeededError
from app.queries.languages import Tongue, Words
from app.queries.view import look
from app.staff.access import ReadingDesk, reading_desk, writing_desk
from app.staff.cards import titles_of
from app.staff.forms import UPLOADS, Posted
from app.staff.links import PATHS, link
from app.staff.names import Names, names_of_staff
from app.staff.page import DeskPage, StaffPage, StaffTemplate
from app.staff.routing import go_to, staff_router

router = staff_router()

UPLOADS[link("imports")] = "file"
# No file comes here, only a sheet as text, which may be as large as the file was.
UPLOADS |= dict.fromkeys((link("import-take-in"), link("import-faults")), "")

NO_FILE = message("Choose the file that you filled in: nothing was looked through yet.")
NO_SUCH_TEMPLATE = message("There is no such template: choose one on the page of imports.")
FOR_REVIEW = "review"

_MOST_FAULTS = 300
_MOST_ROWS = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATES = {"xlsx": (xlsx_template, _XLSX), "csv": (csv_template, "text/csv; charset=utf-8")}


@dataclass(frozen=True, slots=True)
class ImportsShown:
    """What was imported, newest first, and the form for a file; `trouble` is what was wrong."""

    imports: Sequence[ImportShape]
    names: Names
    most_rows: int
    trouble: str | None


@dataclass(frozen=True, slots=True)
class DryRunShown:
    """The report of a dry run. `sheet` is the file as it travels on, `name` what it was called.

    `titles` are those of the commitments that the new rows concern.
    """

    run: DryRun
    name: str
    sheet: str
    titles: Mapping[str, Words]
    trouble: str | None

    @property
    def faults(self) -> Sequence[CellFault]:
        """The first faults; all of them are in the file to download."""
        return self.run.faults[:_MOST_FAULTS]

    @property
    def taken(self) -> Sequence[Row]:
        """The first of the rows that would become proposals."""
        return self.run.taken[:_MOST_ROWS]

    @property
    def left_out(self) -> Sequence[RowReport]:
        """The first of the rows that say again what is said."""
        return self.run.left_out[:_MOST_ROWS]

    @property
    def documents(self) -> Sequence[tuple[str, str, Sequence[int]]]:
        """Title and publisher of each document that comes with the file, and its rows."""
        rows = {row.number: row for row in self.run.taken}
        found = []
        for numbers in self.run.new_documents:
            document = rows[numbers[0]].draft.new_document
            if document:
                found.append((document.title, document.publisher, numbers))
        return found


_LIST = StaffTemplate[ImportsShown]("imports.html")
_DRY_RUN = StaffTemplate[DryRunShown]("import_dry_run.html")


@router.get(PATHS["imports"])
def show_imports(page: DeskPage, desk: ReadingDesk) -> Response:
    """Show the form for a file, and what was imported before."""
    return _imports(page, desk)


def _imports(
    page: StaffPage, desk: Desk, trouble: str | None = None, status: int = 200
) -> Response:
    desk.demand(Verb.IMPORT)
    names = names_of_staff(desk.session)
    shown = ImportsShown(list_imports(desk.session), names, MOST_ROWS, trouble)
    return _LIST.show(page, shown, status)


@router.get(PATHS["import-template"])
def give_template(desk: ReadingDesk, kind: str) -> Response:
    """Give the file to fill in."""
    desk.demand(Verb.IMPORT)
    if kind not in _TEMPLATES:
        raise NotFoundError(desk.tongue.say(NO_SUCH_TEMPLATE))
    make, media_type = _TEMPLATES[kind]
    return _download(make(desk), f"evidence-template.{kind}", media_type)


def _download(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


@router.post(PATHS["imports"])
def post_file(request: Request, page: DeskPage, posted: Posted) -> Response:
    """Look through the file that was sent, and say what would come of it."""
    tongue = Tongue(page.language)
    try:
        if posted.file is None:
            raise FaultyDraftError([("file", tongue.say(NO_FILE))])
        # Before the desk is opened: nobody holds a snapshot while a file is unpacked.
        sheet = read_sheet(posted.file.content, score, tongue)
    except ScorecardError as error:
        with reading_desk(request) as desk:
            return _imports(page, desk, error.detail, error.status)
    return _look_through(request, page, sheet, posted.file.name)


def _look_through(
    request: Request, page: StaffPage, sheet: Sheet, name: str, trouble: str | None = None
) -> Response:
    with reading_desk(request) as desk:
        run = look_through(desk, sheet)
        view = look(desk.session, desk.today, desk.today, desk.tongue)
        titles = titles_of(view, Subject.COMMITMENT, run.commitments)
    shown = DryRunShown(run, name, pack_sheet(sheet), titles, trouble)
    return _DRY_RUN.show(page, shown, 422 if trouble else 200)


@router.post(PATHS["import-take-in"])
def post_take_in(request: Request, page: DeskPage, posted: Posted) -> Response:
    """Take in what a dry run found sound, or show the dry run anew, if it is not any more."""
    sheet = unpack_sheet(posted.text("sheet"), Tongue(page.language))
    name = posted.text("name")
    with reading_desk(request) as desk:
        run = look_through(desk, sheet)
    try:
        with writing_desk(request) as desk:
            taken = take_in(desk, run, name, for_review=posted.text("then") == FOR_REVIEW)
    except SignInNeededError:
        raise
    except FaultyDraftError as error:
        return _look_through(request, page, sheet, name, error.wrong[0][1])
    return go_to("import", id=taken.id, notice=Verb.IMPORT.value)


@router.post(PATHS["import-faults"])
def post_faults(page: DeskPage, desk: ReadingDesk, posted: Posted) -> Response:
    """Give the faults of a file as a file."""
    sheet = unpack_sheet(posted.text("sheet"), Tongue(page.language))
    report = faults_as_csv(look_through(desk, sheet), desk.tongue)
    return _download(report, "faults.csv", "text/csv; charset=utf-8")
