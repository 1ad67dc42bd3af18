"""An editor: publishes one piece of evidence after another, through the writing API.

    python -m tests.benchmarks.editing PORT TOKEN EVERY

Publishes at once, and then every so many seconds until its end is closed; prints a line each time.
"""

import http.client
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from subprocess import PIPE, Popen
from typing import Any

from tests.benchmarks.wish import HOST

_API = "/api/v1"
_LONGEST_LIST = 200
_SECONDS = 120


class Editor:
    """Somebody with a token, who has looked up what there is to write about."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=_SECONDS)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        documents = self._ask("GET", f"/documents?limit={_LONGEST_LIST}")["items"]
        self._document = max(documents, key=lambda one: one["date"] or "")
        lines = self._ask("GET", f"/commitments?limit={_LONGEST_LIST}")["items"]
        self._commitments = [line["id"] for line in lines]
        self._turns = count()

    def publish(self) -> tuple[str, float]:
        """Publish evidence on the next commitment; give its id, and the seconds of the last step.

        Raises:
            RuntimeError: when the server does not take it.

        """
        turn = next(self._turns)
        commitment = self._commitments[turn % len(self._commitments)]
        draft = {
            "document": self._document["id"],
            "locator": f"page {turn + 1}",
            "date": self._document["date"],
            "summary": f"Measured, not read: publication {turn + 1} of a benchmark.",
            "concerns": [{"commitment": commitment, "status": "pledged"}],
        }
        made = self._ask("POST", "/proposals", {"draft": draft})
        where = f"/proposals/{made['id']}"
        made = self._ask("POST", f"{where}/submit", version=made["version"])
        began = time.perf_counter()
        self._ask("POST", f"{where}/publish", version=made["version"])
        return commitment, time.perf_counter() - began

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(
        self,
        method: str,
        path: str,
        body: Any = None,  # noqa: ANN401 - JSON
        version: int | None = None,
    ) -> Any:  # noqa: ANN401 - JSON
        headers = self._headers | ({} if version is None else {"If-Match": f'"{version}"'})
        text = None if body is None else json.dumps(body)
        self._connection.request(method, _API + path, text, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}: {said[:500]!r}")
        return json.loads(said)


@contextmanager
def editor_at_work(port: int, token: str, every: float) -> Iterator[Popen[str]]:
    """Let somebody publish from another process while the block lasts, once before it begins.

    Raises:
        RuntimeError: when the editor could not publish, or gave up.

    """
    command = [sys.executable, "-m", "tests.benchmarks.editing", str(port), token, str(every)]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as editor:
        assert editor.stdout
        assert editor.stdin
        assert editor.stderr
        try:
            if not editor.stdout.readline() or editor.poll() is not None:
                raise RuntimeError(f"the editor gave up: {editor.stderr.read()[-1000:]}")
            yield editor
            if editor.poll() is not None:
                raise RuntimeError(f"the editor gave up: {editor.stderr.read()[-1000:]}")
        finally:
            editor.terminate()


def main(port: str, token: str, every: str) -> None:
    """Publish again and again; whoever started this ends it."""
    editor = Editor(int(port), token)
    due = time.monotonic()
    for turn in count(1):
        editor.publish()
        print(turn, flush=True)
        due += float(every)
        time.sleep(max(0.0, due - time.monotonic()))


if __name__ == "__main__":
    main(*sys.argv[1:])
