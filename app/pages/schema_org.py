"""What a page says to machines that read no pages: schema.org, as JSON in the head.

Only what the page itself says. A data set names neither maker nor licence, because the registry
names none; and no status is given out as a verdict on a claim (docs/embedding.md says why).
"""

from typing import Any

from app import links
from app.domain.messages import message
from app.pages.faces import SITE, in_numbers
from app.pages.page import Page
from app.pages.taking import canonical
from app.queries.languages import Tongue, Words
from app.queries.scorecard import Scorecard

_SCHEMA = {"@context": "https://schema.org"}
_LISTS = {
    "instruments": message("Instruments"),
    "themes": message("Themes"),
    "documents": message("Documents"),
}
_DATA = ("scorecard", "commitments", "instruments", "themes", "evidence", "documents")

Linked = dict[str, Any]


def data_set(page: Page, card: Scorecard) -> Linked:
    """Describe the scorecard as a set of data, and where it can be had."""
    tongue = Tongue(page.language)
    about, said = card.about, in_numbers(page.language, card.totals, card.as_of)
    described = {
        "@type": "Dataset",
        "name": about.title.text if about else tongue.say(SITE),
        "description": f"{about.text.text} {said}" if about else said,
        "url": canonical(page),
        "inLanguage": page.language.value,
        "isAccessibleForFree": True,
        "dateModified": page.updated.isoformat() if page.updated else None,
        "temporalCoverage": _covered(card),
        "distribution": [_distribution(page, noun) for noun in _DATA],
    }
    return _SCHEMA | {name: value for name, value in described.items() if value is not None}


def trail(page: Page, title: str, made_in: tuple[str, Words] | None = None) -> Linked | None:
    """Say where a page stands: below its list, a commitment below the text it was made in.

    `made_in` is the id and the title of that text. None for a page that stands below nothing.
    """
    noun = "instruments" if made_in else page.noun
    if page.under or not page.id or noun not in _LISTS:
        return None
    tongue = Tongue(page.language)
    steps = [
        (tongue.say(SITE), page.link("scorecard")),
        (tongue.say(_LISTS[noun]), page.link(noun)),
    ]
    if made_in:
        steps.append((made_in[1].text, page.link("instruments", made_in[0])))
    steps.append((title, page.here(cursor=None)))
    entries = [_step(page, place, step) for place, step in enumerate(steps, start=1)]
    return _SCHEMA | {"@type": "BreadcrumbList", "itemListElement": entries}


def _step(page: Page, place: int, step: tuple[str, str]) -> Linked:
    name, address = step
    return {
        "@type": "ListItem",
        "position": place,
        "name": name,
        "item": page.whole(address),
    }


def _covered(card: Scorecard) -> str | None:
    """Give the time from the first text to the day shown, as ISO 8601 writes a span."""
    first = min((one.adopted for one in card.instruments), default=None)
    return f"{first}/{card.as_of.isoformat()}" if first else None


def _distribution(page: Page, noun: str) -> Linked:
    asked: dict[str, Any] = {"as_of": page.past_day} if noun in links.DATED else {}
    return {
        "@type": "DataDownload",
        "encodingFormat": "application/json",
        "contentUrl": page.whole(links.twin(page.language, noun, **asked)),
    }
