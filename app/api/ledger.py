"""How far the public ledger has come: as JSON, as a signed checkpoint, and the key to check it."""

from typing import Annotated, Any

from fastapi import Depends
from fastapi.responses import FileResponse, PlainTextResponse

from app.api.contract import describe_problem
from app.api.routing import NounRouter
from app.dependencies import ledger_shown
from app.dependencies.proof import NO_KEY, LedgerKey, checkpoint_shown
from app.errors import NotFoundError
from app.queries.revision_shapes import Ledger
from app.settings import bundled

router = NounRouter("ledger")

_NOT_SIGNED: dict[int | str, dict[str, Any]] = {
    404: describe_problem("Nothing is signed here: there is no key.")
}


@router.get("/ledger")
def show_ledger(shown: Annotated[Ledger, Depends(ledger_shown)]) -> Ledger:
    """Show the newest number and hash of the public ledger: keep them, to check it later."""
    return shown


@router.get("/ledger/checkpoint", response_class=PlainTextResponse, responses=_NOT_SIGNED)
def show_checkpoint(note: Annotated[str, Depends(checkpoint_shown)]) -> PlainTextResponse:
    """Show number, hash and time of the newest revision, signed: keep it, to hold us to it.

    A signed note (C2SP signed-note, Ed25519). The same state of the ledger gives the same note.
    """
    return PlainTextResponse(note)


@router.get("/ledger/key", response_class=PlainTextResponse, responses=_NOT_SIGNED)
def show_key(key: LedgerKey) -> PlainTextResponse:
    """Show the public key that checkpoints and snapshots are signed with, on one line.

    Raises:
        NotFoundError: when there is none.

    """
    if key is None:
        raise NotFoundError(NO_KEY)
    return PlainTextResponse(f"{key}\n")


@router.get("/ledger/verify_snapshot.py", response_class=PlainTextResponse)
def show_script() -> FileResponse:
    """Give the script that checks a snapshot: one page of Python, to be read before it is run."""
    path = bundled("docs") / "verify_snapshot.py"
    return FileResponse(path, media_type="text/plain", filename=path.name)
