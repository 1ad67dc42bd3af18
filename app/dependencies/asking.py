"""What a request asks for: its day, its days, its language, each read and checked once."""

import inspect
from collections.abc import Awaitable, Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request

from app.domain.dates import BadDateError, parse_partial_date
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.errors import BadParameterError
from app.parameters import AskedFilters, AskedPaging, AskedRevisions, AskedSpan
from app.queries.comparison_sides import Span
from app.queries.days import year_before
from app.queries.languages import Tongue

T = TypeVar("T")

NO_DAY = message("'{text}' is not a whole day: write it as 2023-04-11.")
WRONG_WAY_ROUND = message("{first} is after {last}: write the earlier day first.")
AFTER_TODAY = message("{day} is after today ({today}): ask for today or an earlier day.")


@cache
def at_once(call: Callable[..., T]) -> Callable[..., Awaitable[T]]:
    """Make a dependency of what only reckons: it is run where it is asked for.

    The framework gives whatever may wait to another thread, which takes longer than reckoning.
    """

    async def made(*given: Any, **named: Any) -> T:  # noqa: ANN401 - passed on as given
        return call(*given, **named)

    made.__signature__ = inspect.signature(call)  # type: ignore[attr-defined]
    return made


def today_of(request: Request) -> date:
    """Give today in the installation's time zone."""
    today: date = request.app.state.settings.today()
    return today


Today = Annotated[date, Depends(at_once(today_of))]


def language_asked(
    request: Request,
    lang: Annotated[
        Language, Query(description="The language of texts, where there is one.", examples=["ru"])
    ] = Language.ENGLISH,
) -> Language:
    """Give the language: of the address for a page, of `lang` for the API."""
    in_path = request.path_params.get("language")
    return Language(in_path) if in_path in set(Language) else lang


LanguageAsked = Annotated[Language, Depends(at_once(language_asked))]


def day_asked(
    today: Today,
    language: LanguageAsked,
    as_of: Annotated[
        str | None,
        Query(
            description="Show things as they had happened by the end of this day (default: today).",
            examples=["2023-06-30"],
            json_schema_extra={"format": "date"},
        ),
    ] = None,
) -> date:
    """Read `as_of`; without it, today.

    Raises:
        BadParameterError: when it is no day, or a day after today.

    """
    return today if as_of is None else _past_day("as_of", as_of, today, language)


DayAsked = Annotated[date, Depends(at_once(day_asked))]


def _past_day(name: str, text: str, today: date, language: Language) -> date:
    say = Tongue(language).say
    try:
        day = parse_partial_date(text[:40])
    except BadDateError as error:
        raise BadParameterError(name, say(error.said, **error.told)) from None
    if not day.is_exact:
        raise BadParameterError(name, say(NO_DAY, text=day))
    if day.first > today:
        raise BadParameterError(name, say(AFTER_TODAY, day=day, today=today))
    return day.first


def span_asked(
    today: Today,
    language: LanguageAsked,
    asked: Annotated[AskedSpan, Depends(at_once(AskedSpan))],
) -> Span:
    """Read the two days of a comparison: up to today, and from a year before that.

    Raises:
        BadParameterError: when one is no day or after today, or they are the wrong way round.

    """
    until = _past_day("to", asked.until, today, language) if asked.until else today
    since = year_before(until)
    if asked.since:
        since = _past_day("from", asked.since, today, language)
    if since > until:
        said = Tongue(language).say(WRONG_WAY_ROUND, first=since, last=until)
        raise BadParameterError("from", said)
    return Span(since, until, asked.instrument, asked.theme)


SpanAsked = Annotated[Span, Depends(at_once(span_asked))]
FiltersAsked = Annotated[AskedFilters, Depends(at_once(AskedFilters))]
PagingAsked = Annotated[AskedPaging, Depends(at_once(AskedPaging))]
RevisionsAsked = Annotated[AskedRevisions, Depends(at_once(AskedRevisions))]
