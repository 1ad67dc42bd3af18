"""Between httpx, which writes a request and reads its answer, and the guard that connects.

Loaded when something is sent: httpx brings much along, and few installations have webhooks.
"""

import ssl
from collections.abc import Iterable
from functools import cache

import httpcore
import httpx

_MOST_READ = 4_000
_RETRY_AFTER = b"retry-after"


@cache
def authorities() -> ssl.SSLContext:
    """Trust the authorities that come with the program: reading them takes a while."""
    return httpx.create_ssl_context(trust_env=False)


class Transport(httpx.BaseTransport):
    """Hands a request to a pool of its own, whose only way to the network is the guard.

    Of an answer only status and one header come back. httpx's own transport takes no backend.
    """

    def __init__(self, backend: httpcore.NetworkBackend, trusted: ssl.SSLContext) -> None:
        """Go by way of `backend`, and believe certificates as `trusted` says."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted, max_connections=1, retries=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it, and read the beginning of what comes back."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=request.read(),
        )
        answer = self._pool.handle_request(asked)
        try:
            _read_some(answer.iter_stream())
        finally:
            answer.close()
        kept = [(name, value) for name, value in answer.headers if name.lower() == _RETRY_AFTER]
        return httpx.Response(answer.status, headers=kept)

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


def _read_some(pieces: Iterable[bytes]) -> None:
    read = 0
    for piece in pieces:
        read += len(piece)
        if read >= _MOST_READ:
            return
