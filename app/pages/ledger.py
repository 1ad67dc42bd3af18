"""The public ledger: its newest number and hash, what they prove, and how to check them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from app import links
from app.dependencies import ledger_shown
from app.dependencies.proof import LedgerKey
from app.domain.messages import message
from app.pages.page import Page, PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.revision_shapes import Ledger

router = page_router()

PROVEN = (
    message(
        "That nobody altered, moved, left out or slipped in anything, up to a checkpoint that you "
        "hold: every later ledger must have that hash at that number."
    ),
    message(
        "That whoever has the key of this site said so: nobody else can sign in its name. They "
        "cannot take it back either: two checkpoints that contradict each other, both signed, are "
        "proof against them."
    ),
    message(
        "That every file of a snapshot is, to the last byte, what was signed when it was made."
    ),
)
NOT_PROVEN = (
    message("That what is recorded is true. Each piece of evidence names its source: read that."),
    message(
        "That everybody is shown the same ledger. Compare your checkpoint with one that somebody "
        "else was given: the longer ledger must pass through the shorter one."
    ),
    message(
        "Anything about the time before the first checkpoint that somebody outside kept: until "
        "then the whole chain could have been made anew."
    ),
    message(
        "The days and hours: they are what this site says. That a checkpoint was there on a day is "
        "shown by whoever kept it, or by a newspaper or archive that printed it."
    ),
    message(
        "What a redaction removed: that something stood there, and which revision says why, can be "
        "seen for ever; the words are gone."
    ),
)


@dataclass(frozen=True, slots=True)
class Command:
    """Something to type: its id in the page, what it does, and the words."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """How far the ledger has come; `time` is in the installation's time zone.

    `key` is the public key, if anything is signed here; `commands` are in the order to type them.
    Without a key the first of what is proven is all.
    """

    ledger: Ledger
    time: datetime | None
    key: str | None
    fingerprint: str | None
    commands: list[Command]
    script: str
    checkpoint: str
    proven: tuple[str, ...]
    NOT_PROVEN: tuple[str, ...] = NOT_PROVEN


_PAGE = Template[LedgerShown]("pages/ledger.html")


@router.get("/ledger")
def show_ledger(
    request: Request,
    page: PresentPage,
    ledger: Annotated[Ledger, Depends(ledger_shown)],
    key: LedgerKey,
) -> HTMLResponse:
    """Show the newest number and hash, and how to hold us to them."""
    zone = request.app.state.settings.zone
    shown = LedgerShown(
        ledger=ledger,
        time=datetime.fromisoformat(ledger.time).astimezone(zone) if ledger.time else None,
        key=str(key) if key else None,
        fingerprint=key.fingerprint if key else None,
        commands=_commands(page, str(key)) if key else [],
        script=links.proof("verify_snapshot.py"),
        checkpoint=links.proof("checkpoint"),
        proven=PROVEN if key else PROVEN[:1],
    )
    return _PAGE.show(page, shown)


def _commands(page: Page, key: str) -> list[Command]:
    """Give what to type to keep a checkpoint, and to check a snapshot later."""
    point, script = (page.whole(links.proof(part)) for part in ("checkpoint", "verify_snapshot.py"))
    snapshot = page.whole(links.twin(page.language, "snapshots", "scorecard-YYYY-MM-DD.zip"))
    return [
        Command(
            "page_keep",
            message("Keep a checkpoint; do it again whenever you like, and keep all of them:"),
            f"curl -o checkpoint-$(date +%F) {point}",
        ),
        Command(
            "page_take",
            message("Take a snapshot and the script that checks it, and read the script:"),
            f"curl -O {snapshot.partition('?')[0]}\ncurl -O {script}",
        ),
        Command(
            "page_check",
            message("Check the snapshot, and that it continues a checkpoint that you kept:"),
            f"pip install cryptography\npython3 verify_snapshot.py scorecard-YYYY-MM-DD.zip "
            f"'{key}' checkpoint-YYYY-MM-DD",
        ),
    ]
