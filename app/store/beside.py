"""A second process beside this one, for what two processors can do at once.

It is a fresh Python and no fork: it shares no connection, no lock and no memory with this process,
which may have threads, and it is the same on every system. It ends when this process ends it, or
when it next finds that nobody listens. Should it fail, of memory for example, this process does
alone what the two were to do.
"""

import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from app.store.beside import answer; answer(sys.argv[2], sys.argv[3])"
)

# It needs no settings, and least of all the address of the database.
_KNOWN_TO_CHILD = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

Given = TypeVar("Given")
Made = TypeVar("Made")


class Beside(Generic[Given, Made]):
    """Has one function called in a second process, while this one goes on.

    What is given must be taken before more is given: so neither waits for the other to read. The
    function stands in a module, needs nothing but its argument, and never returns None where
    `each` is used.
    """

    def __init__(self, function: Callable[[Given], Made], *, is_worth_it: bool = True) -> None:
        """Begin a second process, if it is worth it and there is a processor for it."""
        self._function = function
        self._child = _begin(function) if is_worth_it and processors() > 1 else None

    def __enter__(self) -> Self:
        """Give itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the second process, whatever it is at."""
        self._end()

    def each(self, arguments: Iterable[Given]) -> Iterator[Made]:
        """Yield what the function returns for each argument, while it is called with the next.

        Without a second process it is called here.
        """
        given: list[Given] = []
        for argument in arguments:
            made = [self._made(one) for one in given]
            self.give(argument)
            given = [argument]
            yield from made
        yield from map(self._made, given)

    def _made(self, argument: Given) -> Made:
        made = self.take()
        return self._function(argument) if made is None else made

    def give(self, argument: Given) -> None:
        """Have the function called with this, if there is a second process."""
        with self._as_long_as_it_lives():
            if self._child is not None and self._child.stdin is not None:
                pickle.dump(argument, self._child.stdin, pickle.HIGHEST_PROTOCOL)
                self._child.stdin.flush()

    def take(self) -> Made | None:
        """Wait for what the function returned; None when there is no second process (any more)."""
        made: Made | None = None
        with self._as_long_as_it_lives():
            if self._child is not None and self._child.stdout is not None:
                made = pickle.load(self._child.stdout)  # noqa: S301 - our own process
        return made

    @contextmanager
    def _as_long_as_it_lives(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()


def processors() -> int:
    """Say how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _begin(function: Callable[[Any], Any]) -> "subprocess.Popen[bytes] | None":
    named = function.__module__, function.__qualname__
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, and a program that stands above
            [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT), *named],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what fails there is done here, and told here
            env={name: os.environ[name] for name in _KNOWN_TO_CHILD if name in os.environ},
        )
    except OSError:
        return None


def answer(module: str, name: str) -> None:
    """Call a function with each argument that comes in, until no more do: the second process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends this one
    function = getattr(importlib.import_module(module), name)
    arguments, made = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError):
        while True:
            argument = pickle.load(arguments)  # noqa: S301 - our own process
            pickle.dump(function(argument), made, pickle.HIGHEST_PROTOCOL)
            made.flush()
