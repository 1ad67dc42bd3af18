"""Addresses of the desk: every link of a staff page to another one, and every redirect.

A room's routes take their paths from the same table, so that links and routes cannot disagree.
"""

import re
from urllib.parse import quote, urlencode

PREFIX = "/staff"
"""What the path of every staff page begins with."""

PATHS = {
    "desk": "/",
    "sign-in": "/sign-in",
    "kept": "/sign-in/kept",
    "second-step": "/second-step",
    "factor": "/second-step/set-up",
    "sign-out": "/sign-out",
    "link": "/links/{token}",
    "account": "/account",
    "account-language": "/account/language",
    "account-password": "/account/password",
    "account-factor": "/account/second-step",
    "account-codes": "/account/recovery-codes",
    "account-sessions": "/account/sessions",
    "session-end": "/account/sessions/{id}/end",
    "tokens": "/account/tokens",
    "token-end": "/account/tokens/{id}/end",
    "people": "/people",
    "invite": "/people/invite",
    "person": "/people/{number}",
    "person-name": "/people/{number}/name",
    "person-act": "/people/{number}/{act}",
    "webhooks": "/webhooks",
    "webhook": "/webhooks/{id}",
    "webhook-test": "/webhooks/{id}/test",
    "webhook-pause": "/webhooks/{id}/pause",
    "webhook-resume": "/webhooks/{id}/resume",
    "webhook-again": "/webhooks/{id}/again/{first}",
    "webhook-act": "/webhooks/{id}/{act}",
    "queue": "/queue",
    "commitments": "/commitments",
    "commitment": "/commitments/{id}",
    "looked-at": "/commitments/{id}/looked-at",
    "document": "/documents/{id}",
    "history": "/history/{subject}/{id}",
    "new-proposal": "/proposals/new",
    "proposal": "/proposals/{id}",
    "proposal-edit": "/proposals/{id}/edit",
    "proposal-version": "/proposals/{id}/versions/{number}",
    "proposal-act": "/proposals/{id}/{act}",
    "imports": "/imports",
    "import-template": "/imports/templates/{kind}",
    "import-take-in": "/imports/take-in",
    "import-faults": "/imports/faults",
    "import": "/imports/{id}",
    "import-retract": "/imports/{id}/retract",
    "import-act": "/imports/{id}/{act}",
    "redaction": "/redaction",
    "guide": "/guide",
}
"""Every page and every act by name, with its path after the prefix."""

_PLACE = re.compile(r"\{(\w+)\}")
_LOCAL = re.compile(rf"{PREFIX}/[A-Za-z0-9._~/-]*(\?[A-Za-z0-9._~/%+=&,:-]*)?")
_LONGEST = 2_000


def link(name: str, /, anchor: str | None = None, **values: object) -> str:
    """Give the address of a page; what its path has no place for becomes the query.

    Values of the query that are None are left out.

    Raises:
        KeyError: when there is no such page, or a value of its path is missing.

    """
    path = PATHS[name]
    places = _PLACE.findall(path)
    filled = path.format(**{place: quote(str(values[place]), safe="") for place in places})
    asked = {key: one for key, one in values.items() if key not in places and one is not None}
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{PREFIX}{filled}{query}{f'#{quote(anchor)}' if anchor else ''}"


def is_staff(path: str) -> bool:
    """Say whether a path is one of the desk, whether or not there is a page."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def own_path(text: str | None) -> str | None:
    """Give a path that came from outside, if it can lead to nothing but a page of the desk."""
    if not text or len(text) > _LONGEST or not _LOCAL.fullmatch(text):
        return None
    path = text.partition("?")[0]
    return None if "//" in path or ".." in path else text
