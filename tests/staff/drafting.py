"""Writing proposals in a browser: what the forms hold, and where they go."""

import re

from httpx2 import Response
from sqlmodel import Session

from app.domain.vocabulary import Language
from app.editing.proposals import ProposalShape, find_proposal
from app.queries.languages import Tongue
from app.staff.links import link
from app.store.engine import reading
from tests.staff.visiting import Visit, Visits, seen

LAW = "ap2023-law-domestic-violence"
WOMEN = "decree-2021-04-women"
CONTEST = "ev-wom-dv-hrw-2024"
"""Contests both of them, and nothing answers it."""

EVIDENCE = {
    "language": "en",
    "document": "hrw-upr-2025-07",
    "locator": "opening extract",
    "date": "2025-07-01",
    "summary": "Asked again that domestic violence be made an offence of its own.",
    "note": "",
    "concerns.0.commitment": LAW,
    "concerns.0.stands": "contested",
}
"""A form for new evidence, as it can be published."""

NEW = link("new-proposal")


def form(**changes: str | None) -> dict[str, str]:
    """The form with some fields otherwise; None leaves one out, `__` stands for a dot."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return {name: text for name, text in (EVIDENCE | named).items() if text is not None}


def pressed(visit: Visit, button: str, path: str = NEW, **changes: str | None) -> Response:
    """Fill in a form, and press a button of it."""
    return visit.post(path, form(**changes) | {"press": button})


def drafted(visit: Visit, path: str = NEW, **changes: str | None) -> str:
    """Save a draft, and give the id of its proposal."""
    answer = pressed(visit, "save", path, **changes)
    assert answer.status_code == 303, answer.text
    return id_in(answer)


def submitted(visit: Visit, path: str = NEW, **changes: str | None) -> str:
    """Submit something new, and give the id of its proposal."""
    answer = pressed(visit, "submit", path, **changes)
    assert answer.status_code == 303, answer.text
    return id_in(answer)


def id_in(answer: Response) -> str:
    """Give the id of the proposal that an answer leads to."""
    found = re.fullmatch(r"/staff/proposals/(p-[a-z2-9]+)(/edit)?\?.*", answer.headers["location"])
    assert found, answer.headers["location"]
    return found[1]


def act(visit: Visit, proposal: str, verb: str, version: int, **fields: str) -> Response:
    """Press a button of a proposal's page."""
    path = link("proposal-act", id=proposal, act=verb)
    return visit.post(path, {"version": str(version)} | fields)


def published(author: Visit, reviewer: Visit, path: str = NEW, **changes: str | None) -> str:
    """Submit something, have it published, and give the id of its proposal."""
    proposal = submitted(author, path, **changes)
    answer = act(reviewer, proposal, "publish", 2, opened="yes")
    assert answer.status_code == 303, answer.text
    return proposal


def stored(visits: Visits, proposal: str) -> ProposalShape:
    """A proposal as the database has it."""
    with reading(visits.engine) as session:
        return shape(session, proposal)


def shape(session: Session, proposal: str) -> ProposalShape:
    """A proposal as a transaction sees it."""
    return find_proposal(session, Tongue(Language.ENGLISH), proposal)


def fields_in(answer: Response) -> dict[str, str]:
    """What stands in the fields of the form on a page, by name; of boxes only the ticked ones."""
    found: dict[str, str] = {}
    page = seen(answer).one("form", id="page_form")
    for one in page.all("input"):
        attributes = one.attributes
        if attributes.get("type") != "checkbox" or "checked" in attributes:
            found[attributes["name"]] = attributes.get("value", "")
    for one in page.all("textarea"):
        # A browser leaves out the line break after the tag.
        found[one.attributes["name"]] = "".join(one.texts()).removeprefix("\n")
    for one in page.all("select"):
        chosen = [each for each in one.all("option") if "selected" in each.attributes]
        found[one.attributes["name"]] = chosen[0].attributes["value"] if chosen else ""
    return found
