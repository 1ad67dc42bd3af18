"""The log: for whoever runs the server, and without anything about whoever uses it.

It holds no address of a client, no query, nothing that somebody wrote. Paths are public and stay,
but for a one-time token in one. Of an exception stay its type and its places in the code; its text
only where that cannot repeat what somebody wrote (a database quotes the row it refuses).
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.settings import Settings

_TOKEN = re.compile(r"(/(?:staff|desk)/links?/)[^\s/?#]+")
_QUERY = re.compile(r"(?<!\S)(/[^\s?]*)\?\S+")
# The new line is the text form's own to write; no other control character has work in a log.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_SILENT = "(its text is left out: it may repeat what somebody wrote)"
# Their texts name types, attributes, files and addresses of servers.
_HARMLESS = (OSError, AttributeError, ImportError, MemoryError, RecursionError, NotImplementedError)
_QUIET = ("alembic", "httpx", "httpcore", "asyncio")
# It warns of every form that is none, by its letters: that is for whoever sent it, who is told.
_MUTE = ("python_multipart",)


class _Plain(logging.Formatter):
    """One line of text for an event; what goes on over more lines is indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the level and the message, then what was raised."""
        lines = f"{record.levelname}: {message_of(record)}".split("\n")
        lines += exception_of(record).splitlines()
        return "\n    ".join(lines)


class _Json(logging.Formatter):
    """One JSON object for an event, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time (UTC), level, logger and message, and what was raised, if anything was."""
        moment = datetime.fromtimestamp(record.created, UTC)
        event = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        raised = exception_of(record)
        return json.dumps(event | ({"exception": raised} if raised else {}), ensure_ascii=False)


def prepare_logging(settings: "Settings") -> None:
    """Write the log of this process to its standard error, in the form that the settings name."""
    told = logging.StreamHandler()
    told.setFormatter(_Json() if settings.log == "json" else _Plain())
    logging.basicConfig(level=logging.INFO, handlers=[told], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _MUTE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)


def message_of(record: logging.LogRecord) -> str:
    """Give the message without tokens, queries and control characters."""
    message = record.getMessage()
    if record.name == "asyncio":  # behind its first line, it shows the values of a task
        message = message.partition("\n")[0]
    message = _QUERY.sub(r"\1?...", _TOKEN.sub(r"\1...", message))
    return _CONTROL.sub(lambda one: f"\\x{ord(one[0]):02x}", message)


def exception_of(record: logging.LogRecord) -> str:
    """Give where an exception went through, and its type; empty when there is none."""
    error = record.exc_info[1] if record.exc_info else None
    return "\n".join(_told(error)) if error else ""


def _told(error: BaseException) -> list[str]:
    lines: list[str] = []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        lines += [*_told(before), "which led to:"]
    lines += "".join(traceback.format_tb(error.__traceback__)).splitlines()
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        lines += [*_told(one), "which is part of:"]
    return [*lines, f"{type(error).__module__}.{type(error).__qualname__}: {_text_of(error)}"]


def _text_of(error: BaseException) -> str:
    """Give the text of an exception that can hold nothing of anybody's."""
    from sqlalchemy.exc import OperationalError

    # Without the statement and its values: only what the driver says of itself (locked, full).
    if isinstance(error, OperationalError):
        return _one_line(str(error.orig).partition("\n")[0])
    return _one_line(str(error)) if isinstance(error, _HARMLESS) else _SILENT


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).replace("\n", " ")
