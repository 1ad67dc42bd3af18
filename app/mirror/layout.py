"""Which file of a copy an address of the site becomes, if any.

Names are explicit (`en/commitments/ID.html`), because a folder opened in a browser has no index.
What only a server can answer has no file: past days, comparisons, what is embedded or signed in to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from app import links
from app.domain.identifiers import is_identifier
from app.domain.vocabulary import Language

PER_PAGE = 200
"""How many entries a page of a list has."""

COPY, SEARCH = links.COPY, links.SEARCH
LISTED = frozenset({"commitments", "documents"})
"""Nouns whose lists go on over several pages."""

_LANGUAGES = frozenset(one.value for one in Language)
_FEEDS = frozenset({"feed.atom", "feed.json"})
_SINGLE = frozenset(
    {"instruments", "themes", "methodology", "corrections", "revisions", "ledger", "data"}
)
_FOUND_BY = frozenset(
    {"q", "status", "stage", "extent", "corroboration", "overdue", "instrument", "theme"}
)
_FIXED = {
    "openapi.json": "api/v1/openapi.json",
    "docs": "api/v1/docs.html",
    "ledger/checkpoint": "checkpoint",
    "ledger/key": "ledger-key",
}
_READ_AS_DATA = frozenset({"scorecard", "exports"}) | (_SINGLE - {"methodology", "data"})

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one copy; `site` is the address of the original, where that is known.

    `ids` are those of the entries that have pages, by noun. `standing_in` gives for evidence
    without a page of its own the document on whose page it stands. `histories` says whether
    commitments have theirs; `exports` are the names of those files by name and language; `present`
    names what else there is: feeds, pages and addresses under /api/v1 that not every program has.
    """

    site: str | None
    ids: Mapping[str, frozenset[str]]
    standing_in: Mapping[str, str]
    first_concern: Mapping[str, str]
    histories: bool
    exports: Mapping[tuple[str, str], str] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    _known: dict[str, str | None] = field(default_factory=dict, compare=False)

    def file_of(self, address: str) -> str | None:
        """Give the path of the file for an internal address, with its fragment; None without."""
        if address not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[address] = self._file_of(address)
        return self._known[address]

    def _file_of(self, address: str) -> str | None:
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        _, first, *rest = unquote(parts.path).split("/")
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if first == "static" and len(rest) == 1:
            return f"static/{rest[0]}"
        if first == "api":
            return self._of_api("/".join(rest[1:]), query)
        if first in _LANGUAGES:
            found = self._of_page(first, [one for one in rest if one], query)
            return found if found is None or "#" in found else found + anchor
        if first.startswith("search-index."):
            return first
        return "index.html" if parts.path == "/" else None

    def _of_page(self, language: str, rest: Sequence[str], query: Query) -> str | None:
        noun, *under = rest or ["scorecard"]
        if under:
            return self._of_entry(language, noun, under) if not query else None
        if noun == "commitments" and query and set(query) <= _FOUND_BY:
            return searching(language, query)
        if noun in LISTED:
            return self._of_list(f"{language}/{noun}", query)
        if noun == "scorecard" or (query and set(query) != {"limit"}):
            return f"{language}/index.html" if not query else None
        if noun in _FEEDS:
            return f"{language}/{noun}" if noun in self.present else None
        is_there = noun in {SEARCH, COPY} or (noun in _SINGLE and noun not in self._missing())
        return f"{language}/{noun}.html" if is_there else None

    def _missing(self) -> frozenset[str]:
        return frozenset({"data"}) - self.present

    def _of_entry(self, language: str, noun: str, under: Sequence[str]) -> str | None:
        name, *more = under
        if more == [links.HISTORY]:
            return self._of_history(language, noun, name)
        if more or not is_identifier(name):
            return None
        if name in self.ids.get(noun, ()):
            return f"{language}/{noun}/{name}.html"
        if noun == "evidence" and name in self.standing_in:
            return f"{language}/documents/{self.standing_in[name]}.html#{name}"
        return None

    def _of_history(self, language: str, noun: str, name: str) -> str | None:
        """A history of evidence stands in that of the commitment it concerns first."""
        commitment = self.first_concern.get(name) if noun == "evidence" else name
        if not self.histories or commitment not in self.ids["commitments"]:
            return None
        return f"{language}/commitments/{commitment}.history.html"

    def _of_list(self, stem: str, query: Query, ending: str = "html") -> str | None:
        """A cursor in a copy is the number of a page."""
        number = query.get("cursor", "1")
        if not set(query) <= {"cursor", "limit"} or not number.isascii() or not number.isdigit():
            return None
        return numbered(stem, int(number), ending)

    def _of_api(self, path: str, query: Query) -> str | None:
        asked = {name: value for name, value in query.items() if name not in {"lang", "limit"}}
        language = query.get("lang", "en")
        ending = "json" if language == "en" else f"{language}.json"
        if asked or language not in _LANGUAGES:
            return None
        if path in _FIXED:
            return _FIXED[path] if path in self.present else None
        noun, *rest = path.split("/")
        if noun == "exports" and rest:
            return self.exports.get((rest[0], language)) or self.exports.get((rest[0], "en"))
        if not rest:
            known = noun in _READ_AS_DATA or noun in LISTED
            return f"api/v1/{noun}.{ending}" if known or noun in self.present else None
        return self._json_of_entry(noun, rest, ending)

    def _json_of_entry(self, noun: str, rest: Sequence[str], ending: str) -> str | None:
        name, *more = rest
        if more == [links.HISTORY] and noun == "commitments" and self.histories:
            return f"api/v1/commitments/{name}.history.{ending}"
        is_there = not more and name in self.ids.get(noun, ())
        return f"api/v1/{noun}/{name}.{ending}" if is_there else None


_MOST_KNOWN = 50_000


def numbered(stem: str, number: int, ending: str = "html") -> str:
    """Give the file of one page of a list, counted from 1."""
    return f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}"


def searching(language: str, query: Query) -> str:
    """Give the file that searches in the page, with what it is to search for."""
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{language}/{SEARCH}.html" + (f"#{asked}" if asked else "")


def json_file(noun: str, name: str | None, language: Language, under: str | None = None) -> str:
    """Give the file of the JSON of a page; English carries no mark of its language."""
    stem = "/".join(filter(None, ("api/v1", noun, name)))
    mark = "" if language is Language.ENGLISH else f".{language.value}"
    return f"{stem}{f'.{under}' if under else ''}{mark}.json"


def page_file(noun: str, name: str | None, language: Language, under: str | None = None) -> str:
    """Give the file of a page."""
    stem = "/".join(filter(None, (language.value, noun, name)))
    return f"{stem}{f'.{under}' if under else ''}.html"


Target = Callable[[str], str | None]
"""From an internal address to a file, or None."""
