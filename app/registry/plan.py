"""What a load would do: which entries it adds, changes, restores, retires, and which it leaves."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from app.domain.vocabulary import Action, Owner
from app.errors import MassRetirementError
from app.registry.changes import Change, Compared, Comparison
from app.registry.contradictions import against_the_desk
from app.registry.entries import BY_SECTION
from app.registry.reader import Registry
from app.registry.references import Misfit
from app.registry.rows import NOUN_OF, TABLE_OF, table_of

_FEW = 3
_SHARE = 20
_SAME, _DIFFERENT, _RETIRED, _OF_DESK = "same", "different", "retired", "of desk"
_TOLD_IF_ANY = (Action.ADOPTED, Action.RESTORED)


@dataclass(slots=True)
class SectionPlan:
    """The plan for one section: ids, in the order of the file.

    `adopted` are entries in which the file now says what the desk said. `moved` are entries whose
    place in the file changed; that is no change of content.
    """

    added: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    adopted: dict[str, list[Change]] = field(default_factory=dict)
    restored: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: int = 0
    in_force: int = 0

    @property
    def touched(self) -> list[str]:
        """The entries whose rows get another content, or another owner of it."""
        return [*self.added, *self.rewritten]

    @property
    def rewritten(self) -> list[str]:
        """Those of them that have a row already."""
        return [*self.changed, *self.adopted, *self.restored]


@dataclass(slots=True)
class Plan:
    """What a load would do, section by section.

    With `contradictions`, what the file says against the desk, it must not be done.
    """

    sections: dict[str, SectionPlan]
    contradictions: list[Misfit] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the load would change nothing that is public."""
        return not any(one.touched or one.retired for one in self.sections.values())

    @property
    def size(self) -> int:
        """How many rows the load would write."""
        return sum(len(one.touched) + len(one.retired) for one in self.sections.values())

    def count(self, what: str) -> int:
        """Count what one list of the plans holds (`added`, `changed`, ...) over all sections."""
        values = (getattr(one, what) for one in self.sections.values())
        return sum(value if isinstance(value, int) else len(value) for value in values)

    def summary(self) -> str:
        """Give the counts in one line."""
        words = [Action.ADDED, Action.CHANGED, Action.RETIRED, "unchanged"]
        words[2:2] = [word for word in _TOLD_IF_ANY if self.count(word)]
        return ", ".join(f"{self.count(word)} {word}" for word in words)

    def lines(self) -> Iterator[str]:
        """Yield what is to be done, an entry a line, and the counts at the end."""
        for section, plan in self.sections.items():
            noun = NOUN_OF[section]
            yield from (f"+ {noun} {name}" for name in plan.added)
            for name, changes in plan.changed.items():
                yield f"~ {noun} {name}: {', '.join(change.key for change in changes)}"
            yield from (f"= {noun} {name} ({Action.ADOPTED})" for name in plan.adopted)
            yield from (f"+ {noun} {name} ({Action.RESTORED})" for name in plan.restored)
            yield from (f"- {noun} {name} ({Action.RETIRED})" for name in plan.retired)
        yield self.summary()

    def refuse_mass_retirement(self) -> None:
        """Stop a load that would retire more than 3 entries and more than 1 in 20 in force.

        Raises:
            MassRetirementError: naming the counts and how to go on.

        """
        in_force = self.count("in_force")
        retired = self.count(Action.RETIRED)
        if retired > max(_FEW, in_force // _SHARE):
            some = [name for one in self.sections.values() for name in one.retired][:_FEW]
            message = (
                f"this load would retire {retired} of {in_force} entries ({', '.join(some)}, ...): "
                "check that the file is complete, or load it with --allow-retire"
            )
            raise MassRetirementError(message)


def plan_load(session: Session, registry: Registry) -> Plan:
    """Compare a registry file with the rows that it owns, or would own, in the database."""
    planning = _Planning(session, registry)
    sections = {section: planning.section(section) for section in BY_SECTION}
    contradictions = [*planning.contradictions, *against_the_desk(session, registry)]
    return Plan(sections, contradictions)


class _Planning:
    """Compares a file with the database, and collects what contradicts the desk."""

    def __init__(self, session: Session, registry: Registry) -> None:
        self.contradictions: list[Misfit] = []
        self._session = session
        self._registry = registry
        self._comparison = Comparison(session, registry)

    def section(self, section: str) -> SectionPlan:
        """Plan one section."""
        stored = self._stored(section)
        plan = SectionPlan(in_force=sum(map(_is_in_force, stored.values())))
        kinds: dict[str, list[str]] = {kind: [] for kind in (_SAME, _DIFFERENT, _RETIRED, _OF_DESK)}
        for position, (name, packed) in enumerate(self._registry.entries[section].items()):
            row = stored.pop(name, None)
            if row is None:
                plan.added.append(name)
                continue
            kinds[_kind_of(row, packed)].append(name)
            if row.position != position:
                plan.moved.append(name)
        plan.unchanged = len(kinds[_SAME])
        plan.restored = kinds[_RETIRED]
        plan.retired = [name for name, row in stored.items() if _is_in_force(row)]
        self._compare(section, plan, kinds)
        return plan

    def _stored(self, section: str) -> dict[str, Row[Any]]:
        columns = table_of(TABLE_OF[section]).c
        rows = self._session.execute(
            select(columns.id, columns.digest, columns.position, columns.retired_on, columns.owner)
        )
        return {row.id: row for row in rows}

    def _compare(self, section: str, plan: SectionPlan, kinds: dict[str, list[str]]) -> None:
        for name, compared in self._comparison.of_registry(section, kinds[_DIFFERENT]):
            (plan.adopted if compared.is_adopted else plan.changed)[name] = compared.changes
            self._contradict(section, name, compared)
        for name, compared in self._comparison.of_registry(section, kinds[_RETIRED]):
            self._contradict(section, name, compared)
        for name, compared in self._comparison.of_desk(section, kinds[_OF_DESK]):
            plan.adopted[name] = compared.changes
            self._contradict(section, name, compared)

    def _contradict(self, section: str, name: str, compared: Compared) -> None:
        found = compared.contradictions
        self.contradictions += (Misfit(section, name, path, message) for path, message in found)


def _kind_of(row: Row[Any], packed: bytes) -> str:
    """Say how the row of an entry stands to it."""
    if row.owner == Owner.DESK:
        return _OF_DESK
    if row.retired_on is not None:
        return _RETIRED
    return _SAME if row.digest == digest_of(packed) else _DIFFERENT


def _is_in_force(row: Row[Any]) -> bool:
    return row.owner == Owner.REGISTRY and row.retired_on is None


def digest_of(packed: bytes) -> str:
    """Give the SHA-256 of an entry's canonical JSON, in hexadecimal."""
    return hashlib.sha256(packed).hexdigest()
