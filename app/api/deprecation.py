"""What leaves the API says so long before: the rule, and the headers that tell programs.

An operation that is to leave is described with `deprecated: true`, and with the days `x-since`
and `x-until`: from the first on it is deprecated, and until the end of the second it is answered.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app import links
from app.wire.link_headers import Link
from app.wire.validators import written

SHORTEST = timedelta(days=365)
"""How long what is deprecated is answered at least."""


def leaving(since: date, until: date) -> dict[str, Any]:
    """Describe, for `openapi_extra`, an operation that leaves.

    Raises:
        ValueError: when that leaves the programs that use it less than a year.

    """
    if until - since < SHORTEST:
        message = f"What is deprecated stays {SHORTEST.days} days: {since} to {until} is less."
        raise ValueError(message)
    return {"deprecated": True, "x-since": since.isoformat(), "x-until": until.isoformat()}


def headers_of(operation: Mapping[str, Any]) -> dict[str, str]:
    """Give the headers by which an answer says that its operation leaves (RFC 9745, RFC 8594)."""
    if "x-until" not in operation:
        return {}
    since, until = (_midnight(operation[name]) for name in ("x-since", "x-until"))
    end = until + timedelta(days=1)
    return {
        "Deprecation": f"@{int(since.timestamp())}",
        "Sunset": written(end),
    }


def link_of(operation: Mapping[str, Any]) -> list[Link]:
    """Give the link to the rule and to what to use instead, where an operation leaves."""
    explained = f"{links.reference()}#deprecation"
    return [Link(explained, "deprecation")] if "x-until" in operation else []


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)
