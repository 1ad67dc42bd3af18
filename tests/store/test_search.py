"""Writing much into the search index, beside a second process, is as writing little is."""

from sqlalchemy import Engine, text
from sqlmodel import select

from app.store.engine import writing
from app.store.search import rewrite_much, wrong_in_search
from app.store.tables import Commitment

_SETTINGS = text("SELECT k, v FROM fts_commitment_config WHERE k <> 'version' ORDER BY k")


def test_what_is_written_in_bulk_is_what_is_written_one_by_one(engine: Engine) -> None:
    with writing(engine) as session:
        names = [row.id for row in session.exec(select(Commitment))]
        parts = [names[:3], names[3:20], names[20:]]
        rewrite_much(session, parts, is_much=engine.dialect.name == "sqlite")
        assert list(wrong_in_search(session, names)) == []


def test_only_until_the_end_of_a_load_is_merging_put_off(engine: Engine) -> None:
    with writing(engine) as session:
        rewrite_much(session, [], is_much=False)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            settings = connection.execute(_SETTINGS).all()
        assert settings == [("automerge", 4), ("hashsize", 1024 * 1024)]
