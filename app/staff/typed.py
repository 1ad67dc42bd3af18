"""What stands in a form, exactly as it was typed: from the request, to a draft, and back.

The form is always shown from this, never from a draft, so that nothing that a draft would refuse
is ever lost.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from app.domain.messages import message
from app.domain.workflow import Intent, Proposed
from app.editing.drafts import (
    LONGEST_TYPED,
    MOST_CONCERNS,
    Draft,
    DraftDocument,
)
from app.errors import FaultyDraftError
from app.queries.languages import Tongue
from app.staff.fields import EVIDENCE, FIELDS, NEW_DOCUMENT
from app.staff.stances import concern_of, stance_of

TOO_LONG = message("This has {given} characters, and at most {most} can be kept: shorten it.")
TOO_MANY = message("At most {most} can be kept: remove some, or write a second piece of evidence.")
UNREADABLE = message("This holds a character that cannot be kept: type it again.")

MIRROR = "new_document.mirror"
_YES = "true"
_ROW = re.compile(r"concerns\.(\d{1,4})\.(commitment|stands)", re.ASCII)
_ADDRESS = re.compile(r".*/commitments/([a-z0-9-]+)(?:[?#].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment and how the evidence stands to it, as typed and chosen."""

    commitment: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """All that stands in a form. `answers` are pairs of contesting evidence and commitment."""

    texts: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    document: str = ""
    seek_document: str = ""
    seek_commitment: str = ""

    def text(self, name: str) -> str:
        """Give what stands in a field."""
        return self.texts.get(name, "")

    @property
    def has_new_document(self) -> bool:
        """Whether anything is typed about a document that is not in the registry yet."""
        return any(self.text(one.name).strip() for one in NEW_DOCUMENT)


def typed_in(pairs: Iterable[tuple[str, str]]) -> Typed:
    """Read a posted form; what it does not know is left out, so nothing else can be set by it."""
    given = [(name, value.replace("\r\n", "\n")) for name, value in pairs]
    first = dict(reversed(given))
    answers = [tuple(value.split(" ", 1)) for name, value in given if name == "answers"]
    return Typed(
        texts={name: first[name] for name in FIELDS if name in first},
        rows=_rows(given),
        answers=tuple((one[0], one[1]) for one in dict.fromkeys(answers) if len(one) == 2),  # noqa: PLR2004 - a pair
        document=first.get("document", ""),
        seek_document=first.get("seek_document", ""),
        seek_commitment=first.get("seek_commitment", ""),
    )


def _rows(given: list[tuple[str, str]]) -> tuple[Row, ...]:
    rows: dict[int, dict[str, str]] = {}
    for name, value in given:
        if found := _ROW.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = value
    made = (
        Row(_id_in(rows[place].get("commitment", "")), rows[place].get("stands", ""))
        for place in sorted(rows)
    )
    return tuple(row for row in made if row != Row())


def _id_in(text: str) -> str:
    """Take the id out of the address of a commitment's page, which people paste."""
    found = _ADDRESS.fullmatch(text.strip())
    return found[1] if found else text


def with_commitment(typed: Typed, commitment: str) -> Typed:
    """Add a row for a commitment, unless there is one."""
    if any(row.commitment == commitment for row in typed.rows):
        return typed
    return replace(typed, rows=(*typed.rows, Row(commitment)))


def without_row(typed: Typed, place: int) -> Typed:
    """Take out one row; places count from nought."""
    return replace(typed, rows=typed.rows[:place] + typed.rows[place + 1 :])


def typed_from(draft: Draft) -> Typed:
    """Show a draft in a form."""
    document = draft.new_document or DraftDocument()
    texts = {
        name: str(
            getattr(document, name.partition(".")[2]) if "." in name else getattr(draft, name)
        )
        for name in FIELDS
    }
    return Typed(
        texts=texts | {MIRROR: _YES if document.mirror else ""},
        rows=tuple(Row(one.commitment, stance_of(one)) for one in draft.concerns),
        answers=tuple((one.contest, one.commitment) for one in draft.answers),
        document=draft.document,
    )


def draft_of(typed: Typed, intent: Intent, subject: Proposed, tongue: Tongue) -> Draft:
    """Write what was typed as a draft of the fields that such a proposal has.

    Raises:
        FaultyDraftError: when something is too long or too odd to be kept at all.

    """
    content: dict[str, Any] = {"language": typed.text("language")}
    if intent is not Intent.ADD:
        content["reason"] = typed.text("reason")
    if intent is not Intent.WITHDRAW:
        content |= _document(typed) if subject is Proposed.DOCUMENT else _evidence(typed)
    try:
        return Draft.model_validate(content)
    except ValidationError as error:
        raise FaultyDraftError(_wrong(error, tongue)) from None


def _evidence(typed: Typed) -> dict[str, Any]:
    is_new = not typed.document and typed.has_new_document
    concerns = [concern_of(row.commitment, row.stance) for row in typed.rows]
    return {
        **{one.name: typed.text(one.name) for one in EVIDENCE},
        **(_document(typed) if is_new else {"document": typed.document}),
        "concerns": concerns,
        "answers": [{"contest": one, "commitment": of} for one, of in typed.answers],
    }


def _document(typed: Typed) -> dict[str, Any]:
    texts: dict[str, Any] = {
        one.name.partition(".")[2]: typed.text(one.name) for one in NEW_DOCUMENT
    }
    return {"new_document": texts | {"mirror": bool(texts["mirror"])}}


def _wrong(error: ValidationError, tongue: Tongue) -> list[tuple[str, str]]:
    """Name each field that cannot be kept, as faults of a draft are named."""
    wrong: dict[str, str] = {}
    for fault in error.errors():
        name = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "string_too_long":
            given = len(str(fault["input"]))
            wrong[name] = tongue.say(TOO_LONG, given=given, most=LONGEST_TYPED)
        elif fault["type"] == "too_long":
            wrong[name] = tongue.say(TOO_MANY, most=MOST_CONCERNS)
        else:
            wrong[name] = tongue.say(UNREADABLE)
    return list(wrong.items())
