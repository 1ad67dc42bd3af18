"""Headers in which a client says what it would rather have: `text/html, */*;q=0.1`."""

import re
from collections.abc import Iterator, Mapping, Sequence

_LONGEST = 1_000
_QUALITY = re.compile(r"\s*q\s*=\s*(?P<quality>[01](?:\.[0-9]{0,3})?)\s*", re.IGNORECASE)
_MEDIA_RANGE = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+")


def qualities(header: str) -> dict[str, float]:
    """Read a header into what is named and how much it is wanted, from 0 (not at all) to 1.

    Names are in small letters and without parameters. What cannot be read is passed over.
    """
    return dict(_read(header[:_LONGEST]))


def _read(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        name, *parameters = part.split(";")
        found = [match for one in parameters if (match := _QUALITY.fullmatch(one))]
        if name.strip():
            yield name.strip().lower(), min(float(found[0]["quality"]), 1.0) if found else 1.0


def accepted(header: str | None, offered: Sequence[str]) -> str | None:
    """Choose among media types by an Accept header; where it likes several as much, the first.

    Without a header, or with one in which nothing can be read, anything will do. None when
    nothing that is offered is wanted.
    """
    asked = {
        name: quality
        for name, quality in qualities(header or "").items()
        if _MEDIA_RANGE.fullmatch(name)
    }
    if not asked:
        return offered[0]
    wanted = {one: _quality_of(one, asked) for one in offered}
    best = max(offered, key=lambda one: wanted[one])
    return best if wanted[best] > 0 else None


def _quality_of(offer: str, asked: Mapping[str, float]) -> float:
    """Say how much a type is wanted: the most exact that was said about it decides."""
    kind, _, _ = offer.partition("/")
    said = (asked[name] for name in (offer, f"{kind}/*", "*/*") if name in asked)
    return next(said, 0.0)
