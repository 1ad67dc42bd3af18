"""Rows that say what is said already: in the file, in a proposal, or published.

Evidence is told by its document, its day, and its locator and summary but for capitals, signs and
spaces. Where all else agrees as well, the row is left out; where not, somebody has to look.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.folding import fold_words
from app.domain.workflow import Intent, Proposed, State
from app.editing.addresses import documents_at
from app.editing.drafts import Draft
from app.editing.imports.rows import Row
from app.editing.imports.sharing import document_key
from app.store.batches import batches
from app.store.readings import counts
from app.store.tables import Answer, Evidence, Link
from app.store.tables.desk import Proposal

_UNPUBLISHED = (State.DRAFT.value, State.SUBMITTED.value, State.RETURNED.value)
_AT_ONCE = 500

Key = tuple[str, ...]
_Rest = tuple[frozenset[Key], frozenset[Key], str]
"""What evidence says besides: concerns, answers, and the note, folded."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Where the same is said already: exactly one of the three.

    `is_same` where commitments, answers and note agree as well.
    """

    is_same: bool
    row: int | None = None
    proposal: str | None = None
    evidence: str | None = None


_Said = dict[Key, tuple[Twin, _Rest]]


def find_twins(session: Session, rows: Sequence[Row]) -> dict[int, Twin]:
    """Give the twin of each row that has one, by the number of the row."""
    documents = _Documents(session)
    said = _published(session, {documents.told(row.draft)[0] for row in rows})
    said |= _proposed(session, documents)
    twins: dict[int, Twin] = {}
    for row in rows:
        if not row.draft.summary:
            continue
        key, rest = _key(row.draft, documents), _rest(row.draft)
        if key in said:
            twin, other = said[key]
            twins[row.number] = Twin(rest == other, twin.row, twin.proposal, twin.evidence)
        else:
            said[key] = (Twin(is_same=True, row=row.number), rest)
    return twins


class _Documents:
    """Tells the document of a draft: by the id of one that is published, else by what is written.

    The same address is looked up once.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._at: dict[Key, Key] = {}

    def told(self, draft: Draft) -> Key:
        if draft.document or draft.new_document is None:
            return (draft.document,)
        key = document_key(draft.new_document)
        if key not in self._at:
            url = draft.new_document.url
            here = documents_at(self._session, url) if url else []
            self._at[key] = (here[0],) if here else key
        return self._at[key]


def _key(draft: Draft, documents: _Documents) -> Key:
    return (*documents.told(draft), draft.date, _folded(draft.locator), _folded(draft.summary))


def _folded(text: str) -> str:
    return " ".join(fold_words(text))


def _rest(draft: Draft) -> _Rest:
    concerns = frozenset(
        (one.commitment, one.role, one.status, one.extent) for one in draft.concerns
    )
    answers = frozenset((one.contest, one.commitment) for one in draft.answers)
    return concerns, answers, _folded(draft.note)


def _proposed(session: Session, documents: _Documents) -> _Said:
    found = select(col(Proposal.id), col(Proposal.content)).where(
        col(Proposal.intent) == Intent.ADD.value,
        col(Proposal.subject) == Proposed.EVIDENCE.value,
        col(Proposal.state).in_(_UNPUBLISHED),
    )
    drafts = ((name, Draft.model_validate(content)) for name, content in session.execute(found))
    return {
        _key(draft, documents): (Twin(is_same=True, proposal=name), _rest(draft))
        for name, draft in drafts
    }


def _published(session: Session, documents: Iterable[str]) -> _Said:
    said: _Said = {}
    for some in batches(sorted(documents), _AT_ONCE):
        columns = (Evidence.id, Evidence.source, Evidence.date, Evidence.locator, Evidence.summary)
        found = select(*map(col, columns), col(Evidence.note)).where(
            col(Evidence.source).in_(some), *counts()
        )
        rows = list(session.execute(found))
        besides = _Besides(session, [row.id for row in rows])
        for row in rows:
            said |= dict.fromkeys(
                _keys_of(row), (Twin(is_same=True, evidence=row.id), besides.of(row.id, row.note))
            )
    return said


def _keys_of(row: Any) -> Iterator[Key]:  # noqa: ANN401 - a row of the database
    for language in row.summary:
        locator = row.locator.get(language) or next(iter(row.locator.values()))
        yield (row.source, row.date, _folded(locator), _folded(row.summary[language]))


class _Besides:
    """What some published evidence says besides."""

    def __init__(self, session: Session, names: list[str]) -> None:
        self._concerns: dict[str, set[Key]] = {name: set() for name in names}
        self._answers: dict[str, set[Key]] = {name: set() for name in names}
        for some in batches(names, _AT_ONCE):
            links = select(Link).where(col(Link.evidence_id).in_(some))
            for link in session.scalars(links):
                parts = (link.commitment_id, link.role, link.status or "", link.extent or "")
                self._concerns[link.evidence_id].add(parts)
            answers = select(Answer).where(col(Answer.answer_id).in_(some))
            for answer in session.scalars(answers):
                self._answers[answer.answer_id].add((answer.evidence_id, answer.commitment_id))

    def of(self, name: str, note: dict[str, str] | None) -> _Rest:
        text = _folded(next(iter((note or {}).values()), ""))
        return frozenset(self._concerns[name]), frozenset(self._answers[name]), text
