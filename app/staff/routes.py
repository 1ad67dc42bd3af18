"""All rooms of the desk in one place."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.staff import (
    account,
    account_factor,
    commitments,
    deciding,
    desk,
    guide,
    history,
    imports,
    one_import,
    one_time,
    people,
    person,
    proposals,
    proposing,
    redaction,
    second_step,
    signing_in,
    tokens,
    webhook,
    webhooks,
)
from app.staff.links import PREFIX, link
from app.staff.routing import Door
from app.wire.routes import add_routes

ROOMS = (desk, signing_in, second_step, one_time, account, account_factor, tokens, people, person)
WORKROOMS = (
    proposing,
    proposals,
    deciding,
    commitments,
    history,
    redaction,
    guide,
    imports,
    one_import,
    webhooks,
    webhook,
)


def install(app: FastAPI) -> None:
    """Add the staff pages; before the public pages, whose answers to crashes stand around these."""
    for room in (*ROOMS, *WORKROOMS):
        add_routes(app, room.router)
    app.add_route(PREFIX, _to_desk, include_in_schema=False)
    app.add_middleware(Door)


async def _to_desk(_request: Request) -> Response:
    return RedirectResponse(link("desk"), 307)
