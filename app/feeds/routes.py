"""The addresses of feeds: of all, of an entry, and of what a list finds."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from app.dependencies import (
    PresentView,
    feed_found,
    feed_of_commitment_shown,
    feed_of_instrument_shown,
    feed_of_theme_shown,
    feed_shown,
)
from app.dependencies.served import PREFIX
from app.feeds import atom, json_feed
from app.feeds.entries import Reader
from app.links import FEED_ATOM, FEED_JSON
from app.queries.act_shapes import Feed
from app.wire.routes import add_routes

FEEDS: dict[str, Callable[..., Feed]] = {
    "": feed_shown,
    "/commitments": feed_found,
    "/commitments/{id}": feed_of_commitment_shown,
    "/instruments/{id}": feed_of_instrument_shown,
    "/themes/{id}": feed_of_theme_shown,
}
"""What can be followed, by the beginning of its address after the language."""

FORMS: dict[str, tuple[str, Callable[[Feed, Reader], bytes]]] = {
    FEED_ATOM: (atom.MEDIA_TYPE, atom.atom_of),
    FEED_JSON: (json_feed.MEDIA_TYPE, json_feed.json_feed_of),
}
"""The form of a feed by the last part of its address."""


class FeedRoute(APIRoute):
    """A route that answers HEAD as well."""

    def __init__(self, *positional: object, **named: object) -> None:
        """Take what `APIRoute` takes."""
        super().__init__(*positional, **named)  # type: ignore[arg-type]
        self.methods = {*(self.methods or ()), "HEAD"}


router = APIRouter(prefix=PREFIX, route_class=FeedRoute, include_in_schema=False)


def install(app: FastAPI) -> None:
    """Add the feeds; before the pages, since they stand where a commitment's id could."""
    add_routes(app, router)


for _path, _feed in FEEDS.items():
    for _name in FORMS:

        @router.get(f"{_path}/{_name}", response_class=Response)
        def show_feed(
            request: Request, seen: PresentView, feed: Annotated[Feed, Depends(_feed)]
        ) -> Response:
            """Show one feed in the form that its address names."""
            media_type, write = FORMS[request.url.path.rpartition("/")[2]]
            reader = Reader(seen.tongue, request.app.state.settings.public_url)
            return Response(write(feed, reader), media_type=media_type)
