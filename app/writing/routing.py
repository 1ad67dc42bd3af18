"""How a request to the writing API travels, and how its answers are kept private."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from app.api.routing import PREFIX, StrictRoute
from app.domain.workflow import Verb
from app.writing.access import admission
from app.writing.described import of_act, of_show

Added = Callable[[Callable[..., Any]], Callable[..., Any]]


class PrivateRoute(StrictRoute):
    """A route whose answers are for the bearer of a token alone, errors too."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Mark the request: whoever adds headers to its answer leaves others out."""
        scope["is_private"] = True
        await super().handle(scope, receive, send)


class WritingRouter(APIRouter):
    """The addresses of one noun under /api/v1 that take a token.

    The verb stands beside the address: role and scope are asked for by it, the contract says it.
    """

    def __init__(self, tag: str) -> None:
        """Begin without addresses; `tag` is the heading they stand under in the contract."""
        super().__init__(
            prefix=PREFIX,
            tags=[tag],
            route_class=PrivateRoute,
            generate_unique_id_function=lambda route: route.name,
        )

    def shows(
        self, path: str, verb: Verb | None = Verb.READ, *, has_version: bool = False
    ) -> Added:
        """Add an address for GET.

        Without `verb` any token will do. `has_version` says that the answer comes with an ETag.
        """

        def add(endpoint: Callable[..., Any]) -> Callable[..., Any]:
            said, admitted = of_show(verb, has_version=has_version), [Depends(admission(verb))]
            return self.get(path, openapi_extra=said, dependencies=admitted)(endpoint)

        return add

    def acts(
        self,
        path: str,
        verb: Verb,
        takes: type[BaseModel] | None = None,
        method: str = "POST",
        **named: Any,  # noqa: ANN401 - passed on as given
    ) -> Added:
        """Add an address at which a verb is done; a body is described by `takes`."""
        return self.api_route(
            path,
            methods=[method],
            dependencies=[Depends(admission(verb))],
            openapi_extra=of_act(verb, takes),
            **named,
        )
