"""Recorded answers sent as bare bytes: as fast as this server can be, whatever it serves.

    python -m tests.benchmarks.bare PORT FOLDER

Sends the answers in FOLDER at /0, /1 and so on, with two messages each, and looks at nothing else
of a request. The server has the settings of `scorecard serve` (app/cli/serving.py).
"""

import json
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def bare(folder: Path) -> Callable[[Message, Receive, Send], Awaitable[None]]:
    """Make an application that sends the answers recorded in a folder."""
    made = {f"/{path.stem}": _messages(path) for path in folder.glob("*.json")}

    async def answer(scope: Message, _receive: Receive, send: Send) -> None:
        start, body = made[scope["path"]]
        await send(start)
        await send(body)

    return answer


def _messages(path: Path) -> tuple[Message, Message]:
    known = json.loads(path.read_text(encoding="utf-8"))
    headers = [(name.encode("latin-1"), text.encode("latin-1")) for name, text in known["headers"]]
    start = {"type": "http.response.start", "status": known["status"], "headers": headers}
    return start, {"type": "http.response.body", "body": path.with_suffix(".body").read_bytes()}


def main(port: str, folder: str) -> None:
    """Serve until asked to stop."""
    uvicorn.run(
        bare(Path(folder)),
        host="127.0.0.1",
        port=int(port),
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
