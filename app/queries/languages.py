"""Choosing and writing texts in a language: registry texts, messages of the program, dates.

Registry texts exist in some languages and not in others. What is missing falls back to English,
then to whatever there is, and carries the language it came in, so that a page can say so.
"""

import gettext
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pydantic import BaseModel, ConfigDict, model_serializer

from app.domain.dates import PartialDate, parse_partial_date
from app.domain.vocabulary import Language
from app.settings import bundled_locale

_FALLBACKS = (Language.ENGLISH.value, Language.RUSSIAN.value, Language.KAZAKH.value)


class Words(BaseModel):
    """A registry text in the language it came in; in JSON it is the text alone."""

    model_config = ConfigDict(frozen=True)

    text: str
    language: str
    translated: bool = False
    """Whether this project translated it; known of titles and texts of entries."""

    def __str__(self) -> str:
        """Give the text alone."""
        return self.text

    @model_serializer
    def _as_text(self) -> str:
        return self.text


class Tongue:
    """One reader's language, and a memory of the languages that texts actually came in."""

    def __init__(self, language: Language) -> None:
        """Speak `language` where there is a text in it."""
        self.language = language
        self.came: set[str] = set()
        self._wanted = tuple(dict.fromkeys((language.value, *_FALLBACKS)))

    def pick(self, texts: Mapping[str, str], translated: Sequence[str] | None = None) -> Words:
        """Choose the reader's language, else English, Russian, Kazakh, else the first given.

        `translated` are the languages that this project translated it into.
        """
        for chosen in self._wanted:
            if chosen in texts:
                break
        else:
            chosen = next(iter(texts))
        self.came.add(chosen)
        return Words(text=texts[chosen], language=chosen, translated=chosen in (translated or ()))

    def pick_own(self, texts: Mapping[str, str], own: str) -> Words:
        """Choose the reader's language, else the one the text was published in."""
        if self.language.value in texts or own not in texts:
            return self.pick(texts)
        self.came.add(own)
        return Words(text=texts[own], language=own)

    def pick_optional(self, texts: Mapping[str, str] | None) -> Words | None:
        """Choose as `pick` does, where there is a text at all."""
        return self.pick(texts) if texts else None

    def say(self, message_id: str, **parameters: object) -> str:
        """Translate a message of the program, and fill its placeholders."""
        translated = catalogue(self.language).gettext(message_id)
        is_missing = translated == message_id
        self.came.add(Language.ENGLISH.value if is_missing else self.language.value)
        return translated.format(**parameters)

    def languages(self) -> list[str]:
        """Give the languages that came so far, the reader's own first."""
        return sorted(self.came, key=lambda name: (name != self.language.value, name))

    def write_date(self, text: str) -> str:
        """Write a partial date as people do: 11 April 2023, April 2023, or 2023."""
        return write_partial_date(parse_partial_date(text), self.language)


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """Give the translations of the program's own texts; English is what the ids are written in.

    They are read from the text that translators edit, so that there is nothing to compile first.
    """
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    compiled = BytesIO()
    with catalogue_file(language).open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.value))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue_file(language: Language) -> Path:
    """Say where the translations into a language are."""
    return bundled_locale() / f"{language.value}.po"


@lru_cache(20_000)
def write_partial_date(day: PartialDate, language: Language) -> str:
    """Write a date as precisely as it is known, in the order and words of a language."""
    locale = _locale(language)
    if day.is_exact:
        return format_date(day.first, "long", locale=locale)
    if day.first.month == day.last.month:
        return format_skeleton("yMMMM", day.first, locale=locale)
    return str(day.first.year)


@cache
def _locale(language: Language) -> Locale:
    # British order for English: day, month, year, as the other two languages have it.
    return Locale("en", "GB") if language is Language.ENGLISH else Locale(language.value)
