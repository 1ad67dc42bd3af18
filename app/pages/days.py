"""The form for a day on the page that says why a day could not be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request

from app import links
from app.errors import BadParameterError, NotFoundError
from app.queries.days import Days

_NAMES = ("as_of", "from", "to")


@dataclass(frozen=True, slots=True)
class DayAgain:
    """A form that asks the same page for another day.

    `fields` are the parameters that hold days, with a value to begin with; `kept` is what else
    was asked.
    """

    address: str
    fields: Mapping[str, str]
    kept: Mapping[str, str]
    days: Days


def day_again(request: Request, error: Exception) -> DayAgain | None:
    """Make the form where a day of the address is what is wrong, or where nothing is on it."""
    known = _known(request)
    given = {name: request.query_params[name] for name in known if name in request.query_params}
    if isinstance(error, BadParameterError):
        is_wrong_day = error.parameter in _NAMES
    else:
        is_wrong_day = isinstance(error, NotFoundError) and "as_of" in given
    names = [name for name in _NAMES if name in known]
    if not (is_wrong_day and names):
        return None
    today = request.app.state.settings.today()
    return DayAgain(
        address=request.url.path,
        fields=dict.fromkeys(names, today.isoformat()),
        kept={name: text for name, text in given.items() if name not in {*names, "cursor"}},
        days=Days(None, today, []),
    )


def _known(request: Request) -> list[str]:
    """Name the parameters that the address takes, if any page has it."""
    path: str = request.scope["path"]  # `urlsplit` remembers whatever `request.url` gives it
    _, _, noun, name, under, *_ = [*path.split("/"), "", "", "", ""]
    return list(links.known_parameters(noun or "scorecard", name or None, under or None))
