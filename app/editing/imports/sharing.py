"""Rows about one new document: they describe it once, and none contradicts another.

Each proposal carries the new document with it. On publication a document that says the very same
as one that is published already is taken to be that one, so all rows must say the same of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.domain.folding import fold_words
from app.domain.messages import message
from app.editing.drafts import DraftDocument
from app.editing.imports.rows import Row
from app.errors import Wrong
from app.queries.languages import Tongue

CONTRADICTS = message(
    "Row {row} describes the same document and has something else here: write the same in both."
)
OTHER_LANGUAGE = message(
    "Row {row} describes the same new document in another language: publish that row first, then "
    "write the id of the document in document_id here."
)
NO_ADDRESS = message(
    "Row {row} adds the same document, and without a web address the two cannot be told to be "
    "one: add document_url to both, or publish that row first and write document_id here."
)

_TEXTS = tuple(name for name in DraftDocument.model_fields if name != "mirror")

Key = tuple[str, ...]


def document_key(document: DraftDocument) -> Key:
    """Tell a document by its address, however it is spelled; without one by publisher and title."""
    if document.url:
        host, slash, path = document.url.partition("://")[2].partition("/")
        return (host.lower().removeprefix("www."), (slash + path).rstrip("/"))
    return ("", " ".join(fold_words(document.publisher)), " ".join(fold_words(document.title)))


@dataclass
class _Group:
    """What the rows of one document say of it together: of each field, the first that says any."""

    first: int
    language: str
    texts: dict[str, str] = field(default_factory=dict)
    said_by: dict[str, int] = field(default_factory=dict)
    mirror: bool = False

    def add(self, row: Row, document: DraftDocument) -> None:
        for name in _TEXTS:
            text = getattr(document, name)
            if text and name not in self.texts:
                self.texts[name], self.said_by[name] = text, row.number
        self.mirror = self.mirror or document.mirror

    def contradictions(self, row: Row, document: DraftDocument, tongue: Tongue) -> Iterator[Wrong]:
        for name in _TEXTS:
            text = getattr(document, name)
            # Of addresses that lead to the same place, the first is taken.
            if name != "url" and text and text != self.texts[name]:
                yield f"document_{name}", tongue.say(CONTRADICTS, row=self.said_by[name])
        if row.draft.language != self.language:
            yield "language", tongue.say(OTHER_LANGUAGE, row=self.first)
        if row.number != self.first and not self.texts.get("url"):
            yield "document_url", tongue.say(NO_ADDRESS, row=self.first)


def shared(rows: Sequence[Row], tongue: Tongue) -> list[Row]:
    """Give the same rows with what others say of their new document, and what contradicts it."""
    groups: dict[Key, _Group] = {}
    for row in rows:
        if row.draft.new_document:
            key = document_key(row.draft.new_document)
            group = groups.setdefault(key, _Group(row.number, row.draft.language))
            group.add(row, row.draft.new_document)
    return [_with_shared(row, groups, tongue) for row in rows]


def _with_shared(row: Row, groups: dict[Key, _Group], tongue: Tongue) -> Row:
    document = row.draft.new_document
    if document is None:
        return row
    group = groups[document_key(document)]
    whole = DraftDocument(**group.texts, mirror=group.mirror)
    wrong = group.contradictions(row, document, tongue)
    draft = row.draft.model_copy(update={"new_document": whole})
    return replace(row, draft=draft, wrong=(*row.wrong, *wrong))


def new_documents(rows: Sequence[Row]) -> dict[Key, list[int]]:
    """Give the numbers of the rows that add each new document, in the order of the file."""
    found: dict[Key, list[int]] = defaultdict(list)
    for row in rows:
        if row.draft.new_document:
            found[document_key(row.draft.new_document)].append(row.number)
    return dict(found)
