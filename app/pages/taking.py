"""A page taken along: the address to cite it by, its card, and where to find code to embed it."""

from dataclasses import fields

from app import links
from app.pages.page import Page
from app.parameters import AskedFilters

_FILTERS = frozenset(one.name for one in fields(AskedFilters))
_WITH_FEED = frozenset({"commitments", "instruments", "themes"})
_WITH_CARD = frozenset({"commitments", "instruments", "themes"})
_SHARED = frozenset({"commitments", "instruments"})


def canonical(page: Page) -> str:
    """Give the address that search machines are to keep, whole where the site's is known."""
    return page.whole(page.here(cursor=None))


def unspoken_address(page: Page) -> str:
    """Give the address for readers of none of our languages: the choice at `/`, or English."""
    if page.noun == "scorecard" and not page.under:
        return page.whole(page.here(cursor=None).removeprefix(f"/{page.language.value}"))
    [(_, _, address), *_] = page.tongues
    return page.whole(address)


def citable(page: Page) -> str:
    """Give the address that shows what is shown now later as well: with its day, where it has one.

    Texts are those of the present on any day: what was corrected since is shown corrected.
    """
    day = page.past_day or page.today
    asked = {"as_of": day} if page.noun in links.DATED else {}
    return page.whole(page.here(cursor=None, **asked))


def card_address(page: Page) -> str:
    """Give the address of the card of a page; what has none of its own takes the scorecard's."""
    is_own = page.id is not None and page.noun in _WITH_CARD
    noun, name = (str(page.noun), page.id) if is_own else ("scorecard", None)
    return page.whole(page.link(noun, name, under=links.CARD))


def share_address(page: Page) -> str | None:
    """Give the address of the page with the code to embed, for what can be embedded."""
    if page.under:
        return None
    if page.noun == "scorecard" or (page.noun in _SHARED and page.id):
        return page.link(page.noun, page.id, under=links.SHARE)
    return None


def feed_addresses(page: Page) -> dict[str, str]:
    """Give the feeds that tell what changes on a page, by media type; none where no feed does.

    A list is followed with its filters; a day in the past does not change, and its page is followed
    from now on.
    """
    if page.under or page.noun is None:
        return {}
    at: tuple[str, str | None] = (page.noun, page.id)
    query: dict[str, str] = {}
    if page.noun in {"scorecard", "revisions"}:
        at = ("scorecard", None)
    elif page.noun == "commitments" and not page.id:
        query = {name: one for name, one in (page.query or {}).items() if name in _FILTERS}
    elif page.noun not in _WITH_FEED or not page.id:
        return {}
    if query and not page.has_server:
        return {}
    return {
        kind: links.feed(page.language, *at, name=name, **query)
        for kind, name in (
            ("application/atom+xml", links.FEED_ATOM),
            ("application/feed+json", links.FEED_JSON),
        )
    }
