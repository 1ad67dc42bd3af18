"""Receivers of webhooks on this machine: real servers, which do as a test tells them."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.outgoing.addresses import Allows, Rules
from app.outgoing.guarded import GuardedClient

HERE = "127.0.0.1"
HERE_TOO = GuardedClient(Rules(Allows(HERE), ports=None))
"""A client that may deliver to this machine as well, on any port."""


@dataclass
class Answer:
    """What a receiver says: a status, and headers."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Got:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """A running receiver: what it got so far, and what it will say, the last answer for ever."""

    port: int
    got: list[Got] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=lambda: [Answer()])

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HERE}:{self.port}/hooks?for=us"

    def will(self, *statuses: int) -> None:
        """Answer the next requests with these, and with the last of them from then on."""
        self.answers[:] = [Answer(status) for status in statuses]

    def take(self, got: Got) -> Answer:
        """Note a request, and give the answer to it."""
        self.got.append(got)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Server(ThreadingHTTPServer):
    """Says nothing of whoever leaves in the middle of a sentence, refusing a certificate."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def receiving(encrypted: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Run a receiver on a free port while the block lasts."""

    class Taking(BaseHTTPRequestHandler):
        """Reads a request, notes it, and answers."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            answer = receiver.take(Got(self.path, dict(self.headers), body))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_message: object) -> None:
            """Say nothing."""

    with _Server((HERE, 0), Taking) as server:
        receiver = Receiver(server.server_port)
        if encrypted is not None:
            server.socket = encrypted.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join(10)
