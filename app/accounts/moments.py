"""Moments as the database keeps them: UTC, ISO 8601, to the millisecond, so that texts compare."""

from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """Give this moment, in UTC."""
    return datetime.now(UTC)


def text_of(moment: datetime, later: timedelta = timedelta()) -> str:
    """Write a moment that knows its zone, or one some time later, as the database keeps it."""
    return (moment.astimezone(UTC) + later).isoformat(timespec="milliseconds")


def moment_of(text: str) -> datetime:
    """Read what `text_of` wrote."""
    return datetime.fromisoformat(text)
