"""Static files: read once, and served under an address that holds a hash of their content.

An address with the right hash may be kept for a year, because other content has another address.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from rcssmin import cssmin
from starlette.requests import Request
from starlette.responses import Response

from app.domain.messages import message
from app.errors import NotFoundError
from app.wire.kept import ASKED_AGAIN

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_NAME = re.compile(r"(?P<stem>[a-z-]+)(?:\.(?P<digest>[0-9a-f]{12}))?(?P<ending>\.[a-z]+)")
NO_SUCH_FILE = message("There is no such file here. Load the page that asked for it again.")
_FOR_A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: its bytes, what they are, and the first 12 hexadecimal digits of SHA-256."""

    content: bytes
    media_type: str
    digest: str


def asset(name: str) -> str:
    """Give the address of a static file.

    Raises:
        KeyError: when there is no such file in `app/static`.

    """
    stem, _, ending = name.rpartition(".")
    return f"/static/{stem}.{_assets()[name].digest}.{ending}"


def assets() -> Iterator[tuple[str, bytes]]:
    """Give every static file of a public page: its address, and what stands there."""
    for name, one in sorted(_assets().items()):
        if not name.startswith("staff."):
            yield asset(name), one.content


async def show_asset(request: Request) -> Response:
    """Answer a static file; under an old hash, what is there now, to be asked for again.

    Raises:
        NotFoundError: when there is no such file.

    """
    match = _NAME.fullmatch(request.path_params["name"])
    found = _assets().get(match["stem"] + match["ending"]) if match else None
    if match is None or found is None:
        raise NotFoundError(NO_SUCH_FILE)
    keep = _FOR_A_YEAR if match["digest"] == found.digest else ASKED_AGAIN
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": keep})


@cache
def _assets() -> dict[str, Asset]:
    return read_assets(files("app") / "static")


def read_assets(folder: Traversable) -> dict[str, Asset]:
    """Read the files of a folder that can be served, by name.

    What has another ending, or is a folder, is passed over: an editor's backup breaks no page.
    """
    return {
        one.name: _read(one, _TYPES[ending])
        for one in folder.iterdir()
        if (ending := "." + one.name.rpartition(".")[2]) in _TYPES and one.is_file()
    }


def _read(file: Traversable, media_type: str) -> Asset:
    content = file.read_bytes()
    if media_type == _TYPES[".css"]:  # written for people to read, sent without what only they need
        content = str(cssmin(content.decode())).encode()
    return Asset(content, media_type, hashlib.sha256(content).hexdigest()[:12])
