"""The shipped registry: what the rule says of it, and that it speaks three languages.

Whoever changes its coding changes the figures here too.
"""

import json
import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import col

from app.domain.tally import Tally, tally_of
from app.store.engine import reading
from app.store.tables import StoredReading
from tests.conftest import SHIPPED
from tests.registry.copies import read

Sections = dict[str, dict[str, dict[str, Any]]]

TITLED = ("instruments", "themes", "commitments")
RUSSIAN_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
LETTERS = {"ru": RUSSIAN_LETTERS, "kk": RUSSIAN_LETTERS | frozenset("әғқңөұүһі")}
# A name that is written in Latin letters everywhere, and abbreviations in capitals.
LATIN = re.compile(r"The Astana Times|\b[A-Z]{2,}\b")


@pytest.fixture(scope="module")
def entries() -> Sections:
    """The entries of the shipped file by section and id, as they are checked."""
    return {
        section: {name: json.loads(packed) for name, packed in found.items()}
        for section, found in read(SHIPPED).entries.items()
    }


def _tally(engine: Engine, day: date) -> Tally:
    columns = (
        col(StoredReading.status),
        col(StoredReading.extent),
        col(StoredReading.corroboration),
        col(StoredReading.overdue),
    )
    with reading(engine) as session:
        rows = session.execute(
            select(*columns, func.count())
            .where(col(StoredReading.first_day) <= day, col(StoredReading.last_day) >= day)
            .group_by(*columns)
        ).all()
    return tally_of((row[0], row[1], row[2], row[3], row[4]) for row in rows)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(
            date(2026, 11, 21),
            {"contested": 35, "enacted": 27, "enacted_in_part": 9, "pledged": 13, "none": 2},
            id="2026-11-21",
        ),
        pytest.param(
            date(2023, 6, 30),
            {"contested": 14, "enacted": 9, "enacted_in_part": 7, "pledged": 12, "none": 6},
            id="2023-06-30",
        ),
    ],
)
def test_shipped_registry_reads_as_documented(
    engine: Engine, day: date, expected: dict[str, int]
) -> None:
    tally = _tally(engine, day)
    assert {name: getattr(tally, name) for name in expected} == expected
    assert tally.overdue == 4


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("about", ("title", "text", "left_out")),
        ("instruments", ("title", "issuer")),
        ("themes", ("title",)),
        ("commitments", ("title", "addressee")),
    ],
)
def test_names_stand_in_three_languages_and_say_who_translated_them(
    entries: Sections, section: str, keys: tuple[str, ...]
) -> None:
    assert entries[section]
    for name, entry in entries[section].items():
        assert entry["translated"] == ["ru", "kk"], name
        for key in keys:
            assert entry[key].keys() == {"en", "ru", "kk"}, (name, key)
            assert len(set(entry[key].values())) == 3, (name, key)


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize("section", TITLED)
def test_titles_have_no_letters_of_another_alphabet(
    entries: Sections, section: str, language: str
) -> None:
    for name, entry in entries[section].items():
        title = LATIN.sub("", entry["title"][language])
        foreign = {sign for sign in title.lower() if sign.isalpha()} - LETTERS[language]
        assert not foreign, (name, title)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("section", TITLED)
def test_no_two_titles_of_a_list_are_the_same(
    entries: Sections, section: str, language: str
) -> None:
    titles = [entry["title"][language] for entry in entries[section].values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("section", TITLED)
def test_numbers_in_a_title_are_the_same_in_every_language(entries: Sections, section: str) -> None:
    for name, entry in entries[section].items():
        figures = {tuple(re.findall(r"\d+", title)) for title in entry["title"].values()}
        assert len(figures) == 1, name
