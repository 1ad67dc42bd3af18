"""Whoever drips, says nonsense or is somebody else: each is left in time, and told apart."""

import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.outgoing.addresses import Trouble
from app.outgoing.guarded import GuardedClient, Outcome
from tests.outgoing.receivers import HERE, HERE_TOO, receiving


def sent(client: GuardedClient, address: str) -> Outcome:
    return client.post(address, b"{}", {})


class Speaker(socketserver.StreamRequestHandler):
    """Says the same to anybody, piece by piece; then, with a pause, the last piece for ever."""

    pieces: tuple[bytes, ...] = ()
    pause: float | None = None
    is_over = threading.Event()

    def handle(self) -> None:
        """Speak until nobody listens."""
        self.request.recv(65_536)
        with suppress(OSError):
            for piece in self.pieces:
                self.request.sendall(piece)
            while self.pause is not None and not self.is_over.wait(self.pause):
                self.request.sendall(self.pieces[-1])


@contextmanager
def speaking(*pieces: bytes, pause: float | None = None) -> Iterator[str]:
    """A server on this machine that knows nothing but to say these."""
    over = threading.Event()
    said = {"pieces": pieces, "pause": pause, "is_over": over}
    speaker = type("Saying", (Speaker,), said)
    with socketserver.ThreadingTCPServer((HERE, 0), speaker) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://{HERE}:{server.server_address[1]}/"
        over.set()
        server.shutdown()
        thread.join(10)


QUICK = replace(HERE_TOO, seconds_at_all=0.25)


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((b"",), id="silence"),
        pytest.param((b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), id="headers without end"),
        pytest.param((b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b""), id="no body"),
        pytest.param((b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", b"x"), id="dripping body"),
    ],
)
def test_whoever_drips_is_left_when_the_time_is_over(pieces: tuple[bytes, ...]) -> None:
    with speaking(*pieces, pause=0.05) as address:
        assert sent(QUICK, address) == Outcome(Trouble.TIME)


def test_an_endless_answer_is_read_no_further_than_its_beginning() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\nContent-Encoding: gzip\r\n\r\n"
    with speaking(head, b"x" * 60_000, pause=0.0) as address:
        assert sent(HERE_TOO, address) == Outcome(None, 200)


@pytest.mark.parametrize(
    "piece", [b"SSH-2.0-x\r\n", b"\x00" * 100, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nx"]
)
def test_what_is_no_answer_is_said_to_be_none(piece: bytes) -> None:
    with speaking(piece) as address:
        assert sent(HERE_TOO, address) == Outcome(Trouble.ANSWER)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for hooks.example, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName("hooks.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(pem) + private)
    return path


@pytest.mark.parametrize(
    ("name", "is_known", "trouble"),
    [
        ("hooks.example", True, None),
        ("other.example", True, Trouble.CERTIFICATE),
        ("hooks.example", False, Trouble.CERTIFICATE),
    ],
)
def test_the_name_must_be_proved_by_a_certificate(
    name: str, is_known: bool, trouble: Trouble | None, certificate: Path
) -> None:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    trusted = ssl.create_default_context(cafile=str(certificate)) if is_known else None
    client = replace(HERE_TOO, resolve=lambda *_: [HERE], trusted=trusted)
    with receiving(serving) as receiver:
        outcome = sent(client, f"https://{name}:{receiver.port}/")
    assert outcome.trouble is trouble
    assert len(receiver.got) == (trouble is None)
