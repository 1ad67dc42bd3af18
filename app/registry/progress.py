"""Telling somebody how far the reading of a registry file, or the writing of it, has come."""

from collections.abc import Callable, Iterator
from typing import TypeVar

Progress = Callable[[int], None]
"""Called now and then with the number of entries done since the last call."""

T = TypeVar("T")

_REPORT_EVERY = 1000


def no_progress(_done: int) -> None:
    """Tell nobody."""


def counted(entries: Iterator[T], progress: Progress) -> Iterator[T]:
    """Yield the same entries, and tell of every thousand that were done with."""
    count = 0
    for count, entry in enumerate(entries, start=1):
        yield entry
        if count % _REPORT_EVERY == 0:
            progress(_REPORT_EVERY)
    if count % _REPORT_EVERY:
        progress(count % _REPORT_EVERY)
