"""The dry run names every fault by row and column, and knows what is said already."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import Session, col, select

from app.editing.imports.looking_through import look_through
from app.store.engine import open_engine, reading
from app.store.tables import Evidence, Link
from tests.conftest import Databases
from tests.editing.imports.rows_of import Cells, desk_in, look, new_row, row, sheet_of, told


@pytest.fixture(scope="module")
def session(sqlite_databases: Databases) -> Iterator[Session]:
    """A snapshot of the shipped registry."""
    engine = open_engine(sqlite_databases.make("filled"))
    with reading(engine) as opened:
        yield opened
    engine.dispose()


def test_a_sound_file_says_what_would_come_of_it(session: Session) -> None:
    more: Cells = {"commitment_2": "fpc-2021-g10-journalists", "standing_2": "context"}
    run = look(session, row(), new_row(**more), new_row(**more, summary="Another thing."))
    assert run.is_sound
    assert [one.number for one in run.taken] == [2, 3, 4]
    assert run.commitments == {"decree-2021-06-expression": 3, "fpc-2021-g10-journalists": 2}
    assert run.new_documents == [[3, 4]]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        pytest.param(row(document_id="orda"), "document_id", id="no such document"),
        pytest.param(row(document_id=""), "document_id", id="no document"),
        pytest.param(new_row(document_id="orda-2025-12"), "document_id", id="two documents"),
        pytest.param(new_row(document_url="example.org"), "document_url", id="no address"),
        pytest.param(new_row(document_kind="blog"), "document_kind", id="no kind"),
        pytest.param(new_row(document_origin=""), "document_origin", id="no origin"),
        pytest.param(new_row(document_mirror="x"), "document_mirror", id="neither yes nor no"),
        pytest.param(row(date="11.04.2023"), "date", id="no date"),
        pytest.param(row(date="2026-12-01"), "date", id="in the future"),
        pytest.param(row(language=""), "language", id="no language"),
        pytest.param(row(language="fr"), "language", id="a language not written here"),
        pytest.param(row(summary=""), "summary", id="no summary"),
        pytest.param(row(summary="x" * 10_001), "summary", id="too long to publish"),
        pytest.param(row(summary="x" * 20_001), "summary", id="too long to keep"),
        pytest.param(row(summary="a\u202eb"), "summary", id="a sign nobody sees"),
        pytest.param(row(locator="a\nb"), "locator", id="two lines"),
        pytest.param(row(commitment_1="decree"), "commitment_1", id="no such commitment"),
        pytest.param(row(standing_1="done"), "standing_1", id="no such standing"),
        pytest.param(row(standing_1=""), "standing_1", id="no standing"),
        pytest.param(row(commitment_1=""), "commitment_1", id="a standing to nothing"),
        pytest.param(
            row(commitment_3="decree-2021-06-expression", standing_3="context"),
            "commitment_3",
            id="a commitment twice",
        ),
        pytest.param(row(answers="ev-exp-nothing"), "answers", id="no such contest"),
        pytest.param(row(answers="ev-wom-dv-law"), "answers", id="a contest of something else"),
        pytest.param(row(example="exmple"), "example", id="half an example"),
    ],
)
def test_a_fault_is_named_by_row_and_column(session: Session, cells: Cells, column: str) -> None:
    run = look(session, row(summary="This one is sound."), cells)
    assert told(run) == [(3, column)]
    assert run.faults[0].sentence.endswith((".", "?"))
    assert not run.is_sound


def test_every_fault_of_every_row_is_told_at_once(session: Session) -> None:
    run = look(session, row(date="x", summary=""), row(locator="", standing_1="done"))
    assert told(run) == [(2, "date"), (2, "summary"), (3, "standing_1"), (3, "locator")]
    assert run.faulty_rows == 2


@pytest.mark.parametrize("standing", ["Enacted in part", "enacted_in_part", " ENACTED  IN PART "])
def test_words_may_be_written_as_people_write_them(session: Session, standing: str) -> None:
    run = look(session, new_row(standing_1=standing, document_kind="Foreign government"))
    (concern,) = run.taken[0].draft.concerns
    assert (concern.status, concern.extent) == ("enacted", "part")
    document = run.taken[0].draft.new_document
    assert document is not None
    assert document.kind == "foreign_government"


def test_an_answer_is_given_for_each_commitment_that_both_concern(session: Session) -> None:
    both: Cells = {"commitment_2": "fpc-2021-g10-journalists", "standing_2": "pledged"}
    run = look(session, row(answers="ev-exp-orda-2025", **both))
    answers = run.taken[0].draft.answers
    assert [(one.contest, one.commitment) for one in answers] == [
        ("ev-exp-orda-2025", "decree-2021-06-expression"),
        ("ev-exp-orda-2025", "fpc-2021-g10-journalists"),
    ]


def test_examples_are_left_out_and_a_file_of_them_alone_is_empty(session: Session) -> None:
    run = look(session, row(example="Example", date="never"))
    assert run.reports == ()
    assert "apart from examples" in run.faults[0].sentence


@pytest.mark.parametrize(
    ("header", "column", "sentence"),
    [
        ("sumary", "sumary", "If you mean 'summary', write it so"),
        ("locator", "locator", "two columns"),
        ("", "H", "no name"),
    ],
)
def test_a_wrong_name_of_a_column_is_told_before_all_rows(
    session: Session, header: str, column: str, sentence: str
) -> None:
    sheet = sheet_of(row(date="never"))
    wider = replace(sheet, header=[*sheet.header, header], rows=[(2, [*sheet.rows[0][1], "x"])])
    run = look_through(desk_in(session), wider)
    assert [(one.row, one.column) for one in run.faults] == [(1, column)]
    assert sentence in run.faults[0].sentence


def test_missing_columns_are_told_once_and_not_for_every_row(session: Session) -> None:
    run = look(session, {"document_title": "x", "commitment_1": "y"}, {"document_title": "z"})
    assert told(run) == [
        (1, name) for name in ("locator", "date", "language", "summary", "standing_1")
    ]


def test_names_of_columns_are_read_in_any_spelling(session: Session) -> None:
    sheet = sheet_of(row())
    spelled = [name.replace("_", " ").upper() + " " for name in sheet.header]
    assert look_through(desk_in(session), replace(sheet, header=spelled)).is_sound


def test_rows_of_one_new_document_need_describe_it_once(session: Session) -> None:
    brief = row(document_id="", document_url="http://www.example.org/report/", summary="Second.")
    run = look(session, new_row(), brief)
    assert run.is_sound
    assert run.taken[0].draft.new_document == run.taken[1].draft.new_document


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"document_title": "Another title"}, "document_title"),
        ({"language": "ru"}, "language"),
    ],
)
def test_rows_of_one_new_document_may_not_contradict_each_other(
    session: Session, cells: Cells, column: str
) -> None:
    run = look(session, new_row(), new_row(summary="Second.", **cells))
    assert told(run) == [(3, column)]
    assert "Row 2" in run.faults[0].sentence


def test_a_new_document_without_an_address_stands_in_one_row_alone(session: Session) -> None:
    run = look(session, new_row(document_url=""), new_row(document_url="", summary="Second."))
    assert told(run) == [(3, "document_url")]


def test_a_document_that_is_here_is_named_where_another_says_so(session: Session) -> None:
    address = "https://fpc.org.uk/retreating-rights-kazakhstan-conclusions-and-recommendations/"
    run = look(session, new_row(document_url=address))
    assert told(run) == [(2, "document_url")]
    assert "fpc-retreating-rights-2021" in run.faults[0].sentence


def test_a_row_twice_in_a_file_is_taken_once(session: Session) -> None:
    run = look(session, row(), row(summary="THE EDITOR was questioned, for the third time"))
    assert run.is_sound
    assert [(one.row.number, one.twin and one.twin.row) for one in run.left_out] == [(3, 2)]


def test_the_same_with_other_commitments_is_for_somebody_to_look_at(session: Session) -> None:
    run = look(session, row(), row(standing_1="context"))
    assert told(run) == [(3, "summary")]
    assert "Row 2 says the same" in run.faults[0].sentence


def test_what_is_published_already_is_left_out(session: Session) -> None:
    evidence = session.get_one(Evidence, "ev-exp-orda-2025")
    links = select(Link).where(col(Link.evidence_id) == evidence.id).order_by(col(Link.place))
    cells: Cells = {
        "document_id": evidence.document,
        "locator": evidence.locator["en"],
        "date": evidence.date,
        "summary": evidence.summary["en"],
    }
    for number, link in enumerate(session.scalars(links), start=1):
        cells |= {f"commitment_{number}": link.commitment_id, f"standing_{number}": "contested"}
    run = look(session, row(**cells), row())
    assert run.is_sound
    assert [one.twin and one.twin.evidence for one in run.left_out] == ["ev-exp-orda-2025"]


def test_a_date_made_exact_by_the_program_is_asked_about(session: Session) -> None:
    sheet = sheet_of(row(date="2025-11-01"))
    place = sheet.header.index("date")
    run = look_through(desk_in(session), replace(sheet, uncertain=frozenset({(2, place)})))
    assert told(run) == [(2, "date")]
    assert "2025-11 or 2025-11-01" in run.faults[0].sentence
