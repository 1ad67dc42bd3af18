"""A search by whole words finds what one by their beginnings does, and so does a look at each."""

from sqlalchemy import Engine, select
from sqlmodel import col

from app.store.engine import reading, writing
from app.store.search import forget_words, matching_keys
from app.store.search_words import counts_of, finding, holding, sought
from app.store.tables import Commitment, SearchWord
from app.store.word_list import remember_words, words_from

QUERIES = (
    *("rights", "journalists law", "right", "a", "и", "pro", "prot", "2019", "1 b", "zzzz"),
    *("human rights law", "права", "fpc-2021-g06", "AND OR", "x" * 70),
)


def test_all_ways_of_asking_find_the_same(engine: Engine) -> None:
    with reading(engine) as session:
        keys = session.execute(select(col(Commitment.key))).scalars().all()
        for query in QUERIES:
            plain, sooner = matching_keys(engine.dialect.name, query), sought(session, query)
            assert plain is not None
            assert sooner is not None
            expected = set(session.execute(plain).scalars())
            assert set(session.execute(sooner).scalars()) == expected, query
            assert holding(session, keys, query) == expected, query


def test_a_word_is_known_by_what_it_finds(engine: Engine) -> None:
    with reading(engine) as session:
        assert finding(session, ["right", "zzzz", "2023"]) == {"right", "2023"}
        counted = counts_of(session, ["rights", "zzzz"], 5)
    assert counted == {"rights": 5, "zzzz": 0}


def test_a_load_lists_every_word_once_and_numbers_none(engine: Engine) -> None:
    with reading(engine) as session:
        words = [word for _, word in words_from(session, 0, 100_000)]
    assert "rights" in words
    assert not any(word.isdecimal() for word in words)
    assert len(words) == len(set(words))


def test_words_that_the_index_lost_are_forgotten_with_a_redaction(engine: Engine) -> None:
    with writing(engine) as session:
        remember_words(session, ["nowhere", "rights", "2023"])
        forget_words(session)
    with reading(engine) as session:
        words = set(session.execute(select(col(SearchWord.word))).scalars())
    assert "rights" in words
    assert not words & {"nowhere", "2023"}
