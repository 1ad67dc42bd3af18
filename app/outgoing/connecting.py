"""From a name to an open connection, within a time that nobody else can stretch."""

import socket
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

import httpcore

Resolve = Callable[[str, int, float], Sequence[str]]
"""Gives the numbers a name stands for, none when it is unknown; seconds it may take come last."""

_MOST_TRIED = 3


class Deadline:
    """A moment by which all must be done, kept by a clock that nobody sets."""

    def __init__(self, seconds: float) -> None:
        """Set it so many seconds from now."""
        self._end = time.monotonic() + seconds

    def at_most(self, seconds: float | None = None) -> float:
        """Give how many seconds are left, and no more than `seconds`.

        Raises:
            httpcore.ReadTimeout: when none are.

        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if seconds is None else min(left, seconds)


def look_up(host: str, port: int, seconds: float) -> Sequence[str]:
    """Ask the system what a name stands for, in a thread: it may take longer than anybody waits.

    Raises:
        httpcore.ConnectTimeout: when it did.

    """
    answers: SimpleQueue[Sequence[str]] = SimpleQueue()
    Thread(target=lambda: answers.put(_asked(host, port)), daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except Empty:
        raise httpcore.ConnectTimeout from None


def _asked(host: str, port: int) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def open_socket(
    numbers: Sequence[str], port: int, deadline: Deadline, seconds: float
) -> socket.socket:
    """Connect to the first number that answers, of the first few.

    Raises:
        httpcore.ConnectError: when none does.
        httpcore.ConnectTimeout: when the last one tried takes too long.

    """
    last: OSError | None = None
    for number in numbers[:_MOST_TRIED]:
        try:
            # A number is looked up nowhere.
            return socket.create_connection((number, port), deadline.at_most(seconds))
        except OSError as error:
            last = error
    if isinstance(last, TimeoutError):
        raise httpcore.ConnectTimeout from last
    raise httpcore.ConnectError from last
