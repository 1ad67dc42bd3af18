"""What may be referred to: entries that are neither retired nor withdrawn."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from app.domain.identifiers import is_identifier
from app.domain.messages import message
from app.editing.sentences import Finding
from app.registry.parts import pack
from app.registry.rows import NOUN_OF, TABLE_OF, entries_in, table_of
from app.registry.scalars import quote
from app.registry.spelling import nearest

NO_SUCH = {
    "commitments": message("There is no commitment {id}: choose one from the list."),
    "documents": message("There is no document {id}: choose one from the list."),
    "evidence": message("There is no evidence {id}: choose one from the list."),
}
ALMOST = {
    "commitments": message("There is no commitment {id}. Did you mean {near}?"),
    "documents": message("There is no document {id}. Did you mean {near}?"),
    "evidence": message("There is no evidence {id}. Did you mean {near}?"),
}
RETIRED = message("{id} is retired: it is no longer in the registry file. Choose another.")
WITHDRAWN = message("{id} was withdrawn or replaced: choose what stands in its place.")

_SECTIONS = {noun: section for section, noun in NOUN_OF.items()}
_READ = "entries in force"
_BEGINNING = 4
_MOST_ALIKE = 500


class InForce(Mapping[str, bytes]):
    """The entries of one section that are in force, each read when it is asked for.

    `new` are those a draft would add. Only they are counted and gone through: nobody needs all
    the others one by one.
    """

    def __init__(
        self, session: Session, section: str, new: Mapping[str, bytes] | None = None
    ) -> None:
        """Look at one section of the database, as this transaction sees it."""
        self._session = session
        self._section = section
        self._new = dict(new or {})
        self._read: dict[str, bytes | None] = {}

    def __getitem__(self, name: str) -> bytes:
        if name in self._new:
            return self._new[name]
        if name not in self._read:
            entry = entry_in_force(self._session, self._section, name)
            self._read[name] = pack(entry) if entry else None
        found = self._read[name]
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        # Asked about None, too, where an entry names nothing; and its content is not needed.
        if not isinstance(name, str):
            return False
        return name in self._new or _ends(self._session, self._section, name) == (None, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._new)

    def __len__(self) -> int:
        return len(self._new)


@contextmanager
def reading_each_once(session: Session) -> Iterator[None]:
    """Read each entry once for as long as nothing is written: for checks of many drafts."""
    session.info[_READ] = {}
    try:
        yield
    finally:
        del session.info[_READ]


def entry_in_force(session: Session, section: str, name: str) -> dict[str, Any]:
    """Give an entry as the file would have it; an empty one when it is not in force."""
    known: dict[tuple[str, str], dict[str, Any]] = session.info.get(_READ, {})
    if (section, name) not in known:
        known[section, name] = _entry_in_force(session, section, name)
    return known[section, name]


def _entry_in_force(session: Session, section: str, name: str) -> dict[str, Any]:
    if _ends(session, section, name) != (None, None):
        return {}
    return entries_in(session, section, [name]).get(name, {})


def why_not_in_force(session: Session, noun: str, name: str, field: str = "") -> Finding | None:
    """Say why an entry cannot be referred to, None when it can; `noun` is what it is called."""
    section = _SECTIONS[noun]
    ends = _ends(session, section, name)
    if ends is None:
        near = nearest(name, _alike(session, section, name))
        if near is None:
            return Finding(field, NO_SUCH[section], {"id": quote(name)})
        return Finding(field, ALMOST[section], {"id": quote(name), "near": quote(near)})
    retired_on, withdrawal = ends
    if retired_on is None and withdrawal is None:
        return None
    return Finding(field, WITHDRAWN if withdrawal else RETIRED, {"id": quote(name)})


def _ends(session: Session, section: str, name: str) -> tuple[Any, Any] | None:
    """Give the day of retirement and the withdrawal of an entry, or None when there is none."""
    if not is_identifier(name):
        return None
    table = table_of(TABLE_OF[section])
    columns = [table.c[key] for key in ("retired_on", "withdrawal") if key in table.c]
    row = session.execute(select(*columns).where(table.c.id == name)).mappings().first()
    return None if row is None else (row["retired_on"], row.get("withdrawal"))


def _alike(session: Session, section: str, name: str) -> list[str]:
    """Give some ids that begin as this one does: what was meant is mostly among them."""
    beginning = name[:_BEGINNING].lower()
    ids = table_of(TABLE_OF[section]).c.id
    if not is_identifier(beginning.rstrip("-")):
        return []
    alike = select(ids).where(ids >= beginning, ids < beginning + "\x7f").order_by(ids)
    return list(session.execute(alike.limit(_MOST_ALIKE)).scalars())
