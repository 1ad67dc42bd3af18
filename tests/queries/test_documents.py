"""How the sources were read, counted on both databases."""

from sqlalchemy import Engine, func, select
from sqlmodel import col

from app.queries.cursors import Asked
from app.queries.documents import count_documents, how_read, list_documents
from app.store.tables import Document
from tests.queries.asking import looking, recorded
from tests.queries.deskwork import WITHDRAWN_SOURCE, withdraw


def test_in_full_and_in_extract_add_up_to_all_sources_in_force(engine: Engine) -> None:
    with looking(engine) as view:
        before = how_read(view)
        row = view.session.get_one(Document, WITHDRAWN_SOURCE)
        consulted, mirror = row.consulted, row.mirror
        listed = select(func.count()).where(col(Document.mirror))
        assert before.mirror == view.session.execute(listed).scalar_one() > 0
        assert before.full + before.extract == list_documents(view, Asked(1, None)).total
    withdraw(engine, "documents", WITHDRAWN_SOURCE)
    with looking(engine) as view:
        after = how_read(view)
    assert getattr(before, consulted) - getattr(after, consulted) == 1
    assert before.mirror - after.mirror == int(mirror)


def test_they_are_counted_without_looking_at_any(engine: Engine) -> None:
    with looking(engine) as view, recorded(engine) as record:
        how_read(view)
        count_documents(view)
    assert not [one for one in record.texts if "FROM document " in one]
