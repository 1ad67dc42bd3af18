"""Many rows are written as few are: the same values in either database."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.store.engine import reading, writing
from app.store.inserting import insert_rows, refresh_statistics
from app.store.tables import TABLES, Document

TABLE = TABLES.tables["document"]


def document(number: int, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """A row with a value of every type, and texts that a stream could mistake for its own signs."""
    row: dict[str, Any] = {
        "owner": "registry",
        "digest": "0" * 64,
        "position": number,
        "retired_on": date(2024, 2, 29) if number % 2 else None,
        "translated": ["ru"] if number % 3 else None,
        "id": f"document-{number}",
        "publisher": {"en": 'A \\N "quoted"\tname', "ru": "Әділет"},
        "language": "en",
        "title": {"en": "\\."},
        "date": None,
        "date_first": None,
        "url": None,
        "kind": "ngo",
        "origin": "independent",
        "consulted": "full",
        "mirror": number % 2 == 0,
        "note": None,
        "replaces": None,
        "withdrawn": None,
        "withdrawal": None,
    }
    return row | changes


@pytest.mark.parametrize("size", [1, 3, 250])
def test_rows_come_back_as_they_were_written(empty_engine: Engine, size: int) -> None:
    rows = [document(number) for number in range(size)]
    with writing(empty_engine) as session:
        insert_rows(session, TABLE, rows)
        refresh_statistics(session)
    with reading(empty_engine) as session:
        stored = session.execute(select(TABLE).order_by(TABLE.c.position)).mappings().all()
    assert [dict(row) for row in stored] == rows


def test_no_texts_are_an_empty_field_and_not_a_json_null(empty_engine: Engine) -> None:
    with writing(empty_engine) as session:
        insert_rows(session, TABLE, [document(number) for number in range(250)])
    with reading(empty_engine) as session:
        without = select(col(Document.id)).where(col(Document.note).is_(None))
        assert len(session.execute(without).all()) == 250


@pytest.mark.parametrize("size", [2, 250])
def test_what_no_row_could_be_is_refused_and_nothing_stays(empty_engine: Engine, size: int) -> None:
    rows = [document(number) for number in range(size)]
    rows[-1]["kind"] = "rumour"
    with (
        pytest.raises(IntegrityError, match="ck_document_kind"),
        writing(empty_engine) as session,
    ):
        insert_rows(session, TABLE, rows)
    with reading(empty_engine) as session:
        assert session.execute(select(TABLE.c.id)).all() == []


def test_nothing_to_write_is_no_fault(empty_engine: Engine) -> None:
    with writing(empty_engine) as session:
        insert_rows(session, TABLE, [])
