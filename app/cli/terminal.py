"""What every command shares: its settings, and a bar that shows how far long work is."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from app.errors import ScorecardError
from app.settings import Settings, load_settings


def settings_or_exit() -> Settings:
    """Read the settings; what is wrong with them is told, each with what it sets."""
    try:
        return load_settings()
    except ValidationError as error:
        sys.exit("A setting is wrong:\n" + "\n".join(complaints(error)))


def complaints(error: ValidationError) -> list[str]:
    """Give a sentence on each setting that has an impossible value."""
    return [_complaint(str(one["loc"][0]), one["input"]) for one in error.errors()]


def _complaint(name: str, value: object) -> str:
    field = Settings.model_fields[name]
    default = "" if field.default_factory else f" The default is {field.default}."
    return (
        f"SCORECARD_{name.upper()} is '{value}', which cannot be. "
        f"It sets this: {field.description}{default}"
    )


_ENDED = 143
"""How a shell tells that a program was asked to end."""


def end_when_asked(code: int = _ENDED) -> None:
    """End tidily with this code on SIGTERM, undoing what was half done, rather than at once.

    For the first process of a container, a signal that nobody listens for does nothing at all.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(code))


@contextmanager
def in_plain_words() -> Iterator[None]:
    """End with what somebody can mend told as a sentence, without a traceback."""
    try:
        yield
    except ScorecardError as error:
        sys.exit(f"{error.title}:\n{error.detail}")


@contextmanager
def steps_shown(what: str) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """Show a bar on a terminal; give a function that advances it, and one that sets its end."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield (
            lambda done: bar.advance(task, done),
            lambda total: bar.update(task, total=total),
        )


@contextmanager
def bytes_shown(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; give a function that is told how much is done, of how much."""
    done_before = 0
    with steps_shown(what) as (advance, set_total):

        def tell(done: int, total: int) -> None:
            nonlocal done_before
            set_total(max(done, total))
            advance(done - done_before)
            done_before = done

        yield tell
