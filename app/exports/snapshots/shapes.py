"""Snapshots as they are listed: what each is of, how to cite it, and whether it can be had."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlsplit

from pydantic import Field

from app.exports.snapshots.redactions import Redaction, outstanding
from app.exports.snapshots.replacing import WHY
from app.exports.snapshots.shelf import Kept
from app.queries.shapes import Shape

ADDRESS = "/api/v1/snapshots/{name}"
MEDIA_TYPE = "application/zip"

_EXAMPLE = "scorecard-2026-11-22.zip"
_CITATION = "Reform Scorecard{site}: snapshot of {day}, revision {length} of its ledger. {where}"


class Snapshot(Shape):
    """One dated copy of all that is public: it stays as it is, and can be cited."""

    name: str = Field(description="The name of the file, a ZIP.", examples=[_EXAMPLE])
    path: str = Field(description="Where it is.", examples=[ADDRESS.format(name=_EXAMPLE)])
    day: dt.date = Field(description="The day it is of.")
    revisions: int = Field(description="How many revisions the ledger had.")
    hash: str = Field(description="The hash of the newest of them.")
    recorded: str = Field(description="When that one was recorded, UTC.")
    bytes: int = Field(description="The length of the file.")
    sha256: str = Field(description="The SHA-256 of the file, in hexadecimal.")
    key: str | None = Field(description="The public key it is signed with; null: it is not signed.")
    citation: str = Field(description="How to cite it, in English.")
    replaced: dt.date | None = Field(
        description="The day on which it was made anew without what was redacted since, if it was."
    )
    replaced_because: str | None = Field(description="Why it was made anew, if it was.")
    redactions: list[int] = Field(description="The revisions that say what was taken out of it.")
    left_out: list[str] = Field(description="The files it lost when it was made anew.")
    is_withheld: bool = Field(
        description="True while it holds something that was redacted since: it cannot be had until"
        " it is made anew."
    )


def shape_of(kept: Kept, redactions: Sequence[Redaction], public_url: str | None) -> Snapshot:
    """Show a snapshot, given all redactions that there are."""
    path, change = ADDRESS.format(name=kept.name), kept.replacement
    host = urlsplit(public_url or "").hostname
    citation = _CITATION.format(
        site=f" ({host})" if host else "",
        day=kept.day,
        length=kept.checkpoint.length,
        where=f"{public_url or ''}{path}, SHA-256 {kept.mark.sha256}.",
    )
    return Snapshot(
        name=kept.name,
        path=path,
        day=kept.day,
        revisions=kept.checkpoint.length,
        hash=kept.checkpoint.hash,
        recorded=kept.checkpoint.time,
        bytes=kept.mark.bytes,
        sha256=kept.mark.sha256,
        key=kept.key,
        citation=citation,
        replaced=change.on if change else None,
        replaced_because=WHY if change else None,
        redactions=[one.revision for one in change.redactions] if change else [],
        left_out=list(change.left_out) if change else [],
        is_withheld=bool(outstanding(kept, redactions)),
    )
