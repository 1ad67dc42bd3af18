"""One call of a tool: what it sent, what it says of versions, and the answer to fill."""

import re
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from app.domain.messages import message
from app.errors import BadParameterError, VersionNeededError
from app.queries.languages import Tongue
from app.writing.bodies import body_sent, no_body_sent, read_body

IF_MATCH = "If-Match"

NO_VERSION = message(
    'Send If-Match with the ETag that you were given, such as "3": then nothing that somebody '
    "else saved meanwhile is written over."
)
BAD_VERSION = message(
    'Send one ETag, as you were given it, such as "3". Neither * will do nor a list: a change is '
    "made to a text that you have seen."
)

_ETAG = re.compile(r'"([1-9][0-9]{0,8})"')
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a tool that was admitted, with its whole body, and the answer to it."""

    request: Request
    response: Response
    body: bytes

    @property
    def tongue(self) -> Tongue:
        """The language of the person that the tool acts for."""
        tongue: Tongue = self.request.state.tongue
        return tongue

    def read(self, model: type[T]) -> T:
        """Read what was sent as what `model` describes.

        Raises:
            FaultyDraftError: naming every field that is wrong.

        """
        return read_body(model, self.body, self.tongue)

    def version(self) -> int:
        """Read the version that a change is made to.

        Raises:
            VersionNeededError: when none is named.
            BadParameterError: when it is not exactly one that can be.

        """
        given = self.request.headers.getlist(IF_MATCH)
        if not given:
            raise VersionNeededError(self.tongue.say(NO_VERSION))
        match = _ETAG.fullmatch(", ".join(given))
        if match is None:
            raise BadParameterError(IF_MATCH, self.tongue.say(BAD_VERSION))
        return int(match[1])

    def show_version(self, version: int) -> None:
        """Say which version the answer shows."""
        self.response.headers["ETag"] = f'"{version}"'


def _with_body(
    request: Request, response: Response, body: Annotated[bytes, Depends(body_sent)]
) -> Call:
    return Call(request, response, body)


def _without_body(
    request: Request, response: Response, body: Annotated[bytes, Depends(no_body_sent)]
) -> Call:
    return Call(request, response, body)


FullCall = Annotated[Call, Depends(_with_body)]
"""A call that sends something; the handler has to `read` it."""

BareCall = Annotated[Call, Depends(_without_body)]
"""A call that says everything by its address and headers."""
