"""How a request to the API travels: rules that hold for every address, each in one place."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from app.api.contract import make_contract
from app.api.deprecation import headers_of, link_of
from app.api.linking import links_of
from app.api.next_page import noting_next
from app.api.parameters import known_parameters, refuse_unknown
from app.wire.contract import operations_at
from app.wire.link_headers import written
from app.wire.quality import accepted

PREFIX = "/api/v1"
READING = frozenset({"GET", "HEAD"})
_GOOD = 300
_JSON = "application/json"


class StrictRoute(APIRoute):
    """A route that takes only what the contract names, and says where to go from its answer.

    What answers GET answers HEAD as well.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **named: Any) -> None:  # noqa: ANN401 - passed on as given
        """Take what `APIRoute` takes."""
        super().__init__(path, noting_next(endpoint), **named)
        methods = self.methods or set()
        self.methods = methods | {"HEAD"} if "GET" in methods else methods

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the checks of query and Accept before the answer, and its headers behind it.

        Raises:
            BadParametersError: when the query holds what the contract does not name.
            HTTPException: when the client wants none of the forms in which this is answered.

        """
        request = Request(scope)
        operation = self._operation(request)
        if request.method in READING | (self.methods or set()):
            refuse_unknown(request, self.contract, self.path_format)
            _refuse_other_forms(request, operation)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _say_languages(request, headers)
                if message["status"] < _GOOD:
                    self._say_where_to_go(request, operation, headers)
            await send(message)

        await super().handle(scope, receive, send_with_headers)

    @cached_property
    def contract(self) -> Mapping[str, Any]:
        """What the contract says of this address: all of it takes a second to make, this none."""
        return make_contract("", [self])

    def _operation(self, request: Request) -> Mapping[str, Any]:
        """Find what the contract says of this; HEAD is described by what it says of GET."""
        method = "GET" if request.method == "HEAD" else request.method
        described = self.contract["paths"].get(self.path_format, {})
        found: Mapping[str, Any] = described.get(method.lower(), {})
        return found

    def _say_where_to_go(
        self, request: Request, operation: Mapping[str, Any], headers: MutableHeaders
    ) -> None:
        following = getattr(request.state, "following", None)
        known = known_parameters(self.contract, self.path_format)
        links = [*links_of(request, self.path_format, known, following), *link_of(operation)]
        headers.setdefault("Link", written(links))
        for name, value in headers_of(operation).items():
            headers.setdefault(name, value)


def _refuse_other_forms(request: Request, operation: Mapping[str, Any]) -> None:
    answers = operation.get("responses", {})
    good: Mapping[str, Any] = next(
        (one for status, one in answers.items() if status < str(_GOOD)), {}
    )
    offered = list(good.get("content", {_JSON: {}}))
    wanted = ", ".join(request.headers.getlist("accept"))
    if offered and accepted(wanted, offered) is None:
        forms = " or ".join(offered)
        raise HTTPException(406, f"This is answered as {forms}: name that in Accept, or */*.")


def _say_languages(request: Request, headers: MutableHeaders) -> None:
    tongue = getattr(request.state, "tongue", None)
    if tongue is not None and tongue.came:
        headers.setdefault("Content-Language", ", ".join(tongue.languages()))


class NounRouter(APIRouter):
    """The addresses of one noun under /api/v1."""

    def __init__(self, tag: str) -> None:
        """Begin without addresses; `tag` is the heading they stand under in the contract."""
        super().__init__(
            prefix=PREFIX,
            tags=[tag],
            route_class=StrictRoute,
            generate_unique_id_function=lambda route: route.name,
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
