"""What others can hold us to: the signed checkpoint, the public key, and the dated snapshots."""

import logging
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from fastapi import Path as PathParameter

from app.dependencies.views import PresentView
from app.domain.messages import message
from app.errors import NotFoundError, WithheldError
from app.exports.snapshots.redactions import Redaction, outstanding, redactions_in
from app.exports.snapshots.shapes import Snapshot, shape_of
from app.exports.snapshots.shelf import Kept, find_kept, list_kept
from app.exports.snapshots.taking import checkpoint_of
from app.queries.counting import Remembered
from app.queries.shapes import Listing
from app.queries.view import View
from app.settings import Settings
from app.store.signing import KeyFaultError, PublicKey, SigningKey

NO_KEY = message(
    "Nothing is signed here: this installation has no signing key, or none that works. The newest "
    "number and hash are at /api/v1/ledger."
)
NOTHING_YET = message("Nothing was recorded here yet.")
NO_SNAPSHOT = message("There is no snapshot of this name: they are listed at /api/v1/snapshots.")
BEING_REPLACED = message(
    "This snapshot is being replaced: something in it was removed since, to protect a person. It "
    "will be here again without that; /api/v1/snapshots lists the others."
)

_log = logging.getLogger(__name__)
_redactions: Remembered[list[Redaction]] = Remembered()


@lru_cache(maxsize=4)
def _key_in(path: Path) -> SigningKey:
    from app.store.key_files import load_key  # noqa: PLC0415 - few installations sign

    return load_key(path)


def signing_key(settings: Settings) -> SigningKey | None:
    """Give the key that signs, read once in the life of this process; None where there is none.

    One that is set and cannot be used is none as well, and the log says so: what is not signed can
    still be read.
    """
    if settings.signing_key is None:
        return None
    try:
        return _key_in(settings.signing_key)
    except KeyFaultError as error:
        _log.error("nothing is signed: %s", error.detail)
        return None


def public_key_shown(request: Request) -> PublicKey | None:
    """Give the public key; None where nothing is signed."""
    key = signing_key(request.app.state.settings)
    return key.public if key else None


def checkpoint_shown(request: Request, seen: PresentView) -> str:
    """Give the signed checkpoint of the public ledger.

    Raises:
        NotFoundError: when there is no key to sign it with, or nothing to sign.

    """
    key = signing_key(request.app.state.settings)
    if key is None:
        raise NotFoundError(seen.tongue.say(NO_KEY))
    point = checkpoint_of(seen)
    if point is None:
        raise NotFoundError(seen.tongue.say(NOTHING_YET))
    return point.signed(key)


def snapshots_shown(request: Request, seen: PresentView) -> Listing[Snapshot]:
    """List the snapshots, newest first."""
    settings: Settings = request.app.state.settings
    redactions = _known_redactions(seen)
    found = [
        shape_of(one, redactions, settings.public_url) for one in list_kept(settings.snapshots)
    ]
    return Listing[Snapshot](items=found, total=len(found))


def snapshot_shown(
    request: Request,
    seen: PresentView,
    name: Annotated[
        str,
        PathParameter(
            description="The name of a snapshot.",
            max_length=80,
            examples=["scorecard-2026-11-22.zip"],
        ),
    ],
) -> Kept:
    """Find one snapshot that may be had.

    Raises:
        NotFoundError: when there is none of this name.
        WithheldError: when it holds something that was redacted since.

    """
    folder: Path = request.app.state.settings.snapshots
    kept = find_kept(folder, name)
    if kept is None:
        raise NotFoundError(seen.tongue.say(NO_SNAPSHOT))
    if outstanding(kept, _known_redactions(seen)):
        raise WithheldError(seen.tongue.say(BEING_REPLACED))
    return kept


def _known_redactions(seen: View) -> list[Redaction]:
    return _redactions.get(seen.key, lambda: redactions_in(seen.session))


LedgerKey = Annotated[PublicKey | None, Depends(public_key_shown)]
