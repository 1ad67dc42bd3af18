"""What a form sent: read once, within bounds, before anything else of the request is looked at.

Nobody holds a connection or a transaction while a slow body arrives, and whatever goes wrong
afterwards, the text is at hand (`app/staff/resuming.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import unquote_to_bytes

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from app.domain.messages import message
from app.errors import BadParameterError, TooLargeError, Wrong

MOST_BYTES = 1_000_000
MOST_BYTES_CARRIED = 3_000_000
"""For signing in again: what a form held travels along, written out once more."""
MOST_BYTES_AT_ALL = 5_000_000
"""For files; other forms that are too large are read as far as this, to give their text back."""
MOST_FIELDS = 10_000

UPLOADS: dict[str, str] = {}
"""Paths that accept one file each, and the name of the field that it comes in."""

TOO_LARGE = message(
    "Nothing was saved: this is more than can be sent at once ({most} kB). Load the form again, "
    "and send less."
)
TOO_MANY = message(
    "Nothing was saved: this form holds more fields than can be sent at once ({most}). Load it "
    "again, and send it in parts."
)
GIVEN_TWICE = message("This was sent twice: go back, load the form again, and send it once.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name that it had there, and its bytes. Trust neither."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PostedForm:
    """The fields of a form in their order, and its file, if this path takes one.

    Lines of texts end in LF alone, and there is no character that a database refuses. `size` is
    how many bytes were sent.
    """

    fields: Sequence[tuple[str, str]] = ()
    file: Upload | None = None
    size: int = 0

    def text(self, name: str) -> str:
        """Give the one value of a field; empty when it was not sent.

        Raises:
            BadParameterError: when it was sent more than once.

        """
        found = self.texts(name)
        if len(found) > 1:
            raise BadParameterError(name, GIVEN_TWICE)
        return found[0] if found else ""

    def texts(self, name: str) -> list[str]:
        """Give every value of a field, in the order of the form."""
        return [value for key, value in self.fields if key == name]

    def __contains__(self, name: object) -> bool:
        """Say whether a field was sent, even without a value: a box that is ticked is."""
        return any(key == name for key, _ in self.fields)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: what stands in its fields, and what is wrong with which."""

    values: Mapping[str, str] = field(default_factory=dict)
    wrong: Sequence[Wrong] = ()

    def value(self, name: str) -> str:
        """Give what stands in a field."""
        return self.values.get(name, "")

    def error(self, name: str) -> str | None:
        """Give the first thing that is wrong with a field."""
        return next((sentence for key, sentence in self.wrong if key == name), None)


def posted_form(request: Request) -> PostedForm:
    """Give what `read_form` read when the request came in; empty for one that sends nothing."""
    return getattr(request.state, "posted", None) or PostedForm()


Posted = Annotated[PostedForm, Depends(posted_form)]


async def read_form(request: Request) -> PostedForm:
    """Read the body of a request: form fields, and a file where this path takes one.

    Raises:
        TooLargeError: when it holds more bytes or fields than anything here takes.
        HTTPException: 400 when it is no form, or brings a file to where none is taken.

    """
    body = await _body(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        # In a thread: some millions of letters take a while.
        return PostedForm(await run_in_threadpool(_fields, body), size=len(body))
    if kind == "multipart/form-data":
        return await _parts(request, body)
    return PostedForm(size=len(body))


async def _body(request: Request) -> bytes:
    """Read what is sent, as long as it is not too much: announced or not."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced[:12]) > MOST_BYTES_AT_ALL:
        raise _too_large(MOST_BYTES_AT_ALL)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES_AT_ALL:
            raise _too_large(MOST_BYTES_AT_ALL)
    return bytes(body)


def must_be_small(form: PostedForm, most_bytes: int) -> None:
    """Refuse what is more than this path takes, though it was read: its text can be given back.

    Raises:
        TooLargeError: saying how much it takes.

    """
    if form.size > most_bytes:
        raise _too_large(most_bytes)


def _too_large(most_bytes: int) -> TooLargeError:
    return TooLargeError(TOO_LARGE.format(most=most_bytes // 1000))


def _fields(body: bytes) -> list[tuple[str, str]]:
    if body.count(b"&") >= MOST_FIELDS:
        raise TooLargeError(TOO_MANY.format(most=MOST_FIELDS))
    pieces = (piece.partition(b"=") for piece in body.split(b"&") if piece)
    return [(_decoded(name), _decoded(value)) for name, _, value in pieces]


def _decoded(raw: bytes) -> str:
    return _clean(unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", "replace"))


async def _parts(request: Request, body: bytes) -> PostedForm:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    field_of_file = UPLOADS.get(request.scope["path"])
    try:
        async with Request(request.scope, receive).form(
            max_files=int(field_of_file is not None),
            max_fields=MOST_FIELDS,
            max_part_size=MOST_BYTES_AT_ALL,
        ) as form:
            file = await _file_of(form, field_of_file)
    except HTTPException as error:
        if "fields" in error.detail:
            raise TooLargeError(TOO_MANY.format(most=MOST_FIELDS)) from error
        raise
    texts = [(_clean(name), _clean(one)) for name, one in form.multi_items() if _is_text(one)]
    return PostedForm(texts, file, len(body))


async def _file_of(form: FormData, name: str | None) -> Upload | None:
    found = form.get(name) if name else None
    if not isinstance(found, UploadFile) or not found.filename:
        return None
    return Upload(_clean(found.filename), await found.read())


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _clean(value: object) -> str:
    """Write the ends of lines in one way, and mark what is no character: half ones, and NUL."""
    whole = str(value).encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\r\n", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")
