"""Asking again does no more: a tool names its request, and the same name acts only once.

What is kept of an answer is its status and the id of what it was about, never a text, so that
nothing outlives a redaction. It is kept in the transaction that acted, for a day.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request
from sqlalchemy import delete
from sqlmodel import Session, col

from app.accounts.moments import now, text_of
from app.domain.messages import message
from app.errors import BadParameterError, ConflictError
from app.queries.languages import Tongue
from app.store.tables.desk import IdempotencyKey
from app.writing.access import Bearer
from app.writing.calls import IF_MATCH, Call

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT = timedelta(hours=24)

BAD_KEY = message("Send one key of 1 to 100 visible signs without spaces, a UUID for example.")
OTHER_REQUEST = message(
    "This key was used for another request within a day: choose a new one for each new request."
)

_SHAPE = re.compile(r"[\x21-\x7e]{1,100}")


@dataclass(frozen=True, slots=True)
class _Asking:
    """One request that may be asked again: by which token, under which key, and what it says."""

    token: str
    key: str
    request: str


def once(call: Call, bearer: Bearer, act: Callable[[], str], status: int = 200) -> str:
    """Act, unless the same was done under the same key; give what it was about.

    It comes before any look at what stands now: asked again, a change is made to a version that
    is not the newest any more, and still has been made.

    Raises:
        BadParameterError: when the key cannot be one.
        ConflictError: when the key was used for something else.

    """
    asked = _asking(call, bearer.use.token_id)
    before = None if asked is None else _earlier(bearer.desk.session, asked, call.tongue)
    if before is not None:
        call.response.status_code = before.status
        call.response.headers[REPLAYED] = "true"
        return before.answer
    about = act()
    if asked is not None:
        _remember(bearer.desk.session, asked, status, about)
    return about


def _asking(call: Call, token: str) -> _Asking | None:
    keys = call.request.headers.getlist(HEADER)
    if not keys:
        return None
    key = ", ".join(keys)
    if not _SHAPE.fullmatch(key):
        raise BadParameterError(HEADER, call.tongue.say(BAD_KEY))
    return _Asking(token, key, _fingerprint(call.request, call.body))


def _fingerprint(request: Request, body: bytes) -> str:
    """Give what tells a request from any other.

    The token's own text, which is stored nowhere, is part of it: without that, whoever can read
    the table could find out what a short text said that was redacted since.
    """
    versions = ", ".join(request.headers.getlist(IF_MATCH))
    head = [request.headers["authorization"].split()[-1], request.method, request.url.path]
    return hashlib.sha256("\n".join([*head, versions, ""]).encode() + body).hexdigest()


def _earlier(session: Session, asked: _Asking, tongue: Tongue) -> IdempotencyKey | None:
    oldest = text_of(now() - KEPT)
    session.execute(delete(IdempotencyKey).where(col(IdempotencyKey.created_at) < oldest))
    found = session.get(IdempotencyKey, (asked.token, asked.key), populate_existing=True)
    if found is not None and found.request != asked.request:
        raise ConflictError(tongue.say(OTHER_REQUEST))
    return found


def _remember(session: Session, asked: _Asking, status: int, about: str) -> None:
    row = IdempotencyKey(
        token=asked.token,
        key=asked.key,
        request=asked.request,
        status=status,
        headers={},
        answer=about,
        created_at=text_of(now()),
    )
    session.add(row)
    session.flush()
