"""From a shape to HTML: one environment for each language, and what a template may use.

A template gets two names: `page` (of public pages: `app/pages/page.py`) and `shown`, of the type
that its `Template` is made for, in the module of its handler. Beyond Jinja's own, it may use these
globals and filters, and a wrong name is an error:

- `_("...")`, `ngettext`, `{% trans %}`: the program's own texts in the page's language
- `words|said`: a registry text; where its language is not the page's, that stands behind it
- `words|called`: the same for names and for what stands beside such a text: marked for
  programs that read aloud, without a word more
- both highlight the words of a search that is given to them, as in `said(asked)`; with one,
  `words|around` gives the part of a long text where they stand, `words|holds` whether any does
- `word|label`, `word|meaning_of`: what a word of the vocabulary is called, and what it means;
  `label|name`, `label|meaning`: the same of a label itself
- `text|written`: a partial date, as precise as it is known; `date|day`: a whole day;
  `time|clock`: hours and minutes
- `mark|mark`, `standing|badge`, `standing|tag`, `reading|tags`, `text|when`, `date|on`,
  `entry|retired`: the macros of `parts/marks.html`; `evidence|happened`, `url|outside`,
  `document|reading_of`, `document|mirror_of`, `words|struck`: those of `parts/cited.html`.
  They ask nothing of the page they are on, so that they are made once and not for every page
- `actor|who`: who recorded something, by role and number
- `number|number`: a number with the separators of the language
- `code|language_name`: the name of a language in the page's language
- `standing`, `tags_of`, `main_figures`, `further_figures`, `bar`, `coverage`,
  `marked`, `formally_done`: see `figures`
- `in_numbers(totals, day)`: totals as a sentence
- `kept(macro, page, ...)`: what a macro makes of lines and values, made once: see `fragments`
- `canonical`, `citable`, `card_address`, `share_address`, `unspoken_address`: see `taking`
- `data_set`, `trail`: see `schema_org`; `description|linked`: the same as JSON in a script, in
  which nothing can end the script or begin another
- `asset("style.css")`: the address of a static file
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache, partial
from typing import Generic, Protocol, TypeVar

from babel import Locale
from babel.numbers import format_decimal
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app.domain.dates import parse_partial_date
from app.domain.labels import IN_LANGUAGE, Label, label_of
from app.domain.vocabulary import Language, Owner, Subject
from app.domain.workflow import StaffRole
from app.pages import figures, schema_org, taking
from app.pages.assets import asset
from app.pages.compiled import Compiled
from app.pages.faces import in_numbers
from app.pages.fragments import Fragments
from app.queries import languages
from app.queries.languages import Words, write_partial_date
from app.queries.matches import excerpt, pieces
from app.settings import bundled

T = TypeVar("T")

_ENDING_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

_COMPILED = Compiled()
_EXCERPT = 180
_REMEMBERED = 20_000
_MARKS = ("mark", "badge", "tag", "when", "on")
_PARTS = {
    "parts/marks.html": (*_MARKS, "tags", "retired"),
    "parts/cited.html": ("happened", "outside", "reading_of", "mirror_of", "struck"),
}
"""Macros that are filters everywhere: they ask nothing of the page they are on."""


class Spoken(Protocol):
    """What a template gets as `page`, public or behind sign-in: it is in one language."""

    @property
    def language(self) -> Language:
        """The language that it is written in."""


@dataclass(frozen=True)
class Template(Generic[T]):
    """A file of `templates`, by its path from there, and the type of what it shows."""

    name: str

    def show(self, page: Spoken, shown: T, status: int = 200) -> HTMLResponse:
        """Fill it."""
        template = environment(page.language).get_template(self.name)
        return HTMLResponse(template.render(page=page, shown=shown), status)


@cache
def environment(language: Language) -> Environment:
    """Make the environment of one language."""
    made = Environment(
        loader=FileSystemLoader(bundled("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = languages.catalogue(language)
    gettext = _saying(lru_cache(_REMEMBERED)(catalogue.gettext))
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "gettext": gettext,
        "_": gettext,
        "asset": asset,
        "standing": figures.standing,
        "main_figures": figures.main_figures,
        "further_figures": figures.further_figures,
        "bar": figures.bar,
        "tags_of": figures.tags_of,
        "coverage": figures.coverage,
        "marked": figures.marked,
        "formally_done": figures.formally_done,
        "in_numbers": partial(in_numbers, language),
        "canonical": taking.canonical,
        "citable": taking.citable,
        "card_address": taking.card_address,
        "share_address": taking.share_address,
        "feed_addresses": taking.feed_addresses,
        "unspoken_address": taking.unspoken_address,
        "data_set": schema_org.data_set,
        "trail": schema_org.trail,
    }
    made.filters |= _Filters(language).by_name()
    _add_parts(made)
    return made


def compile_templates() -> None:
    """Have every public template at hand, for whoever is about to show many of them."""
    for language in Language:
        made = environment(language)
        for name in made.list_templates(filter_func=_is_public):
            made.get_template(name)


def _is_public(name: str) -> bool:
    return not name.startswith("staff/")


def _add_parts(made: Environment) -> None:
    """Make macros filters; those of the same few things remember what they gave."""
    for part, names in _PARTS.items():
        macros = made.get_template(part).module
        made.filters |= {name: getattr(macros, name) for name in names}
    made.filters |= {name: lru_cache(_REMEMBERED)(made.filters[name]) for name in _MARKS}
    made.globals["kept"] = Fragments().of


def _saying(say: Callable[[str], str]) -> Callable[..., str]:
    """Make `_`: what stands in a template is markup and a format; what else it is given, neither.

    Jinja's own trusts every text, because it may hold tags, also a sentence that quotes what
    somebody wrote. Here one without parameters is a text like any other.
    """

    def gettext(text: str, /, **parameters: object) -> str:
        if not parameters:
            return say(text)
        return Markup(say(text) % {name: escape(one) for name, one in parameters.items()})  # noqa: S704 - a message id of a template

    return gettext


def _highlighted(text: str, asked: str) -> str:
    """Mark the words of a search; every piece of the text is escaped by itself.

    Without a search, a number stays in one line with its sign.
    """
    if not asked:
        return text.replace("№ ", "№\N{NO-BREAK SPACE}")
    marked = Markup("<mark>{}</mark>")
    return Markup().join(
        marked.format(piece.text) if piece.is_match else piece.text for piece in pieces(text, asked)
    )


class _Filters:
    """The filters of one language."""

    def __init__(self, language: Language) -> None:
        self._language, self._code = language, language.value
        self._locale = Locale(language.value)
        self._say = languages.catalogue(language).gettext

    def by_name(self) -> dict[str, Callable[..., object]]:
        """Give every filter under its own name."""
        filters = (
            self.said,
            self.called,
            self.around,
            self.holds,
            self.label,
            self.name,
            self.meaning,
            self.meaning_of,
            self.written,
            self.day,
            self.clock,
            self.who,
            self.number,
            self.language_name,
            self.linked,
        )
        # The same words, dates and numbers stand on every page; words of two kinds may be equal.
        often = (self.label, self.meaning_of, self.written, self.day, self.number)
        quick = lru_cache(_REMEMBERED, typed=True)
        plain: dict[str, Callable[..., object]] = {one.__name__: one for one in filters}
        return plain | {one.__name__: quick(one) for one in often}

    def said(self, words: Words, asked: str = "") -> str:
        if words.language == self._code:
            return _highlighted(words.text, asked)
        code = words.language
        own = self._say(IN_LANGUAGE[code]) if code in IN_LANGUAGE else self.language_name(code)
        mark = Markup('{} <small class="tongue">{}</small>')
        return mark.format(self.called(words, asked), own)

    def called(self, words: Words, asked: str = "") -> str:
        text = _highlighted(words.text, asked)
        if words.language == self._code:
            return text
        language = escape(words.language)
        return Markup(f'<span lang="{language}" dir="auto">{escape(text)}</span>')  # noqa: S704 - both are escaped

    def around(self, words: Words, asked: str) -> Words:
        return words.model_copy(update={"text": excerpt(words.text, asked, _EXCERPT)})

    def holds(self, words: Words, asked: str) -> bool:
        return any(piece.is_match for piece in pieces(words.text, asked))

    def label(self, word: StrEnum) -> str:
        return self._say(label_of(word).name)

    def name(self, label: Label) -> str:
        return self._say(label.name)

    def meaning(self, label: Label) -> str:
        return self._say(label.meaning) if label.meaning else ""

    def meaning_of(self, word: StrEnum) -> str:
        return self.meaning(label_of(word))

    def written(self, text: str) -> str:
        return write_partial_date(parse_partial_date(text), self._language)

    def day(self, when: date) -> str:
        return self.written(when.isoformat())

    def clock(self, when: datetime) -> str:
        return f"{when:%H:%M}"

    def who(self, actor: str) -> str:
        """Call somebody at the desk by role and number, and the file by what it is."""
        role, _, number = actor.rpartition("-")
        if actor == Owner.REGISTRY:
            return self.label(Subject.REGISTRY)
        return f"{self.label(StaffRole(role))} {number}" if role in set(StaffRole) else actor

    def number(self, amount: int) -> str:
        return format_decimal(amount, locale=self._locale)

    def language_name(self, code: str) -> str:
        return str(self._locale.languages.get(code, code))

    def linked(self, told: object) -> str:
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.translate(_ENDING_A_SCRIPT))  # noqa: S704 - JSON without a sign of markup
