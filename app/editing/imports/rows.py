"""From a row of a file to a draft, and back from a fault of the draft to the column of the file."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.messages import message
from app.domain.vocabulary import Extent, Role, Status
from app.editing.drafts import Draft, DraftAnswer, DraftConcern, DraftDocument, tidy
from app.editing.imports.columns import (
    COLUMNS,
    EXAMPLE,
    MOST_COMMITMENTS,
    STANDINGS,
    YES,
    Header,
)
from app.editing.imports.limits import LONGEST_CELL
from app.editing.imports.sheets import Sheet
from app.editing.sentences import in_marks
from app.errors import Wrong
from app.queries.languages import Tongue
from app.registry.scalars import quote

CELL_TOO_LONG = message("This cell has more than {most} characters: shorten it.")
UNKEPT_SIGN = message("This cell holds a sign that cannot be kept: type the text again.")
NOT_A_WORD = message("{given} cannot stand here. Write one of: {allowed}.")
STANDING_MISSING = message("Say how it stands to the commitment: {allowed}.")
COMMITMENT_MISSING = message("Name the commitment, or empty the column beside it.")
TWO_DOCUMENTS = message(
    "The row names a published document and describes a new one: keep document_id, or the other "
    "columns about the document."
)
MADE_EXACT = message(
    "The cell holds a date that the program may have made out of a month or a year. Format the "
    "cell as text and write {month} or {day}, whichever the source says."
)

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_BETWEEN = re.compile(r"[;,\s]+")
_DOCUMENT = tuple(name for name in DraftDocument.model_fields if name != "mirror")
_DATES = ("document_date", "date")
_PLACED = re.compile(r"concerns\.(\d+)(?:\.(\w+))?")

_STANDINGS = {
    "pledged": DraftConcern(role=Role.BEARS, status=Status.PLEDGED),
    "enacted": DraftConcern(role=Role.BEARS, status=Status.ENACTED, extent=Extent.WHOLE),
    "enacted in part": DraftConcern(role=Role.BEARS, status=Status.ENACTED, extent=Extent.PART),
    "contested": DraftConcern(role=Role.BEARS, status=Status.CONTESTED),
    "context": DraftConcern(role=Role.CONTEXT),
}

Contested = Callable[[str], frozenset[str]]
"""The commitments that a piece of evidence contests; none for what contests nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, its texts by name of column, and what is wrong so far.

    `pairs` are the numbers of the pairs of columns that its concerns came from, in their order.
    The draft of a row that is not readable is empty.
    """

    number: int
    draft: Draft
    pairs: tuple[int, ...]
    wrong: tuple[Wrong, ...]
    is_readable: bool = True

    def column_of(self, field: str) -> str:
        """Give the column that a field of the draft was filled in from."""
        placed = _PLACED.match(field)
        if placed and int(placed[1]) < len(self.pairs):
            number = self.pairs[int(placed[1])]
            is_id = placed[2] in {None, "commitment"}
            return f"commitment_{number}" if is_id else f"standing_{number}"
        return _COLUMN_OF.get(field) or _COLUMN_OF.get(field.partition(".")[0], field)


_COLUMN_OF = {one.field: one.name for one in COLUMNS.values() if one.field} | {
    "concerns": "commitment_1",
    "answers": "answers",
    "new_document": "document_url",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of one row by name of column; `uncertain` are columns whose date may be too exact.

    What is not there reads as empty.
    """

    number: int
    texts: Mapping[str, str]
    uncertain: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> str:
        """Give the text of a column, without white space around it."""
        return self.texts.get(name, "")

    @property
    def is_example(self) -> bool:
        """Whether it is marked as one of the rows that show how it is done."""
        return self[EXAMPLE].casefold() == EXAMPLE


def cells_of(sheet: Sheet, header: Header) -> Iterator[Cells]:
    """Name the cells of each row, examples left out; columns that are not known are left out."""
    for number, cells in sheet.rows:
        named = {
            name: tidy(cell)
            for name, cell in zip(header.names, cells, strict=False)
            if name is not None and cell.strip()
        }
        uncertain = (
            name
            for place, name in enumerate(header.names)
            if name in _DATES and (number, place) in sheet.uncertain
        )
        row = Cells(number, named, frozenset(filter(None, uncertain)))
        if named and not row.is_example:
            yield row


def contests_named(cells: Cells) -> list[str]:
    """Give the ids of contesting evidence that a row says it answers."""
    return [name for name in _BETWEEN.split(cells["answers"]) if name]


def read_row(cells: Cells, contested: Contested, tongue: Tongue) -> Row:
    """Read one row as a draft, with what can be said wrong of its cells alone."""
    unkept = list(_unkept(cells, tongue))
    if unkept:
        return Row(cells.number, Draft(), (), tuple(unkept), is_readable=False)
    concerns = {number: concern for number, concern in _concerns(cells) if concern != _NO_CONCERN}
    draft = Draft(
        language=cells["language"].lower(),
        document=cells["document_id"],
        new_document=_new_document(cells),
        locator=cells["locator"],
        date=cells["date"],
        summary=cells["summary"],
        note=cells["note"],
        concerns=tuple(concerns.values()),
        answers=tuple(_answers(cells, tuple(concerns.values()), contested)),
    )
    wrong = (*_wrong_words(cells, tongue), *_wrong_together(cells, draft, tongue))
    return Row(cells.number, draft, tuple(concerns), wrong)


_NO_CONCERN = DraftConcern()


def _unkept(cells: Cells, tongue: Tongue) -> Iterator[Wrong]:
    for name, text in cells.texts.items():
        if len(text) > LONGEST_CELL:
            yield name, tongue.say(CELL_TOO_LONG, most=f"{LONGEST_CELL:,}")
        elif _UNKEPT.search(text):
            yield name, tongue.say(UNKEPT_SIGN)


def _new_document(cells: Cells) -> DraftDocument | None:
    texts = {name: cells[f"document_{name}"] for name in _DOCUMENT}
    for coded in ("kind", "origin", "consulted"):
        texts[coded] = "_".join(texts[coded].lower().split())
    texts["language"] = texts["language"].lower()
    mirror = cells["document_mirror"].casefold() == YES
    return DraftDocument(**texts, mirror=mirror) if mirror or any(texts.values()) else None


def _concerns(cells: Cells) -> Iterator[tuple[int, DraftConcern]]:
    for number in range(1, MOST_COMMITMENTS + 1):
        commitment = cells[f"commitment_{number}"]
        standing = _STANDINGS.get(_standing(cells, number), _NO_CONCERN)
        yield number, standing.model_copy(update={"commitment": commitment})


def _standing(cells: Cells, number: int) -> str:
    return " ".join(cells[f"standing_{number}"].casefold().replace("_", " ").split())


def _answers(
    cells: Cells, concerns: tuple[DraftConcern, ...], contested: Contested
) -> Iterator[DraftAnswer]:
    """Answer each contest for every commitment that it contests and the row bears on."""
    borne = [one.commitment for one in concerns if one.role == Role.BEARS]
    for contest in contests_named(cells):
        both = [one for one in borne if one in contested(contest)]
        # Without any, the check of drafts says what is wrong with it.
        for commitment in both or borne[:1] or [""]:
            yield DraftAnswer(contest=contest, commitment=commitment)


def _wrong_words(cells: Cells, tongue: Tongue) -> Iterator[Wrong]:
    if cells[EXAMPLE]:
        yield EXAMPLE, _not_a_word(cells[EXAMPLE], (EXAMPLE,), tongue)
    if cells["document_mirror"].casefold() not in {"", YES, "no"}:
        yield "document_mirror", _not_a_word(cells["document_mirror"], (YES, "no"), tongue)
    for number in range(1, MOST_COMMITMENTS + 1):
        standing = _standing(cells, number)
        if standing and standing not in _STANDINGS:
            given = cells[f"standing_{number}"]
            yield f"standing_{number}", _not_a_word(given, STANDINGS, tongue)


def _not_a_word(given: str, allowed: tuple[str, ...], tongue: Tongue) -> str:
    shown = in_marks(quote(given), tongue.language)
    return tongue.say(NOT_A_WORD, given=shown, allowed=", ".join(allowed))


def _wrong_together(cells: Cells, draft: Draft, tongue: Tongue) -> Iterator[Wrong]:
    if draft.document and draft.new_document:
        yield "document_id", tongue.say(TWO_DOCUMENTS)
    for name in sorted(cells.uncertain):
        day = cells[name]
        yield name, tongue.say(MADE_EXACT, month=day[:7], day=day)
    for number in range(1, MOST_COMMITMENTS + 1):
        commitment, standing = cells[f"commitment_{number}"], cells[f"standing_{number}"]
        if commitment and not standing:
            yield f"standing_{number}", tongue.say(STANDING_MISSING, allowed=", ".join(STANDINGS))
        if standing and not commitment:
            yield f"commitment_{number}", tongue.say(COMMITMENT_MISSING)
