"""Under which licence what is exported may be used, where that is known."""

import hashlib
from functools import cache

from sqlalchemy import exists, select
from sqlmodel import col

from app.queries.view import View
from app.settings import bundled
from app.store.tables import Revision

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
"""The licence of the registry that ships with the program (LICENSE-DATA)."""

_OF_LOADS = "registry"


def licence_of(view: View) -> dict[str, str] | None:
    """Give the licence of what is exported; None where nobody has told it to this program.

    Known is that of the shipped registry, as long as it is the very file that was loaded and
    nothing that other people wrote has been published beside it.
    """
    by_others = exists().where(col(Revision.actor) != _OF_LOADS)
    if view.loaded != _shipped() or view.session.execute(select(by_others)).scalar_one():
        return None
    return LICENCE


@cache
def _shipped() -> str:
    """Give the SHA-256 of the registry file that ships with the program."""
    return hashlib.sha256((bundled("data") / "commitments.yaml").read_bytes()).hexdigest()
