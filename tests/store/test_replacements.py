"""Which document stands for which, through any number of replacements."""

from sqlalchemy import Engine, text
from sqlmodel import Session

from app.store.engine import reading, writing
from app.store.replacements import last_of, line_of, settle_sources, successors
from app.store.tables import Document, Evidence

ENDED = 'UPDATE document SET withdrawal = \'{"on": "2026-11-21", "reason": {"en": "Wrong."}}\''
LAW, NEWER, NEWEST = "law-opcrpd-2023", "hrw-wr2025", "fpc-retreating-rights-2021"


def put_in_place(session: Session, new: str, old: str) -> None:
    """Let one document replace another, behind everybody's back."""
    session.execute(text(f"UPDATE document SET replaces = '{old}' WHERE id = '{new}'"))  # noqa: S608 - ids of our own
    session.execute(text(f"{ENDED.replace(':', chr(92) + ':')} WHERE id = '{old}'"))


def test_a_line_is_followed_to_its_end_and_never_in_a_circle() -> None:
    assert last_of({"a": "b", "b": "c"}, "a") == "c"
    assert line_of({"a": "b", "b": "c"}, "b") == ["b", "c"]
    assert last_of({}, "a") == "a"
    assert line_of({"a": "b", "b": "a"}, "a") == ["a", "b"]


def test_evidence_follows_its_document_and_comes_back(engine: Engine) -> None:
    with writing(engine) as session:
        put_in_place(session, NEWER, LAW)
        put_in_place(session, NEWEST, NEWER)
        moved = settle_sources(session)
        assert settle_sources(session) == []
    with reading(engine) as session:
        sources = {session.get_one(Evidence, name).source for name in moved}
        kept = {session.get_one(Evidence, name).document for name in moved}
    assert (sources, kept) == ({NEWEST}, {LAW, NEWER})
    with writing(engine) as session:
        session.execute(text("UPDATE document SET withdrawal = NULL"))
        assert sorted(settle_sources(session)) == sorted(moved)
    with reading(engine) as session:
        assert all(one.source == one.document for one in map_of(session, moved))


def map_of(session: Session, names: list[str]) -> list[Evidence]:
    """Give evidence by its ids."""
    return [session.get_one(Evidence, name) for name in names]


def test_only_the_evidence_that_is_named_is_settled(engine: Engine) -> None:
    with writing(engine) as session:
        put_in_place(session, NEWER, LAW)
        assert settle_sources(session, ["ev-fs-torture"]) == []
        assert settle_sources(session, ["ev-fs-torture", "ev-un-opcrpd"]) == ["ev-un-opcrpd"]


def test_what_is_in_force_stands_in_before_what_is_retired(engine: Engine) -> None:
    with writing(engine) as session:
        for new in (NEWER, NEWEST):
            put_in_place(session, new, LAW)
        retire = "UPDATE document SET retired_on = '{}' WHERE id = '{}'"
        assert successors(session, Document) == {LAW: max(NEWER, NEWEST)}
        session.execute(text(retire.format("2026-01-01", NEWER)))
        assert successors(session, Document) == {LAW: NEWEST}
        session.execute(text(retire.format("2026-02-01", NEWEST)))
        assert successors(session, Document) == {LAW: NEWEST}


def test_nothing_stands_in_for_what_is_not_withdrawn(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text(f"UPDATE document SET replaces = '{LAW}' WHERE id = '{NEWER}'"))  # noqa: S608 - ids of our own
        assert successors(session, Document) == {}
