"""Putting the routes of a room into the application, as they are."""

from fastapi import APIRouter, FastAPI


def add_routes(app: FastAPI, router: APIRouter) -> None:
    """Add the routes of a router, which have their whole path already.

    FastAPI's `include_router` would work out every route a second time, at the first request: a
    third of a second and 6 MB for nothing, since no prefix is added here.
    """
    app.router.routes.extend(router.routes)
