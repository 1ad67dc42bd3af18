"""The one place from which this program sends anything to others.

A name is looked up here, once; every number it stands for must be public; and the connection is
made to one of the numbers that were checked. A second look-up, as any library would do by itself,
could be answered with another number. TLS is verified against the name. No proxy, no redirect, no
cookie, no password file, and nothing of the environment has a part in it.
"""

import logging
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore

from app.outgoing.addresses import PUBLIC_WEB, RefusedError, Rules, Trouble, read_address
from app.outgoing.connecting import Deadline, Resolve, look_up, open_socket
from app.outgoing.streams import SocketStream

if TYPE_CHECKING:
    import httpx

SECONDS_TO_CONNECT = 5.0
SECONDS_AT_ALL = 15.0
_SUCCESS = range(200, 300)
_REDIRECTS = range(300, 400)
_GONE = 410
_NO_ANSWER = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)

USER_AGENT = "reform-scorecard (webhooks)"

# It tells every address it asks, and an address may hold what only its owner should know.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of something that was sent: `trouble` is None when it was taken.

    `status` is what the receiver answered, None when there was no answer; `retry_after` is its
    header of that name, as it came.
    """

    trouble: Trouble | None
    status: int | None = None
    retry_after: str | None = None


@dataclass(frozen=True, slots=True)
class GuardedClient:
    """Sends to the public web alone; `rules`, `resolve` and `trusted` are others only in tests."""

    rules: Rules = PUBLIC_WEB
    resolve: Resolve = look_up
    trusted: ssl.SSLContext | None = None
    seconds_to_connect: float = SECONDS_TO_CONNECT
    seconds_at_all: float = SECONDS_AT_ALL

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """Send a body once, and say what became of it; nothing that goes wrong is raised.

        What the receiver says beside its status is read as far as 4 kB, and thrown away.
        """
        try:
            return self._send(read_address(address, self.rules), body, headers)
        except RefusedError as error:
            return Outcome(error.trouble)
        except httpcore.TimeoutException:
            return Outcome(Trouble.TIME)
        except httpcore.ConnectError as error:
            return Outcome(_trouble_of(error))
        except _NO_ANSWER:
            return Outcome(Trouble.ANSWER)

    def _send(self, url: "httpx.URL", body: bytes, headers: Mapping[str, str]) -> Outcome:
        import httpx  # noqa: PLC0415 - 6 MB, for who uses webhooks

        from app.outgoing.transport import Transport, authorities  # noqa: PLC0415 - as httpx

        transport = Transport(_Backend(self), self.trusted or authorities())
        with httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client:
            given = {"User-Agent": USER_AGENT, "Connection": "close", **headers}
            return _outcome(client.post(url, content=body, headers=given))


def _outcome(answer: "httpx.Response") -> Outcome:
    status = answer.status_code
    retry_after = answer.headers.get("retry-after")
    if status in _SUCCESS:
        return Outcome(None, status)
    if status in _REDIRECTS:
        return Outcome(Trouble.REDIRECT, status, retry_after)
    return Outcome(Trouble.GONE if status == _GONE else Trouble.STATUS, status, retry_after)


def _trouble_of(error: BaseException) -> Trouble:
    """Tell a certificate that is not of that name, or not good, from a door that is shut."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Trouble.CERTIFICATE
        cause = cause.__cause__ or cause.__context__
    return Trouble.CONNECTION


class _Backend(httpcore.NetworkBackend):
    """Connects to what the rules allow, and bounds everything by one deadline."""

    def __init__(self, client: GuardedClient) -> None:
        self._client = client
        self._deadline = Deadline(client.seconds_at_all)

    def connect_tcp(
        self, host: str, port: int, *_timeout_and_options: object, **_others: object
    ) -> httpcore.NetworkStream:
        """Look a name up, check all it stands for, and connect to that.

        Raises:
            RefusedError: when the name is unknown, or stands for anything that is not allowed.

        """
        client = self._client
        within = client.seconds_to_connect
        numbers = client.resolve(host, port, self._deadline.at_most(within))
        if not numbers:
            raise RefusedError(Trouble.NO_SUCH_NAME)
        if not all(map(client.rules.allows, numbers)):
            raise RefusedError(Trouble.PRIVATE)
        return SocketStream(open_socket(numbers, port, self._deadline, within), self._deadline)

    def connect_unix_socket(self, *_path_and_others: object, **_options: object) -> SocketStream:
        """Never: files are of this machine.

        Raises:
            RefusedError: always.

        """
        raise RefusedError(Trouble.PRIVATE)


Sending = Callable[[str, bytes, Mapping[str, str]], Outcome]
"""What `GuardedClient.post` is: address, body and headers go out, and an outcome comes back."""
