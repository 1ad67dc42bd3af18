"""Searching in three scripts, with the same results on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from starlette.testclient import TestClient

from app.domain.folding import fold_words
from app.queries.commitments import Paging, list_commitments
from app.queries.filters import Filters
from app.store.engine import open_engine, reading
from app.store.search import matching_keys
from app.store.search_rows import stem
from app.store.tables import Commitment, Evidence
from tests.conftest import Databases
from tests.queries.asking import loaded, looking
from tests.registry.copies import copy_with

INSULT = "fpc-2021-g09-insult-laws"
TORTURE = "decree-2021-09-criminal-justice-torture"
EXPRESSION = "decree-2021-06-expression"

TWELVE = "repeal laws on insulting public officials that serve to silence critics fpc"


TRANSLATED = (
    ("kk: Қылмыстық сот төрелігіндегі құқықтар", "kk: Қылмыстық Әділет саласындағы құқықтар"),
    (
        "  text: Give effect to the right to express oneself freely.\n",
        (
            "  text:\n    en: Give effect to the right to express oneself freely.\n"
            "    ru: Обеспечить право свободно выражать своё мнение.\n"
            "    kk: Өз пікірін еркін білдіру құқығын қамтамасыз ету.\n"
        ),
    ),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The shipped registry with a few texts in Russian and Kazakh, on either database."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    path: Path = copy_with(tmp_path_factory.mktemp("translated"), *TRANSLATED)
    with loaded(databases, path) as opened:
        yield opened


def found(engine: Engine, query: str) -> list[str]:
    with looking(engine) as view:
        listing = list_commitments(view, Filters(q=query), Paging(limit=200))
    assert listing.total == len(listing.items)
    return [one.id for one in listing.items]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("адилет", TORTURE, id="Kazakh letters typed as Russian"),
        pytest.param("Әділет", TORTURE, id="Kazakh letters"),
        pytest.param("ӘДІЛЕТ", TORTURE, id="Kazakh capitals"),
        pytest.param("әділ", TORTURE, id="the beginning of a word"),
        pytest.param("әділетте", TORTURE, id="more than the word, and so not found"),
        pytest.param("закона", INSULT, id="another case of a Russian noun"),
        pytest.param("законов", INSULT, id="yet another case"),
        pytest.param("заңдарды", INSULT, id="a Kazakh plural"),
        pytest.param("зандарды", INSULT, id="a Kazakh plural typed as Russian"),
        pytest.param("своё", EXPRESSION, id="with ё"),
        pytest.param("свое", EXPRESSION, id="with е for ё"),
        pytest.param("пікір", EXPRESSION, id="a Kazakh stem"),
        pytest.param("пикир", EXPRESSION, id="a Kazakh stem typed as Russian"),
        pytest.param("оскорбление лица", INSULT, id="two words in other forms"),
        pytest.param("insulting законы", INSULT, id="words of two languages"),
    ],
)
def test_it_finds_texts_however_they_are_typed(engine: Engine, query: str, expected: str) -> None:
    is_there = expected in found(engine, query)
    assert is_there is (query != "әділетте")


@pytest.mark.parametrize(
    ("query", "same_as"),
    [
        ("MEDIA", "media"),
        ("media law", "law media"),
        ("media  law", "media law"),
        ('"media law"', "media law"),
        ("media-law", "media law"),
        ("media AND law", "and law media"),
        ("media OR law", "or law media"),
        ("media NOT law", "not law media"),
        ("NEAR(media law)", "near media law"),
        ("media*", "media"),
        ("(media)", "media"),
        ("words:media", "words media"),
        ("^media", "media"),
        ("media & law | !law", "media law"),
        ("media':*A", "media a"),
        ("ｍｅｄｉａ", "media"),
        ("ко\u0301нституция", "конституция"),
        ("laws law law", "law laws"),
    ],
)
def test_signs_and_operators_are_nothing_but_what_they_look_like(
    engine: Engine, query: str, same_as: str
) -> None:
    assert found(engine, query) == found(engine, same_as)


def test_more_words_find_less(engine: Engine) -> None:
    both = found(engine, "media law")
    assert both
    assert set(both) < set(found(engine, "media"))
    assert set(both) < set(found(engine, "law"))


def test_an_id_and_a_number_are_found(engine: Engine) -> None:
    assert INSULT in found(engine, INSULT)
    assert INSULT in found(engine, "G9")


def test_words_of_the_evidence_find_the_commitment(engine: Engine) -> None:
    assert EXPRESSION in found(engine, "Orda.kz newsroom")


@pytest.mark.parametrize("query", ["!?…", "—", "***", "'", '"', "()", "_", "\u0301", "   "])
def test_signs_alone_find_nothing(engine: Engine, query: str) -> None:
    assert found(engine, query) == []


@pytest.mark.parametrize("query", ["a", "ё", "ә", "1", "c"])
def test_a_single_letter_finds_words_that_begin_with_it(engine: Engine, query: str) -> None:
    assert found(engine, query)


def test_words_after_the_twelfth_are_left_out(engine: Engine) -> None:
    assert INSULT in found(engine, TWELVE)
    assert INSULT in found(engine, f"{TWELVE} zzz yyy")
    assert INSULT not in found(engine, f"zzz {TWELVE}")


@pytest.mark.parametrize("letter", ["a", "ж", "漢", "'", "%", "𝔞"])
def test_a_very_long_query_is_only_a_query(engine: Engine, letter: str) -> None:
    assert found(engine, letter * 200) == []


def keys(session: Session, word: str) -> set[int]:
    matching = matching_keys(session.get_bind().dialect.name, word)
    assert matching is not None
    statement = select(col(Commitment.key)).where(col(Commitment.key).in_(matching))
    return set(session.execute(statement).scalars())


def vocabulary(session: Session) -> list[str]:
    """Words of the shipped registry, their beginnings, and their stems; every ninth of all."""
    texts = [
        text
        for column in (Commitment.title, Commitment.text, Evidence.summary)
        for texts in session.execute(select(col(column))).scalars()
        for text in texts.values()
    ]
    words = {word for text in texts for word in fold_words(text)}
    return sorted({*words, *(word[:3] for word in words), *map(stem, words)})[::9]


def test_both_databases_find_the_same_for_any_word(
    sqlite_databases: Databases, postgresql_databases: Databases
) -> None:
    engines = [
        open_engine(each.make("filled")) for each in (sqlite_databases, postgresql_databases)
    ]
    with reading(engines[0]) as ours, reading(engines[1]) as theirs:
        words = vocabulary(ours)
        assert len(words) > 250
        differing = [word for word in words if keys(ours, word) != keys(theirs, word)]
    for engine in engines:
        engine.dispose()
    assert differing == []


def test_past_day_is_not_searched_by_what_happened_later(client: TestClient) -> None:
    def found(**asked: str) -> set[str]:
        answer = client.get("/api/v1/commitments", params={"q": "stalking"} | asked)
        return {one["id"] for one in answer.json()["items"]}

    assert "decree-2021-04-women" in found()
    assert found(as_of="2021-06-09") == set()
    assert found(as_of="2021-06-09", q="discrimination") == {"decree-2021-04-women"}
    # A word said twelve times is one of the twelve that count.
    assert found(as_of="2021-06-09", q="discrimination " * 12 + "stalking") == set()


def test_past_day_finds_the_same_as_today_when_nothing_happened_since(client: TestClient) -> None:
    for query in ("media law", "torture", "законы", "kettling"):
        today = client.get("/api/v1/commitments", params={"q": query}).json()
        yesterday = {"q": query, "as_of": "2026-11-20"}
        assert client.get("/api/v1/commitments", params=yesterday).json()["total"] == today["total"]
