"""When a delivery that failed is tried again: later and later, and never all at one moment."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DELAYS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long to wait after the first attempt, the second, ...; after one more it is given up."""

LONGEST_ASKED = timedelta(hours=24)
"""How long a receiver may ask to be left alone."""

_MOST_DIGITS = 9
# By up to a fifth more: receivers that failed together are not asked together again.
_JITTER = 0.2
_random = random.SystemRandom()


def next_attempt(attempts: int, asked: str | None, moment: datetime) -> datetime | None:
    """Say when to try again after so many failed attempts; None when that was the last.

    `asked` is what the receiver said in `Retry-After`: it can make the wait longer, not shorter.
    """
    if attempts > len(DELAYS):
        return None
    own = DELAYS[attempts - 1] * (1 + _random.random() * _JITTER)
    return moment + max(own, min(_wait_asked(asked, moment), LONGEST_ASKED))


def _wait_asked(asked: str | None, moment: datetime) -> timedelta:
    """Read `Retry-After`: a number of seconds, or a moment; nothing, when it is neither."""
    text = (asked or "").strip()
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=int(text[:_MOST_DIGITS]))
    try:
        return _in_utc(parsedate_to_datetime(text)) - moment
    except (ValueError, TypeError, OverflowError):
        return timedelta()


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
