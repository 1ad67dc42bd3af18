"""What entries hung together with at any time, by all that the ledger recorded of them.

Whoever follows may be behind a change that took a link away: what stood at its other end changed,
too, and only the ledger still knows it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.domain.vocabulary import Action, Subject
from app.queries.differences import WHOLE
from app.queries.view import View
from app.store.batches import batches
from app.store.tables import Revision

_BATCH = 500
_REWRITING = frozenset({Action.CHANGED.value, Action.ADOPTED.value})
_OF_COMMITMENT = frozenset({"instrument", "themes"})
_OF_EVIDENCE = frozenset({"bears_on", "context_for", "document"})


@dataclass(slots=True)
class Earlier:
    """Ids that entries named at any time.

    `replaces` are pairs of a document and what it replaced. `lost` are the kinds of entries of
    which that is not known any more: a redaction removed what they said.
    """

    commitments: set[str] = field(default_factory=set)
    instruments: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    replaces: set[tuple[str, str]] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def note(self, subject: str, name: str, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Remember what one key of an entry said."""
        if value is None:
            return
        if subject == Subject.COMMITMENT and key in _OF_COMMITMENT:
            (self.themes if key == "themes" else self.instruments).update(_names(value))
        elif subject == Subject.EVIDENCE and key in _OF_EVIDENCE:
            (self.documents if key == "document" else self.commitments).update(_names(value))
        elif subject == Subject.DOCUMENT and key == "replaces":
            self.replaces.add((name, value))


def earlier_of(view: View, things: Mapping[str, Iterable[str]]) -> Earlier:
    """Read what these entries named: ids by kind (`commitment`, `evidence`, `document`)."""
    found = Earlier()
    for subject, names in things.items():
        emptied: dict[str, set[str]] = {}
        restored: set[str] = set()
        for row in _revisions(view, subject, names):
            restored |= {row.subject_id} if row.action == Action.RESTORED else set()
            if row.payload is None:
                emptied.setdefault(row.subject_id, set()).add(row.action)
                continue
            for key, value in _said(row.action, json.loads(row.payload)):
                found.note(subject, row.subject_id, key, value)
        if any(name in restored or actions & _REWRITING for name, actions in emptied.items()):
            found.lost.add(subject)
    return found


def _revisions(view: View, subject: str, names: Iterable[str]) -> Iterator[Any]:
    for batch in batches(sorted(names), _BATCH):
        yield from view.session.execute(
            select(col(Revision.subject_id), col(Revision.action), col(Revision.payload)).where(
                col(Revision.subject_id).in_(batch),
                col(Revision.subject) == subject,
                col(Revision.action).in_([*WHOLE, *_REWRITING]),
            )
        )


def _said(action: str, payload: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each key with every value that a revision says it had, or has."""
    if action in WHOLE:
        yield from payload.items()
        return
    for change in payload["changes"]:
        yield change["key"], change["old"]
        yield change["key"], change["new"]


def _names(value: Any) -> Iterable[str]:  # noqa: ANN401 - an id, a list of ids, or a map by id
    return [value] if isinstance(value, str) else value
