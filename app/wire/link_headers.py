"""The Link header (RFC 8288): where else to go from an answer, without reading it."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote


class Link(NamedTuple):
    """A link to an address, which is a path here or whole, and what is found there.

    `of` holds further attributes: `type`, `hreflang`.
    """

    address: str
    relation: str
    of: tuple[tuple[str, str], ...] = ()


def written(links: Iterable[Link]) -> str:
    """Write links as the value of a Link header."""
    return ", ".join(map(_one, links))


def _one(link: Link) -> str:
    attributes = (("rel", link.relation), *link.of)
    told = "; ".join(f'{name}="{value}"' for name, value in attributes)
    # Nothing in an address may end it: what could is percent-encoded.
    return f"<{quote(link.address, safe='%/:?#[]@!$&()*+,;=~-._')}>; {told}"
