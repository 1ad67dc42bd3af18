"""The catalogues of translations: what the program says, and bringing them up to date with it.

`python3 run.py translate` takes in new messages without a translation, drops those that are said no
more, and leaves every other translation alone. docs/translating.md.
"""

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.domain.vocabulary import Language
from app.queries.languages import catalogue_file
from app.settings import bundled

TRANSLATED = (Language.RUSSIAN, Language.KAZAKH)
_KEYWORDS = DEFAULT_KEYWORDS | {"message": None}
# Babel's own names a day, so that every run would change the file.
_HEADER = """# What the Reform Scorecard says. The words to use: docs/translating.md.
msgid ""
msgstr ""
"Language: {}\\n"
"Plural-Forms: {}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_TEMPLATES = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}


def said_by_program() -> Catalog:
    """Every message of the modules and templates, with the files that say it."""
    templates = bundled("templates")
    found = Catalog(charset="utf-8")
    for folder, method, pattern in (
        (templates.parent / "app", "python", "**.py"),
        (templates, "jinja2", "**.html"),
    ):
        for name, _line, message, comments, context in extract_from_dir(
            folder, [(pattern, method)], {pattern: _TEMPLATES}, _KEYWORDS
        ):
            place = (f"{folder.name}/{name}", 0)
            found.add(message, None, [place], auto_comments=comments, context=context)
    return found


def translations(language: Language) -> Catalog:
    """Read the catalogue of a language; an empty one where there is none."""
    file = catalogue_file(language)
    if not file.exists():
        return Catalog(locale=language.value, charset="utf-8")
    with file.open("rb") as opened:
        return read_po(opened, locale=language.value)


def write(catalogue: Catalog, language: Language) -> None:
    """Write a catalogue as it is kept: by file, without line numbers, dates and old messages."""
    with catalogue_file(language).open("wb") as opened:
        opened.write(_HEADER.format(language.value, catalogue.plural_forms).encode())
        write_po(
            opened,
            catalogue,
            width=0,
            omit_header=True,
            sort_by_file=True,
            ignore_obsolete=True,
            include_lineno=False,
        )


def bring_up_to_date() -> None:
    """Bring every catalogue up to date, and say how many messages wait for a translation."""
    template = said_by_program()
    for language in TRANSLATED:
        catalogue = translations(language)
        catalogue.update(template, no_fuzzy_matching=True)
        write(catalogue, language)
        missing = sum(1 for one in catalogue if one.id and not is_translated(one.string))
        print(f"{language.value}: {len(catalogue)} messages, {missing} without translation")


def is_translated(string: object) -> bool:
    """Say whether every form of a translation is there."""
    forms = string if isinstance(string, (tuple, list)) else [string]
    return all(forms)


if __name__ == "__main__":
    bring_up_to_date()
