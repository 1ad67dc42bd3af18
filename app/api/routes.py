"""All routes of the API in one place."""

from collections.abc import Sequence
from functools import cache

from fastapi import APIRouter, FastAPI

from app.api import (
    about,
    changes,
    commitments,
    comparison,
    corrections,
    documents,
    evidence,
    exports,
    instruments,
    ledger,
    revisions,
    scorecard,
    snapshots,
    themes,
)
from app.api.contract import make_contract
from app.api.routing import Nowhere
from app.wire.routes import add_routes

_NOUNS = (
    scorecard,
    commitments,
    instruments,
    themes,
    documents,
    evidence,
    revisions,
    changes,
    comparison,
    corrections,
    ledger,
    exports,
    snapshots,
    about,
)


def install(app: FastAPI, others: Sequence[APIRouter] = ()) -> None:
    """Add the reading API and `others` under /api/v1; `app.openapi()` is the contract of all."""
    routers = [*(noun.router for noun in _NOUNS), *others]
    for router in routers:
        add_routes(app, router)
    app.router.routes.append(Nowhere())
    routes = [route for router in routers for route in router.routes]
    # Made when it is first asked for: a start need not wait for it.
    app.openapi = cache(lambda: make_contract(app.title, routes))  # type: ignore[method-assign]
