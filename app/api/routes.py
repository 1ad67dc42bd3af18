"""All routes of the API in one place."""

from functools import cache

from fastapi import FastAPI

from app.api import (
    about,
    commitments,
    documents,
    evidence,
    instruments,
    revisions,
    scorecard,
    themes,
)
from app.api.contract import make_contract
from app.api.routing import Nowhere

_NOUNS = (scorecard, commitments, instruments, themes, documents, evidence, revisions, about)


def install(app: FastAPI) -> None:
    """Add the reading API under /api/v1, and make `app.openapi()` its contract."""
    for noun in _NOUNS:
        app.include_router(noun.router)
    app.router.routes.append(Nowhere())
    routes = [route for noun in _NOUNS for route in noun.router.routes]
    # Made when it is first asked for: a start need not wait for it.
    app.openapi = cache(lambda: make_contract(app.title, routes))  # type: ignore[method-assign]
