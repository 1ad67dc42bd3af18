"""Whether a client has an answer already: ETag, Last-Modified, and the conditions of a request.

RFC 9110, sections 8.8 and 13. The strong ETag is the SHA-256 of the answer before compression,
with the compression's name behind it, because other bytes need another ETag.
"""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from zoneinfo import ZoneInfo

from starlette.datastructures import Headers

_DIGITS = 32
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_STARTED = datetime.now(UTC)
"""When this process began: the program was not changed in it since."""


def strong_tag(content: bytes) -> str:
    """Give the ETag of an answer as it is before compression: half of its SHA-256."""
    return f'"{hashlib.sha256(content).hexdigest()[:_DIGITS]}"'


def tag_of_encoded(tag: str, encoding: str) -> str:
    """Give the ETag of the same answer compressed."""
    return f'{tag[:-1]}-{encoding}"'


def last_modified(recorded: str | None, today: date, zone: ZoneInfo) -> datetime | None:
    """Say when an answer may have changed last, or None when that is less than a second ago.

    `recorded` is the UTC time of the newest change of what is public, where the answer shows any
    of it: then it may also have changed when the day began. Within the second in which something
    changed it may change again, and a time of whole seconds could not tell.
    """
    times = [_STARTED]
    if recorded is not None:
        times += [datetime.fromisoformat(recorded), datetime.combine(today, time(), zone)]
    newest = max(times).astimezone(UTC).replace(microsecond=0)
    return newest if datetime.now(UTC) - newest >= timedelta(seconds=1) else None


def written(moment: datetime) -> str:
    """Write a time in UTC as HTTP does: `Sun, 22 Nov 2026 03:20:00 GMT`."""
    return format_datetime(moment, usegmt=True)


def written_now() -> str:
    """Write the present moment: for what changes with files, of which the ledger knows no time."""
    return written(datetime.now(UTC))


def is_known(asked: Headers, answer: Headers) -> bool:
    """Say whether the request has what the answer would bring, by the ETag or else by the time."""
    if "if-none-match" in asked:
        said = ", ".join(asked.getlist("if-none-match"))
        tag = answer.get("etag", "").removeprefix("W/")
        # Weak comparison, as the RFC has it: a proxy may have made the tag a weak one.
        return said.strip() == "*" or (bool(tag) and tag in _TAG.findall(said))
    since = _time(asked.get("if-modified-since"))
    changed = _time(answer.get("last-modified"))
    return since is not None and changed is not None and changed <= since


def _time(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):  # the second for a zone that no clock has
        return None
    # One that names no zone is none of HTTP.
    return moment if moment is not None and moment.tzinfo is not None else None
