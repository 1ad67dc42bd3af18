"""The face of an entry: what is said of it where it is taken along, on a card, badge or widget.

Four kinds of things have one: a commitment by its status, and an instrument, a theme and the whole
by their totals. All say the same as the page, on the same day.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from babel.numbers import format_decimal
from fastapi import Depends

from app.dependencies import AnyView, commitment_shown, instrument_shown, theme_shown
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.pages.figures import Standing, standing, tags_of
from app.pages.page import AnyPage
from app.queries.group_shapes import InstrumentShape, ThemeShape
from app.queries.languages import Tongue, Words
from app.queries.shapes import CommitmentShape, Totals
from app.queries.whole import read_whole

WHOLE = message("What was promised, and what became of it")
IN_NUMBERS = message(
    "As of {day}: commitments {all}, contested {contested}, enacted {enacted}"
    " (of these in part {in_part}), pledged {pledged}, no evidence yet {none}."
)
SITE = message("Reform Scorecard")


@dataclass(frozen=True, slots=True)
class Face:
    """A title with a status and its reason, or with totals: one of the two is None.

    `beside` is what the title belongs to, `retired_on` the day it left the registry, and `query`
    the filter that lists the commitments behind its totals.
    """

    title: Words
    beside: Words | None = None
    standing: Standing | None = None
    tags: tuple[Standing, ...] = ()
    reason: str = ""
    totals: Totals | None = None
    retired_on: date | None = None
    query: dict[str, str] = field(default_factory=dict)


def whole_face(page: AnyPage, seen: AnyView) -> Face:
    """Give the face of everything together."""
    shown = read_whole(seen)
    own = Words(text=Tongue(page.language).say(WHOLE), language=page.language.value)
    return Face(shown.title or own, totals=shown.totals)


def commitment_face(shown: Annotated[CommitmentShape, Depends(commitment_shown)]) -> Face:
    """Give the face of a commitment."""
    return Face(
        title=shown.title,
        beside=shown.instrument.title,
        standing=standing(shown.status, shown.extent),
        tags=tuple(tags_of(shown)),
        reason=shown.reason.text,
        retired_on=shown.retired_on,
    )


def instrument_face(shown: Annotated[InstrumentShape, Depends(instrument_shown)]) -> Face:
    """Give the face of an instrument."""
    query = {"instrument": shown.id}
    return Face(shown.title, totals=shown.totals, retired_on=shown.retired_on, query=query)


def theme_face(shown: Annotated[ThemeShape, Depends(theme_shown)]) -> Face:
    """Give the face of a theme."""
    return Face(shown.title, totals=shown.totals, retired_on=shown.retired_on)


FACES: dict[str, Callable[..., Face]] = {
    "": whole_face,
    "/commitments/{id}": commitment_face,
    "/instruments/{id}": instrument_face,
}
"""What can be embedded, by the beginning of its address after the language."""


def in_numbers(language: Language, totals: Totals, day: date) -> str:
    """Say totals in a sentence, in an order that needs no plurals."""
    numbers = {
        "all": totals.commitments,
        "contested": totals.contested,
        "enacted": totals.enacted,
        "in_part": totals.enacted_in_part,
        "pledged": totals.pledged,
        "none": totals.none,
    }
    shown = {name: written_number(number, language) for name, number in numbers.items()}
    tongue = Tongue(language)
    return tongue.say(IN_NUMBERS, day=tongue.write_date(day.isoformat()), **shown)


def written_number(number: int, language: Language) -> str:
    """Write a number with the separators of a language."""
    return str(format_decimal(number, locale=language.value))
