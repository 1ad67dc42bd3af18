"""What is downloaded can be filled in and sent back, and no cell of it is ever carried out."""

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import cycle

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.editing.imports.columns import TEMPLATE_COLUMNS, score
from app.editing.imports.inert import inert
from app.editing.imports.looking_through import look_through
from app.editing.imports.reports import faults_as_csv
from app.editing.imports.sheets import read_sheet
from app.editing.imports.templates import csv_template, xlsx_template
from app.store.engine import open_engine, reading, writing
from app.store.tables import Commitment, Document, Evidence
from tests.conftest import Databases
from tests.editing.imports.rows_of import TONGUE, desk_in, look, new_row, row, sheet_of, told

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")', " =1+1"]
NAMES = [one.name for one in TEMPLATE_COLUMNS]


@pytest.fixture(scope="module")
def engine(sqlite_databases: Databases) -> Iterator[Engine]:
    """The shipped registry."""
    opened = open_engine(sqlite_databases.make("filled"))
    yield opened
    opened.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A snapshot of it."""
    with reading(engine) as snapshot:
        yield snapshot


def sheets_of(content: bytes) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [[str(cell) for cell in line] for line in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def cells_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_workbook_has_every_column_its_help_and_the_ids_there_are(session: Session) -> None:
    sheets = sheets_of(xlsx_template(desk_in(session)))
    assert sheets["Evidence"][0] == NAMES
    assert [line[0] for line in sheets["Help"][1:]] == NAMES
    assert len(sheets["Commitments"]) == 77 + 1
    assert "orda-2025-12" in {line[0] for line in sheets["Documents"]}
    contests = {(line[0], line[1]) for line in sheets["Open disputes"]}
    assert ("ev-exp-orda-2025", "decree-2021-06-expression") in contests


def test_examples_are_published_evidence_and_are_left_out_when_sent_back(
    session: Session,
) -> None:
    for content in (xlsx_template(desk_in(session)), csv_template(desk_in(session))):
        sheet = read_sheet(content, score, TONGUE)
        assert [cells[0] for _, cells in sheet.rows] == ["example", "example"]
        summaries = {cells[NAMES.index("summary")] for _, cells in sheet.rows}
        published = {
            text for one in session.scalars(select(Evidence)) for text in one.summary.values()
        }
        assert summaries <= published
        run = look_through(desk_in(session), sheet)
        assert ["apart from examples" in one.sentence for one in run.faults] == [True]


def test_a_template_that_was_filled_in_can_be_imported(session: Session) -> None:
    content = csv_template(desk_in(session))
    filled = row(commitment_2="fpc-2021-g10-journalists", standing_2="context")
    line = io.StringIO(newline="")
    csv.writer(line).writerow([filled.get(name, "") for name in NAMES])
    sheet = read_sheet(content + line.getvalue().encode(), score, TONGUE)
    assert look_through(desk_in(session), sheet).is_sound


def test_cells_of_the_template_are_text_and_offer_their_words(session: Session) -> None:
    archive = zipfile.ZipFile(io.BytesIO(xlsx_template(desk_in(session))))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "&quot;pledged,enacted,enacted in part,contested,context&quot;" in sheet or (
        '"pledged,enacted,enacted in part,contested,context"' in sheet
    )
    assert "'Commitments'!$A$2:$A$78" in sheet
    assert all(b"<f>" not in archive.read(name) for name in archive.namelist())


def test_no_cell_of_a_download_begins_as_a_formula(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("filled"))
    with writing(engine) as session:
        plant(session)
    with reading(engine) as session:
        tables = sheets_of(xlsx_template(desk_in(session)))
        tables["csv"] = cells_of(csv_template(desk_in(session)))
        faults = look_through(desk_in(session), sheet_of(dict.fromkeys(DANGEROUS, "x")))
        tables["faults"] = cells_of(faults_as_csv(faults, TONGUE))
    engine.dispose()
    cells = [cell for lines in tables.values() for line in lines for cell in line]
    assert [cell for cell in cells if cell.lstrip(" ").startswith(tuple("=+-@\t\r"))] == []
    for text in DANGEROUS:
        assert any(cell == f"'{text}" for cell in cells), text


def plant(session: Session) -> None:
    """Write formulas into every text that a template shows."""
    texts = cycle(DANGEROUS)
    for one in session.scalars(select(Commitment)):
        one.title = {"en": next(texts)}
    for document in session.scalars(select(Document)):
        document.title, document.publisher = {"en": next(texts)}, {"en": next(texts)}
    for evidence in session.scalars(select(Evidence)):
        evidence.summary, evidence.locator = {"en": next(texts)}, {"en": next(texts)}


def test_other_texts_are_left_as_they_are() -> None:
    assert [inert(text) for text in ("a=b", "2023-04", "", "'x")] == ["a=b", "2023-04", "", "'x"]


def test_faults_and_what_is_left_out_can_be_taken_along(engine: Engine) -> None:
    with reading(engine) as session:
        run = look(session, row(), row(), new_row(summary="Other.", date="never"))
        lines = cells_of(faults_as_csv(run, TONGUE))
    assert [line[:2] for line in lines] == [["Row", "Column"], ["4", "date"], ["3", ""]]
    assert told(run) == [(4, "date")]
    assert lines[2][2] == "Left out: row 2 says the same."
