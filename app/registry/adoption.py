"""When the file says what the desk said: which differences are none.

An export writes what the desk recorded into the file. Whoever loads that file again hands it over:
what was the desk's becomes the file's, and nothing that a reader sees changes.
"""

from collections.abc import Collection
from copy import deepcopy
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from app.registry.additions import Additions
from app.registry.reader import Registry
from app.registry.rows import REPLACEABLE
from app.store.replacements import successors
from app.store.tables import Commitment

Content = dict[str, Any]
"""An entry as a mapping: what its canonical JSON holds."""


def with_adopted(entry: Content, added: Additions, given: Content) -> Content:
    """Add to an entry what the desk added to it, where `given`, the file's entry, has it too."""
    made = deepcopy(entry)
    for key, value in (("withdrawn", added.withdrawn), ("looked_at", added.looked_at)):
        if value is not None and given.get(key) == value:
            made[key] = value
    for commitment, answers in added.answers.items():
        standing = made.get("bears_on", {}).get(commitment)
        named = answers_in(given, commitment)
        adopted = [answer for answer in answers if answer in named]
        if standing is not None and adopted:
            standing["answered_by"] = [*standing.get("answered_by", ()), *adopted]
    return made


def answers_in(entry: Content, commitment: str) -> Collection[str]:
    """Give what an entry names as answers to its contest of a commitment."""
    standing = entry.get("bears_on", {}).get(commitment, {})
    answers: Collection[str] = standing.get("answered_by", ())
    return answers


class Lost:
    """What an export leaves out of entries of the desk, because the file cannot name it."""

    def __init__(self, session: Session, registry: Registry) -> None:
        """Prepare to compare what is in the database with what `registry` has."""
        self._session = session
        self._registry = registry

    def leave_out(self, section: str, entry: Content, given: Content) -> Content:
        """Give an entry of the desk without what is lost, unless `given` has it all the same."""
        made = deepcopy(entry)
        if "replaces" not in given and self._is_replacement_lost(section, entry):
            made.pop("replaces", None)
        for key in {"bears_on", "context_for"} & made.keys():
            for name in list(made[key]):
                if name not in given.get(key, ()) and self._is_commitment_lost(name):
                    made[key].pop(name) if key == "bears_on" else made[key].remove(name)
            if not made[key]:
                del made[key]
        return made

    def _is_commitment_lost(self, name: str) -> bool:
        return name in self._retired or name not in self._registry.entries["commitments"]

    def _is_replacement_lost(self, section: str, entry: Content) -> bool:
        replaced = entry.get("replaces")
        if replaced is None or replaced not in self._registry.entries[section]:
            return True
        return self._successors[section].get(replaced) != str(entry["id"])

    @cached_property
    def _retired(self) -> frozenset[str]:
        rows = select(col(Commitment.id)).where(col(Commitment.retired_on).is_not(None))
        return frozenset(self._session.execute(rows).scalars())

    @cached_property
    def _successors(self) -> dict[str, dict[str, str]]:
        return {section: successors(self._session, model) for section, model in REPLACEABLE.items()}
