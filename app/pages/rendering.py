"""From a shape to HTML: one environment for each language, and what a template may use.

A template gets two names: `page` (of public pages: `app/pages/page.py`) and `shown`, of the type
that its `Template` is made for, in the module of its handler. Beyond Jinja's own, it may use these
globals and filters, and a wrong name is an error:

- `_("...")`, `ngettext`, `{% trans %}`: the program's own texts in the page's language
- `words|said`: a registry text, marked with its language where that is not the page's
- `word|label`, `word|meaning_of`: what a word of the vocabulary is called, and what it means;
  `label|name`, `label|meaning`: the same of a label itself
- `text|written`: a partial date, as precise as it is known; `date|day`: a whole day;
  `time|clock`: hours and minutes
- `actor|who`: who recorded something, by role and number
- `number|number`: a number with the separators of the language
- `code|language_name`: the name of a language in the page's language
- `standing`, `tags_of`, `main_figures`, `further_figures`, `bar`, `coverage`,
  `marked`, `formally_done`: see `figures`
- `asset("style.css")`: the address of a static file
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Generic, Protocol, TypeVar

from babel import Locale
from babel.numbers import format_decimal
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.domain.dates import parse_partial_date
from app.domain.labels import Label, label_of
from app.domain.vocabulary import Language, Owner, Subject
from app.domain.workflow import StaffRole
from app.pages import figures
from app.pages.assets import asset
from app.queries import languages
from app.queries.languages import Words, write_partial_date
from app.settings import bundled

T = TypeVar("T")


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
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = languages.catalogue(language)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "gettext": _saying(catalogue.gettext),
        "asset": asset,
        "standing": figures.standing,
        "main_figures": figures.main_figures,
        "further_figures": figures.further_figures,
        "bar": figures.bar,
        "tags_of": figures.tags_of,
        "coverage": figures.coverage,
        "marked": figures.marked,
        "formally_done": figures.formally_done,
    }
    made.filters |= _Filters(language).by_name()
    return made


def _saying(say: Callable[[str], str]) -> Callable[..., str]:
    """Make `_`: what stands in a template is markup and a format; what else it is given, neither.

    Jinja's own trusts every text, because it may hold tags, also a sentence that quotes what
    somebody wrote. Here one without parameters is a text like any other.
    """

    def gettext(text: str, /, **parameters: object) -> str:
        return Markup(say(text)) % parameters if parameters else say(text)  # noqa: S704 - a message id of a template

    return gettext


class _Filters:
    """The filters of one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._locale = Locale(language.value)
        self._say = languages.catalogue(language).gettext

    def by_name(self) -> dict[str, Callable[..., object]]:
        """Give every filter under its own name."""
        filters = (
            self.said,
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
        )
        return {one.__name__: one for one in filters}

    def said(self, words: Words) -> str:
        if words.language == self._language.value:
            return words.text
        return Markup('<span lang="{}" dir="auto">{}</span>').format(words.language, words.text)

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
