"""What the file says of its own entries that what the desk keeps beside them cannot bear.

What the desk published or withdrew stays when a file is loaded that does not know it. So a file is
refused that would leave evidence of the desk on a withdrawn document, for example: the two together
could be read neither by people nor, once exported, by the reader of this file.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Row, or_, select
from sqlmodel import Session, col

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Origin, Owner
from app.registry.additions import withdrawn_by_desk
from app.registry.reader import Registry
from app.registry.references import Misfit
from app.registry.replacing import replacing_in, withdrawn_in
from app.registry.rows import NOUN_OF, REPLACEABLE
from app.store.replacements import last_of, line_of
from app.store.tables import Evidence

# In canonical JSON no text can look like this: its quotes are escaped.
_DOCUMENT = re.compile(rb'"document":"([^"]+)"')

_DEAD = (
    "'{document}' was withdrawn at the desk, and nothing stands in for it: "
    "name another document, or export anew"
)
_STANDS_ON_IT = (
    "{noun} '{name}', published at the desk, stands on this: withdraw that at the desk first, "
    "or put another document in the place of this one"
)
_TOO_EARLY = (
    "date {date} is before evidence '{name}' of the desk happened ({happened}): check the date, "
    "or correct that evidence at the desk first"
)
_REPLACED_TWICE = (
    "'{replaced}' is replaced already, by '{name}' of the desk: export anew, and correct that one"
)


def against_the_desk(session: Session, registry: Registry) -> Iterator[Misfit]:
    """Say where the entries of a file cannot stand beside what the desk keeps after the load."""
    afterwards = _Afterwards(session, registry)
    yield from afterwards.replaced_twice()
    yield from afterwards.evidence_of_the_file_on_dead_documents()
    for row in afterwards.desk_evidence:
        yield from afterwards.under(row)


class _Afterwards:
    """What would stand in the database if the file were loaded, as far as the desk is concerned."""

    def __init__(self, session: Session, registry: Registry) -> None:
        self._session = session
        self._entries = registry.entries
        self._kept = {section: self._not_in_file(section) for section in REPLACEABLE}
        self._withdrawn_by_desk = {
            section: {row.id for row in session.execute(withdrawn_by_desk(section))}
            for section in REPLACEABLE
        }

    def _not_in_file(self, section: str) -> list[Row[Any]]:
        """Give the rows with decisions on them that the load would not write."""
        model = REPLACEABLE[section]
        decided = or_(col(model.replaces).is_not(None), col(model.withdrawal).is_not(None))
        rows = self._session.execute(
            select(
                col(model.id), col(model.owner), col(model.replaces), col(model.withdrawal)
            ).where(decided)
        )
        return [row for row in rows if row.id not in self._entries[section]]

    @cached_property
    def desk_evidence(self) -> list[Row[Any]]:
        """The evidence of the desk that the file does not name, and that counts."""
        rows = self._session.execute(
            select(col(Evidence.id), col(Evidence.document), col(Evidence.date))
            .where(col(Evidence.owner) == Owner.DESK.value, col(Evidence.withdrawal).is_(None))
            .order_by(col(Evidence.id))
        )
        return [row for row in rows if row.id not in self._entries["evidence"]]

    def replaced_twice(self) -> Iterator[Misfit]:
        """Name entries of the file that replace what the desk has replaced by something else."""
        for section, rows in self._kept.items():
            named = replacing_in(self._entries[section])
            for row in rows:
                if row.owner == Owner.DESK and row.replaces in named:
                    message = _REPLACED_TWICE.format(replaced=row.replaces, name=row.id)
                    yield Misfit(section, named[row.replaces], ("replaces",), message)

    def evidence_of_the_file_on_dead_documents(self) -> Iterator[Misfit]:
        """Name evidence that would count although the desk withdrew its document."""
        gone = self._withdrawn
        dead = {name for name in gone if last_of(self._standing_in, name) in gone}
        if dead.isdisjoint(self._withdrawn_by_desk["documents"] | self._withdrawn_elsewhere):
            return
        evidence = self._entries["evidence"]
        withdrawn = withdrawn_in(evidence) | self._withdrawn_by_desk["evidence"]
        for name, packed in evidence.items():
            found = _DOCUMENT.search(packed)
            document = found[1].decode() if found else ""
            if document in dead and name not in withdrawn:
                message = _DEAD.format(document=last_of(self._standing_in, document))
                yield Misfit("evidence", name, ("document",), message)

    def under(self, row: Row[Any]) -> Iterator[Misfit]:
        """Say what the file says of the document under a piece of desk evidence that cannot be."""
        yield from self._date_of(row)
        line = line_of(self._standing_in, row.document)
        if line[-1] not in self._withdrawn:
            return
        for document in reversed(line):
            if document in self._withdrawn_by_file:
                message = _STANDS_ON_IT.format(noun=NOUN_OF["evidence"], name=row.id)
                yield Misfit("documents", document, ("withdrawn",), message)
                return

    def _date_of(self, row: Row[Any]) -> Iterator[Misfit]:
        document = json.loads(self._entries["documents"].get(row.document, b"{}"))
        told = document.get("date")
        if told is None or document["origin"] == Origin.LEGAL_TEXT:
            return
        if parse_partial_date(row.date).first > parse_partial_date(told).last:
            message = _TOO_EARLY.format(date=told, name=row.id, happened=row.date)
            yield Misfit("documents", row.document, ("date",), message)

    @cached_property
    def _withdrawn_elsewhere(self) -> set[str]:
        return {row.id for row in self._kept["documents"] if row.withdrawal is not None}

    @cached_property
    def _withdrawn(self) -> frozenset[str]:
        """The documents that are withdrawn by the file, at the desk, or by an earlier file."""
        at_desk = self._withdrawn_by_desk["documents"]
        return self._withdrawn_by_file | at_desk | self._withdrawn_elsewhere

    @cached_property
    def _withdrawn_by_file(self) -> frozenset[str]:
        return withdrawn_in(self._entries["documents"])

    @cached_property
    def _standing_in(self) -> Mapping[str, str]:
        """The document that stands in for each that is withdrawn."""
        kept = {row.replaces: row.id for row in self._kept["documents"]}
        named = kept | replacing_in(self._entries["documents"])
        return {old: new for old, new in named.items() if old in self._withdrawn}
