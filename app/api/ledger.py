"""How far the public ledger has come, as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import ledger_shown
from app.queries.revision_shapes import Ledger

router = NounRouter("ledger")


@router.get("/ledger")
def show_ledger(shown: Annotated[Ledger, Depends(ledger_shown)]) -> Ledger:
    """Show the newest number and hash of the public ledger: keep them, to check it later."""
    return shown
