"""How a request to the API travels: rules that hold for every address, each in one place."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from app.api.addresses import operations_at
from app.api.parameters import refuse_unknown

PREFIX = "/api/v1"
READING = frozenset({"GET", "HEAD"})


class StrictRoute(APIRoute):
    """A route that takes only what the contract names, and says which languages came."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the check of the query before the answer, and Content-Language behind it.

        Raises:
            BadParametersError: when the query holds what the contract does not name.

        """
        request = Request(scope)
        if request.method in READING | (self.methods or set()):
            refuse_unknown(request, self.path_format)

        async def send_with_languages(message: Message) -> None:
            tongue = getattr(request.state, "tongue", None)
            if message["type"] == "http.response.start" and tongue is not None and tongue.came:
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Language", ", ".join(tongue.languages()))
            await send(message)

        await super().handle(scope, receive, send_with_languages)


class NounRouter(APIRouter):
    """The addresses of one noun under /api/v1. Each answers HEAD as it answers GET."""

    def __init__(self, tag: str) -> None:
        """Begin without addresses; `tag` is the heading they stand under in the contract."""
        super().__init__(
            prefix=PREFIX,
            tags=[tag],
            route_class=StrictRoute,
            generate_unique_id_function=lambda route: route.name,
        )

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **named: Any) -> None:  # noqa: ANN401 - passed on as given
        """Add an address for GET and, unmentioned in the contract, for HEAD."""
        super().add_api_route(path, endpoint, **named)
        super().add_api_route(
            path, endpoint, **named | {"methods": ["HEAD"], "include_in_schema": False}
        )


class Nowhere(BaseRoute):
    """Everything else under /api/: not found, whatever the method, and never redirected.

    Without it a slash at the end would be answered with a redirect to an address made of the
    request's Host header, and pages could be asked for addresses that begin with /api.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match whatever is under /api/, after all other routes had their turn."""
        path: str = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith("/api/"):
            return Match.NONE, {}
        return (Match.FULL if scope["method"] in READING else Match.PARTIAL), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as every route
        """Say that there is nothing; or, where something is answered but GET, that it is not.

        Raises:
            HTTPException: always.

        """
        answered = operations_at(scope["app"].openapi(), scope["path"])
        scope["is_private"] = any("security" in one for one in answered.values())
        raise HTTPException(405 if answered else 404)
