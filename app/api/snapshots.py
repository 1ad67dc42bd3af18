"""Dated copies of all that is public, which stay: the list of them, and each as a ZIP file."""

from typing import Annotated

from fastapi import Depends, Response
from fastapi.responses import FileResponse

from app.api.contract import describe_problem
from app.api.routing import NounRouter
from app.dependencies.proof import snapshot_shown, snapshots_shown
from app.exports.snapshots.shapes import MEDIA_TYPE, Snapshot
from app.exports.snapshots.shelf import Kept
from app.queries.shapes import Listing
from app.wire.kept import ASKED_AGAIN
from app.wire.validators import written_now

router = NounRouter("snapshots")

_A_DAY = "public, max-age=86400"


class ZipResponse(FileResponse):
    """A ZIP file, which can be asked for in parts."""

    media_type = MEDIA_TYPE


@router.get("/snapshots")
def list_snapshots(
    response: Response, shown: Annotated[Listing[Snapshot], Depends(snapshots_shown)]
) -> Listing[Snapshot]:
    """List the snapshots, newest first, with the words to cite each by."""
    response.headers["Last-Modified"] = written_now()
    return shown


@router.get(
    "/snapshots/{name}",
    response_class=ZipResponse,
    responses={
        200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}},
        404: describe_problem("No snapshot has this name: /api/v1/snapshots lists them."),
        451: describe_problem("Something in it was removed since; it comes back without that."),
    },
)
def show_snapshot(kept: Annotated[Kept, Depends(snapshot_shown)]) -> ZipResponse:
    """Give a snapshot, whole or in parts."""
    headers = {
        "ETag": f'"{kept.mark.sha256}"',
        # Not for ever: what a redaction takes out must not go on being handed out by caches.
        "Cache-Control": ASKED_AGAIN if kept.replacement else _A_DAY,
    }
    return ZipResponse(kept.path, headers=headers, filename=kept.name)
