"""The columns of a file of evidence: what each is called, what it wants, and what may stand in it.

Names are English in every language of the desk, so that one file can travel between people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.messages import message
from app.domain.vocabulary import Consulted, DocumentKind, Language, Origin
from app.queries.languages import Tongue
from app.registry.spelling import nearest

MOST_COMMITMENTS = 20
"""Commitments that one row may name; the template has columns for the first five."""

IN_TEMPLATE = 5
EXAMPLE = "example"
STANDINGS = ("pledged", "enacted", "enacted in part", "contested", "context")
YES = "yes"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field` is its name in a draft, `words` all that may stand in it."""

    name: str
    help: str
    field: str = ""
    words: tuple[str, ...] = ()
    is_needed: bool = False


def _document(name: str, help: str, words: tuple[str, ...] = ()) -> Column:  # noqa: A002 - its name
    return Column(f"document_{name}", help, f"new_document.{name}", words)


_BEFORE = (
    Column(
        EXAMPLE,
        message("Rows with the word 'example' here are left out. Leave it empty in your own rows."),
        words=(EXAMPLE,),
    ),
    Column(
        "document_id",
        message(
            "The id of the document, where it is published here already: see the sheet "
            "Documents. Then leave the other columns that begin with 'document' empty."
        ),
        "document",
    ),
    _document("url", message("The publisher's full web address of a document that is new here.")),
    _document("publisher", message("Who published it.")),
    _document("title", message("Its title, in its own language.")),
    _document(
        "date",
        message("When it was published: 2021, 2021-06 or 2021-06-09, as exact as the document."),
    ),
    _document("language", message("The language it is written in: en, ru, kk, fr.")),
    _document(
        "kind",
        message("What sort of publisher it comes from: who stands behind it, not who is quoted."),
        tuple(DocumentKind),
    ),
    _document(
        "origin",
        message("Whose voice it carries. A newspaper that prints a release is official."),
        tuple(Origin),
    ),
    _document(
        "consulted", message("How much of it you read: all of it, or an extract."), tuple(Consulted)
    ),
    _document("mirror", message("'yes' where you read it at another host."), (YES,)),
    _document("note", message("What is uncertain about the document, or was not found.")),
    Column(
        "locator",
        message("Where in the document: page, paragraph or section."),
        "locator",
        is_needed=True,
    ),
    Column(
        "date",
        message(
            "When it happened, not when it was reported: 2023, 2023-04 or 2023-04-11, as exact as "
            "the source. Keep the cell formatted as text, or the program makes a day of a month."
        ),
        "date",
        is_needed=True,
    ),
    Column(
        "language",
        message("The language that you write the summary, note and locator in."),
        "language",
        tuple(Language),
        is_needed=True,
    ),
    Column(
        "summary",
        message(
            "What happened, in one or two sentences of your own that can be checked against the "
            "source. Never copy a sentence. Name no private person."
        ),
        "summary",
        is_needed=True,
    ),
    Column("note", message("What a careful reader should know besides."), "note"),
)


def _pair(number: int) -> tuple[Column, Column]:
    is_first = number == 1
    return (
        Column(
            f"commitment_{number}",
            message("The id of a commitment that it concerns: see the sheet Commitments."),
            is_needed=is_first,
        ),
        Column(
            f"standing_{number}",
            message(
                "What it shows for the commitment in the column before. 'context': it helps to "
                "understand, and moves nothing."
            ),
            words=STANDINGS,
            is_needed=is_first,
        ),
    )


_PAIRS = tuple(one for number in range(1, MOST_COMMITMENTS + 1) for one in _pair(number))
_AFTER = (
    Column(
        "answers",
        message(
            "The ids of contesting evidence that this answers, with ; between them: see the sheet "
            "Open disputes. It must bear on a commitment that they contest."
        ),
    ),
)

TEMPLATE_COLUMNS = (*_BEFORE, *_PAIRS[: 2 * IN_TEMPLATE], *_AFTER)
COLUMNS = {one.name: one for one in (*_BEFORE, *_PAIRS, *_AFTER)}
"""Every column that is known, by its name."""

_DOCUMENT_GIVEN = ("document_id", "document_url", "document_title")

UNKNOWN_COLUMN = message(
    "There is no column '{given}'. Use the names of the template, or remove the column."
)
MISSPELT_COLUMN = message(
    "There is no column '{given}'. If you mean '{near}', write it so; else remove the column."
)
COLUMN_TWICE = message("There are two columns '{name}': keep one.")
COLUMN_NAMELESS = message("The column has no name, and there is something in it: name or empty it.")
COLUMN_MISSING = message(
    "The column '{name}' is missing: download the template to see all columns."
)
DOCUMENT_MISSING = message(
    "The columns about the document are missing: add document_id, or those from document_url to "
    "document_consulted."
)

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Header:
    """Which column stands at which place of a file, and what is wrong with that.

    `names` has None where a column is nameless or not known; `wrong` names the column as it is
    written in the file, or by its letter where it has no name.
    """

    names: tuple[str | None, ...]
    wrong: tuple[tuple[str, str], ...]


def score(cells: Sequence[str]) -> int:
    """Say how many names of columns stand in a row."""
    return len({_key(cell) for cell in cells} & _BY_KEY.keys())


def read_header(cells: Sequence[str], filled: set[int], tongue: Tongue) -> Header:
    """Read the first row of a file; `filled` are the places that have anything below them."""
    names: list[str | None] = []
    wrong: list[tuple[str, str]] = []
    for cell in cells:
        name = _BY_KEY.get(_key(cell))
        if name in names and name is not None:
            wrong.append((name, tongue.say(COLUMN_TWICE, name=name)))
        if name is None and cell.strip():
            wrong.append(_unknown(cell, tongue))
        names.append(name)
    nameless = (
        place for place in sorted(filled) if place >= len(cells) or not cells[place].strip()
    )
    wrong += [(letter_of(place), tongue.say(COLUMN_NAMELESS)) for place in nameless]
    return Header(tuple(names), (*wrong, *_missing({name for name in names if name}, tongue)))


def _unknown(cell: str, tongue: Tongue) -> tuple[str, str]:
    given = " ".join(cell.split())[:_LONGEST_NAME]
    near = nearest(given, COLUMNS)
    sentence = MISSPELT_COLUMN if near else UNKNOWN_COLUMN
    return given, tongue.say(sentence, given=given, near=near)


def _missing(names: set[str], tongue: Tongue) -> list[tuple[str, str]]:
    wrong = [
        (one.name, tongue.say(COLUMN_MISSING, name=one.name))
        for one in TEMPLATE_COLUMNS
        if one.is_needed and one.name not in names
    ]
    if not names.intersection(_DOCUMENT_GIVEN):
        wrong.append(("document_id", tongue.say(DOCUMENT_MISSING)))
    return wrong


def letter_of(place: int) -> str:
    """Give the letters of a column as spreadsheets show them: 0 is A, 26 is AA."""
    before, rest = divmod(place, 26)
    return (letter_of(before - 1) if before else "") + chr(ord("A") + rest)


def _key(text: str) -> str:
    """Forgive what people change in a name: capitals, spaces, hyphens, a sign that says needed."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


_BY_KEY = {_key(name): name for name in COLUMNS}
