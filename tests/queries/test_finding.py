"""Searches that say where they found something, and what helps where they found nothing."""

from datetime import date

import pytest
from sqlalchemy import Engine, text

from app.domain.vocabulary import Language
from app.queries.commitments import Paging, Sort
from app.queries.filters import Filters
from app.queries.finding import find_commitments
from app.queries.found_shapes import CommitmentsFound
from app.queries.spelling import Vocabulary
from tests.conftest import TODAY
from tests.queries.asking import looking

WOMEN = "decree-2021-04-women"


def found(
    engine: Engine, query: str, day: date = TODAY, language: Language = Language.ENGLISH
) -> CommitmentsFound:
    with looking(engine, day, language) as view:
        return find_commitments(view, Filters(q=query), Paging(limit=200))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        pytest.param("stlaking", "stalking", id="letters in the wrong order"),
        pytest.param("constitusion", "constitution", id="a wrong letter"),
        pytest.param("cdj,jlf", "свобода", id="Russian on Latin keys"),
        pytest.param("ьувшф", "media", id="Latin on Russian keys"),
        pytest.param("svoboda", "свобода", id="Russian in Latin letters"),
        pytest.param("quqyqtary", "құқықтары", id="Kazakh in Latin letters"),
        pytest.param("quqyq", "құқық", id="the beginning of such a word"),
        pytest.param("media zzzzqqq", "media", id="a word that is like no other"),
        pytest.param("mediia laww", "media law", id="two words"),
    ],
)
def test_a_search_that_finds_nothing_comes_with_what_was_meant(
    shipped_engine: Engine, asked: str, meant: str
) -> None:
    listing = found(shipped_engine, asked)
    assert (listing.items, listing.total) == ([], 0)
    assert listing.instead is not None
    assert listing.instead.q == meant == listing.suggestions[0]
    right = found(shipped_engine, meant)
    assert listing.instead.items == right.items
    assert listing.instead.total == right.total > 0
    assert right.suggestions == []


@pytest.mark.parametrize("asked", ["zzzzqqq", "!?", "12345678", "qx", "a'b;c"])
def test_what_is_like_nothing_gets_no_suggestion(shipped_engine: Engine, asked: str) -> None:
    listing = found(shipped_engine, asked)
    assert (listing.instead, listing.suggestions) == (None, [])


def test_other_spelling_is_not_tried_when_that_is_asked_for(shipped_sqlite: Engine) -> None:
    with looking(shipped_sqlite) as view:
        asked = Filters(q="stlaking")
        listing = find_commitments(view, asked, Paging(instead=False))
    assert (listing.instead, listing.suggestions) == (None, [])


def test_a_word_that_left_the_index_is_not_suggested(engine: Engine) -> None:
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("DELETE FROM fts_commitment"))
    assert found(engine, "stlaking").suggestions == []


def test_a_line_says_in_which_evidence_the_words_are(shipped_engine: Engine) -> None:
    place = found(shipped_engine, "stalking").elsewhere[WOMEN]
    assert place.evidence is not None
    assert place.evidence.id == "ev-wom-stalking"
    assert place.title is None


def test_of_a_line_that_shows_the_words_itself_nothing_more_is_said(shipped_sqlite: Engine) -> None:
    listing = found(shipped_sqlite, "discrimination")
    assert WOMEN in [one.id for one in listing.items]
    assert WOMEN not in listing.elsewhere


def test_a_title_in_another_language_is_shown_where_the_search_found_it(
    shipped_engine: Engine,
) -> None:
    titles = [one.title for one in found(shipped_engine, "свобода").elsewhere.values() if one.title]
    assert titles
    assert {one.language for one in titles} == {"ru"}
    in_russian = found(shipped_engine, "свобода", language=Language.RUSSIAN).elsewhere
    assert not any(one.title for one in in_russian.values())


def test_a_line_of_a_past_day_names_no_later_evidence(shipped_sqlite: Engine) -> None:
    assert found(shipped_sqlite, "stalking", date(2025, 7, 1)).total == 0
    assert "stalking" not in found(shipped_sqlite, "stlaking", date(2025, 7, 1)).suggestions


@pytest.mark.parametrize("language", list(Language))
def test_titles_are_listed_in_the_order_of_the_alphabet_page_by_page(
    shipped_engine: Engine, language: Language
) -> None:
    column = {one: f"title_key_{one.value}" for one in Language}[language]
    with shipped_engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {column}, position, id FROM commitment"))  # noqa: S608 - names of our own
        expected = [
            name
            for _, _, name in sorted(map(tuple, rows), key=lambda row: (row[0].encode(), row[1]))
        ]
    seen: list[str] = []
    cursor = None
    with looking(shipped_engine, language=language) as view:
        while len(seen) < len(expected):
            page = find_commitments(view, Filters(), Paging(Sort.TITLE, limit=30, cursor=cursor))
            seen += [one.id for one in page.items]
            cursor = page.next
    assert (seen, cursor) == (expected, None)


def test_words_of_one_sound_are_told_by_how_many_commitments_have_them() -> None:
    known = Vocabulary(["ädilet", "адилет", "әділетті"])
    counts = {"адилет": 3, "ädilet": 2}
    assert known.near("adilet", lambda _: counts) == ["адилет", "ädilet"]
    assert known.near("adilet", lambda _: {"ädilet": 1}) == ["ädilet"]
    assert known.near("2024", lambda _: counts) == []
