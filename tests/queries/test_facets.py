"""Counts beside the choices of filters: what the list then holds, on both databases."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from app.domain.vocabulary import Extent, Language, Stage
from app.queries import facets
from app.queries.commitments import count_commitments
from app.queries.facets import count_choices
from app.queries.filters import Filters, StatusFilter
from tests.conftest import TODAY
from tests.queries.asking import looking, recorded

ASKED = [
    Filters(status=StatusFilter.CONTESTED, theme="assembly"),
    Filters(stage=Stage.ENACTED, extent=Extent.PART, instrument="decree-2021"),
    Filters(overdue=True, q="law"),
    Filters(status=StatusFilter.NONE, q="zzzz"),
]
TYPES: dict[str, Any] = {"status": StatusFilter, "overdue": lambda text: text == "true"}


@pytest.mark.parametrize("day", [TODAY, date(2022, 6, 30)])
def test_each_count_is_what_the_list_would_hold(shipped_engine: Engine, day: date) -> None:
    with looking(shipped_engine, day) as view:
        for filters in ASKED:
            counted = count_choices(view, filters)
            assert counted.total == count_commitments(view, filters)
            assert counted.commitments == count_commitments(view, Filters())
            for name, choices in (counted.choices or {}).items():
                for value, count in choices.items():
                    asked = TYPES.get(name, str)(value)
                    assert count == count_commitments(view, replace(filters, **{name: asked}))
            for name, count in counted.without.items():
                assert count == count_commitments(view, replace(filters, **{name: None}))


def test_without_words_no_commitment_is_looked_at_to_count_them(shipped_engine: Engine) -> None:
    with looking(shipped_engine) as view, recorded(shipped_engine) as record:
        count_choices(view, Filters(status=StatusFilter.ENACTED, stage=Stage.ENACTED))
    assert not [one for one in record.texts if "FROM commitment" in one]


def test_a_search_with_very_many_matches_is_not_counted_by_choice(
    shipped_sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MOST_COUNTED", 5)
    with looking(shipped_sqlite) as view:
        counted = count_choices(view, Filters(q="rights"))
        assert counted.total == count_commitments(view, Filters(q="rights")) > 5
        assert (counted.choices, counted.without) == (None, {})


def test_themes_are_in_the_order_of_the_alphabet_and_instruments_of_the_registry(
    shipped_sqlite: Engine,
) -> None:
    with looking(shipped_sqlite, language=Language.RUSSIAN) as view:
        counted = count_choices(view, Filters())
    assert counted.instruments[0].id == "decree-2021"
    titles = [one.title.text for one in counted.themes]
    assert titles == sorted(titles, key=str.casefold)
