"""Pieces of pages are made once for what they show, and never shown for anything else."""

from datetime import date

import pytest
from jinja2 import Environment
from jinja2.runtime import Macro

from app.domain.vocabulary import Language
from app.pages.fragments import Fragments
from app.pages.page import Page
from app.queries.shapes import CommitmentLine

TODAYS = Page(Language.ENGLISH)
LINE = CommitmentLine.model_construct(id="decree-2021-06-expression")  # type: ignore[call-arg]
PAST = Page(Language.ENGLISH, past_day=date(2023, 6, 30))


@pytest.fixture
def macro() -> Macro:
    """A macro that gives another number each time that it is asked."""
    numbers = iter(range(10))
    template = Environment(autoescape=True).from_string(
        "{% macro counted(one, more='') %}{{ next() }}{% endmacro %}",
        globals={"next": lambda: next(numbers)},
    )
    found: Macro = template.module.counted  # type: ignore[attr-defined]
    return found


def test_a_line_is_shown_as_before_until_it_is_another(macro: Macro) -> None:
    fragments = Fragments()
    other = LINE.model_copy()
    shown = [fragments.of(macro, TODAYS, one) for one in (LINE, other, LINE, other)]
    assert shown == ["0", "1", "0", "1"]


def test_another_day_or_another_value_is_shown_anew(macro: Macro) -> None:
    fragments = Fragments()
    asked = [(TODAYS, "h2"), (TODAYS, "h3"), (PAST, "h2")] * 2
    shown = [fragments.of(macro, page, LINE, heading) for page, heading in asked]
    assert shown == ["0", "1", "2"] * 2


def test_what_is_equal_is_shown_as_before(macro: Macro) -> None:
    fragments = Fragments()
    assert fragments.of(macro, TODAYS, (1, "a")) == fragments.of(macro, TODAYS, (1, "a"))
