"""Where this program may send something: to the public internet, by name or number, and no further.

Whoever may type an address could otherwise have this server ask for what only it can reach: a
database beside it, a router, the address from which clouds hand out keys.
"""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

LONGEST = 2_000
WEB_PORTS = frozenset({80, 443})
_PORT_OF = {"https": 443, "http": 80}

# Beside what Python says is not global, which differs between its versions: relays and networks
# that lead to another address, multicast, documentation, and what is not given out.
_BLOCKED_4 = [
    IPv4Network(block) for block in ("0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3")
]
_BLOCKED_6 = [
    IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
# All that is given out to anybody. An IPv4 address in IPv6 clothes, mapped or translated, is not.
_GIVEN_OUT = IPv6Network("2000::/3")


class Trouble(StrEnum):
    """Why something could not be sent, or was not taken."""

    ADDRESS = "address"
    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    PORT = "port"
    NO_SUCH_NAME = "no_such_name"
    PRIVATE = "private"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIME = "time"
    ANSWER = "answer"
    REDIRECT = "redirect"
    STATUS = "status"
    GONE = "gone"


class RefusedError(Exception):
    """Nothing was sent: the address is none, or leads to where nothing may be sent."""

    def __init__(self, trouble: Trouble) -> None:
        """Keep what is wrong with the address."""
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Rules:
    """What addresses must be like. `ports` of None allows all, and only tests say so.

    `allows` is asked about every number that a name stands for.
    """

    allows: "Allows"
    ports: frozenset[int] | None = WEB_PORTS


def is_public(text: str) -> bool:
    """Say whether a number is one that belongs to somebody on the public internet."""
    try:
        number = ip_address(text)
    except ValueError:  # with a zone, such as fe80::1%eth0, which is none of them either
        return False
    return _is_public_6(number) if isinstance(number, IPv6Address) else _is_public_4(number)


def _is_public_4(number: IPv4Address) -> bool:
    return number.is_global and not any(number in block for block in _BLOCKED_4)


def _is_public_6(number: IPv6Address) -> bool:
    is_given_out = number in _GIVEN_OUT and number.is_global
    return is_given_out and not any(number in block for block in _BLOCKED_6)


class Allows:
    """The public internet alone, unless a test names numbers of its own machine besides."""

    def __init__(self, *besides: str) -> None:
        """Keep the exceptions."""
        self._besides = frozenset(besides)

    def __call__(self, number: str) -> bool:
        """Say whether something may be sent to a number."""
        return number in self._besides or is_public(number)


PUBLIC_WEB = Rules(Allows())
"""The rules outside of tests."""


def read_address(text: str, rules: Rules = PUBLIC_WEB) -> "httpx.URL":
    """Read an address as far as it can be judged without asking anybody.

    Raises:
        RefusedError: when nothing may ever be sent there, whatever its name stands for.

    """
    import httpx  # noqa: PLC0415 - 6 MB, for who uses webhooks

    try:
        url = httpx.URL(text)
        faults = _faults(text, url, rules)  # it is here that a name in Punycode is read
    except (httpx.InvalidURL, ValueError, TypeError):
        raise RefusedError(Trouble.ADDRESS) from None
    for trouble, is_so in faults.items():
        if is_so:
            raise RefusedError(trouble)
    return url


def host_of(address: str) -> str:
    """Give the host of an address that was taken."""
    import httpx  # noqa: PLC0415 - as above

    return httpx.URL(address).host


def _faults(text: str, url: "httpx.URL", rules: Rules) -> dict[Trouble, bool]:
    """Say of every fault that shows by itself whether an address has it, the gravest first."""
    is_written_well = len(text) <= LONGEST and text.isprintable() and " " not in text
    port = url.port or _PORT_OF.get(url.scheme)
    return {
        Trouble.SCHEME: url.scheme not in _PORT_OF,
        Trouble.ADDRESS: not (is_written_well and url.host) or bool(url.fragment),
        Trouble.CREDENTIALS: bool(url.userinfo),
        Trouble.PORT: rules.ports is not None and port not in rules.ports,
        Trouble.PRIVATE: _is_number(url.host) and not rules.allows(url.host),
    }


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
