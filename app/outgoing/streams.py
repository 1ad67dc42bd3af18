"""A connection of which every step ends by one deadline, however slowly the other side drips."""

import socket
import ssl

import httpcore

from app.outgoing.connecting import Deadline

_PIECE = 4_096


class SocketStream(httpcore.NetworkStream):
    """An open socket, plain or encrypted; what httpcore asks for in seconds counts for nothing."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        """Take over an open socket, which `close` closes."""
        self._socket = connection
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline rules
        """Read what there is, a small piece at a time.

        Raises:
            httpcore.ReadTimeout: when the time is over.
            httpcore.ReadError: when the connection broke.

        """
        self._socket.settimeout(self._deadline.at_most())
        try:
            return self._socket.recv(min(max_bytes, _PIECE))
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as in `read`
        """Write all of it.

        Raises:
            httpcore.WriteTimeout: when the time is over.
            httpcore.WriteError: when the connection broke.

        """
        left = memoryview(buffer)
        try:
            while left:
                self._socket.settimeout(self._deadline.at_most())
                left = left[self._socket.send(left[:_PIECE]) :]
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error
        except OSError as error:
            raise httpcore.WriteError from error

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as in `read`
    ) -> "SocketStream":
        """Encrypt from here on, with whoever proves to be `server_hostname`.

        Raises:
            httpcore.ConnectTimeout: when the time is over.
            httpcore.ConnectError: when they do not prove it.

        """
        self._socket.settimeout(self._deadline.at_most())
        try:
            encrypted = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except TimeoutError as error:
            self.close()
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            self.close()
            raise httpcore.ConnectError from error
        return SocketStream(encrypted, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """Say whether there is something to read, and whether it is encrypted; nothing else."""
        if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket):
            return self._socket
        return None
