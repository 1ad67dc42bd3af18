"""Permanent addresses: `/id/commitments/...` leads to the page of an entry or to its JSON.

They name the thing itself. What was retired or withdrawn keeps its address, as its page does.
"""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from app import links
from app.dependencies import PresentView
from app.domain.messages import message
from app.domain.vocabulary import Language, Subject
from app.errors import NotFoundError
from app.pages.page import preferred_language
from app.pages.routing import PageRoute
from app.queries.ids import existing
from app.queries.names import names_of
from app.wire.forms import JSON, form_asked

_SUBJECTS = {
    "instruments": Subject.INSTRUMENT,
    "themes": Subject.THEME,
    "documents": Subject.DOCUMENT,
    "commitments": Subject.COMMITMENT,
    "evidence": Subject.EVIDENCE,
}
"""What has a permanent address, by the noun of its page and its JSON."""

NOTHING = message("Nothing here has the id '{id}', and nothing ever had: look for it in a list.")
_VARY = {"Vary": "Accept, Accept-Language"}

router = APIRouter(route_class=PageRoute, include_in_schema=False)


def entry_asked(request: Request, seen: PresentView, id: str) -> tuple[str, str]:  # noqa: A002 - the address says id
    """Give the noun and the id of what an address names.

    Raises:
        NotFoundError: when there is nothing of that noun with this id.

    """
    noun = request.scope["path"].split("/")[2]
    thing = (_SUBJECTS[noun].value, existing(seen.tongue, id))
    if thing not in names_of(seen, [thing]):
        raise NotFoundError(seen.tongue.say(NOTHING, id=id))
    return noun, id


def lead_on(
    request: Request, entry: Annotated[tuple[str, str], Depends(entry_asked)]
) -> RedirectResponse:
    """Lead to the page in the reader's language, or to the JSON.

    Raises:
        HTTPException: when the client wants neither.

    """
    form = form_asked(request)
    if form is None:
        raise HTTPException(
            406, "This leads to text/html or application/json: name one in Accept.", _VARY
        )
    if form == JSON:
        return RedirectResponse(links.twin(Language.ENGLISH, *entry), 303, _VARY)
    return RedirectResponse(links.link(preferred_language(request), *entry), 303, _VARY)


for _noun in _SUBJECTS:
    router.get(f"/id/{_noun}/{{id}}")(lead_on)
