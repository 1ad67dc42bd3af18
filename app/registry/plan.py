"""What a load would do: which entries it adds, changes, restores, retires, and which it leaves."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from app.domain.vocabulary import Action, Owner
from app.errors import MassRetirementError
from app.registry.entries import BY_SECTION
from app.registry.reader import Registry
from app.registry.rows import NOUN_OF, TABLE_OF, entries_in, table_of
from app.store.batches import batches

_FEW = 3
_SHARE = 20
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One key of an entry whose value is another than before; None where there was or is none."""

    key: str
    old: Any
    new: Any


@dataclass(slots=True)
class SectionPlan:
    """The plan for one section: ids, in the order of the file.

    `moved` are entries whose place in the file changed; that is no change of content.
    """

    added: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    restored: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: int = 0
    in_force: int = 0

    @property
    def touched(self) -> list[str]:
        """The entries whose rows get another content."""
        return [*self.added, *self.changed, *self.restored]


@dataclass(slots=True)
class Plan:
    """What a load would do, section by section."""

    sections: dict[str, SectionPlan]

    @property
    def is_empty(self) -> bool:
        """Whether the load would change nothing that is public."""
        return not any(one.touched or one.retired for one in self.sections.values())

    @property
    def size(self) -> int:
        """How many rows the load would write."""
        return sum(len(one.touched) + len(one.retired) for one in self.sections.values())

    def count(self, what: str) -> int:
        """Count `added`, `changed`, `restored`, `retired` or `unchanged` over all sections."""
        values = (getattr(one, what) for one in self.sections.values())
        return sum(value if isinstance(value, int) else len(value) for value in values)

    def summary(self) -> str:
        """Give the counts in one line."""
        words = [Action.ADDED, Action.CHANGED, Action.RETIRED, "unchanged"]
        if self.count(Action.RESTORED):
            words.insert(2, Action.RESTORED)
        return ", ".join(f"{self.count(word)} {word}" for word in words)

    def lines(self) -> Iterator[str]:
        """Yield what is to be done, an entry a line, and the counts at the end."""
        for section, plan in self.sections.items():
            noun = NOUN_OF[section]
            yield from (f"+ {noun} {name}" for name in plan.added)
            for name, changes in plan.changed.items():
                yield f"~ {noun} {name}: {', '.join(change.key for change in changes)}"
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
    """Compare a registry file with the rows it owns in the database."""
    return Plan({section: _plan_section(session, registry, section) for section in BY_SECTION})


def _plan_section(session: Session, registry: Registry, section: str) -> SectionPlan:
    table = table_of(TABLE_OF[section])
    stored = {
        row.id: row
        for row in session.execute(
            select(table.c.id, table.c.digest, table.c.position, table.c.retired_on).where(
                table.c.owner == Owner.REGISTRY.value
            )
        )
    }
    plan = SectionPlan(in_force=sum(row.retired_on is None for row in stored.values()))
    differing: list[str] = []
    for position, (name, packed) in enumerate(registry.entries[section].items()):
        row = stored.pop(name, None)
        if row is None:
            plan.added.append(name)
        elif row.retired_on is not None:
            plan.restored.append(name)
        elif row.digest != digest_of(packed):
            differing.append(name)
        else:
            plan.unchanged += 1
        if row is not None and row.position != position:
            plan.moved.append(name)
    plan.retired = [name for name, row in stored.items() if row.retired_on is None]
    plan.changed = dict(_changes(session, registry, section, differing))
    return plan


def digest_of(packed: bytes) -> str:
    """Give the SHA-256 of an entry's canonical JSON, in hexadecimal."""
    return hashlib.sha256(packed).hexdigest()


def _changes(
    session: Session, registry: Registry, section: str, names: list[str]
) -> Iterator[tuple[str, list[Change]]]:
    for batch in batches(names, _BATCH):
        before = entries_in(session, section, batch)
        for name in batch:
            yield name, _differences(before[name], json.loads(registry.entries[section][name]))


def _differences(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    keys = sorted(old.keys() | new.keys())
    return [Change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]
