"""How the address of a page is read, before anything else looks at it."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from app.dependencies.served import PREFIX

__all__ = ["PREFIX", "PageRoute", "page_router"]


def page_router() -> APIRouter:
    """Make the router of pages that have an address in every language."""
    return APIRouter(prefix=PREFIX, route_class=PageRoute, include_in_schema=False)


class PageRoute(APIRoute):
    """A route that answers HEAD as well, and leaves out what a form sent without a value."""

    def __init__(self, *positional: Any, **named: Any) -> None:  # noqa: ANN401 - passed on as given
        """Take what `APIRoute` takes."""
        super().__init__(*positional, **named)
        self.methods = {*(self.methods or ()), "HEAD"}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a redirect where a parameter has no value, else what the page answers."""
        request = Request(scope)
        given = request.query_params.multi_items()
        kept = [(name, value.strip()) for name, value in given if value.strip()]
        if kept == given:
            await super().handle(scope, receive, send)
            return
        query = f"?{urlencode(kept)}" if kept else ""
        await RedirectResponse(request.url.path + query, 307)(scope, receive, send)
