"""Asking the application itself for a page or for data, in this process and without a network.

So whatever the server can answer can become a file of a copy, from the very same bytes.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.types import Message

from app.mirror.files import CopyFaultError

_OK = 200


@dataclass(slots=True)
class Answered:
    """What came back: the status, and the content as it is before any compression."""

    status: int = 0
    content: bytearray = field(default_factory=bytearray)


def ask(app: FastAPI, address: str) -> Answered:
    """Give the answer to a GET of an internal address, in a thread that has no loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _ask(app, address)).result()


def content_of(app: FastAPI, address: str) -> bytes:
    """Give what stands at an internal address.

    Raises:
        CopyFaultError: when the application answers with anything but a content.

    """
    found = ask(app, address)
    if found.status != _OK:
        raise CopyFaultError(
            f"{address} answered {found.status}, so the copy would not be whole. Look at the log "
            "of the server, and at `scorecard doctor`."
        )
    return bytes(found.content)


async def _ask(app: FastAPI, address: str) -> Answered:
    parts, found = urlsplit(address), Answered()
    is_sent = False

    async def receive() -> Message:
        nonlocal is_sent
        if is_sent:
            return {"type": "http.disconnect"}
        is_sent = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            found.status = message["status"]
        found.content += message.get("body", b"")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(b"host", b"copy.invalid")],
        "client": ("127.0.0.1", 0),
        "server": ("copy.invalid", 80),
    }
    await app(scope, receive, send)
    return found
