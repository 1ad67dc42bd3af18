"""A body of staff work that hypothesis makes up: steps, each done to whatever is there then."""

import contextlib
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlmodel import Session

from app.errors import FaultyRegistryError
from app.registry.rows import REPLACEABLE, TABLE_OF, entries_in, table_of
from app.store.engine import reading
from app.store.tables import Evidence
from tests.registry.deskwork import Desk, Entry, at_the_desk, document, evidence
from tests.registry.exports import export, load
from tests.registry.registries import PROSE, as_yaml
from tests.registry.variants import STATES, variant

Step = tuple[str, dict[str, Any]]
Order = tuple[Any, ...] | None
"""A verb of the desk and its arguments; None where there is nothing to do it to."""

_PICK = st.integers(0, 30)
_STANDINGS = st.sampled_from(["pledged", "contested", "enacted"]) | st.just(
    {"status": "enacted", "extent": "part"}
)
_OF = {"section": st.sampled_from(["documents", "evidence"]), "pick": _PICK, "reason": PROSE}
_EVIDENCE = {
    "pick": _PICK,
    "bears": st.dictionaries(_PICK, _STANDINGS, max_size=3),
    "summary": PROSE,
    "is_answer": st.booleans(),
}


def _step(kind: str, **keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(kind), st.fixed_dictionaries(keys))


STEPS = st.one_of(
    _step("look", pick=_PICK),
    _step("add_document", reason=PROSE),
    _step("add_evidence", **_EVIDENCE),
    _step("withdraw", **_OF),
    _step("replace", **_OF),
    _step("redact", pick=_PICK),
    _step("load", state=STATES),
    _step("hand_over"),
)


class Work:
    """Does one step after the other to one database; what there is nothing for is left out."""

    def __init__(self, engine: Engine) -> None:
        """Work on this database, which holds a variant of the small registry."""
        self._engine = engine
        self._count = 0

    def carry_out(self, steps: Sequence[Step]) -> None:
        """Do these steps; a file that contradicts the desk is refused, and the work goes on."""
        for kind, keys in steps:
            self._count += 1
            if kind == "load":
                with contextlib.suppress(FaultyRegistryError):
                    load(self._engine, as_yaml(variant(keys["state"])))
            elif kind == "hand_over":
                load(self._engine, export(self._engine))
            else:
                self._at_the_desk(kind, keys)

    def _at_the_desk(self, kind: str, keys: dict[str, Any]) -> None:
        with reading(self._engine) as session:
            there = _There(session)
            order = getattr(there, kind)(f"desk-{self._count}", keys)
        if order is not None:
            verb, *arguments = order
            with at_the_desk(self._engine) as desk:
                getattr(desk, verb)(*arguments)


class _There:
    """Turns a step into an order to the desk by what is in the database: a verb, its arguments."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def look(self, _name: str, keys: dict[str, Any]) -> Order:
        found = self._pick("commitments", keys["pick"])
        return (Desk.look.__name__, found) if found else None

    def add_document(self, name: str, keys: dict[str, Any]) -> Order:
        note = {"note": {"en": keys["reason"], "ru": "Примечание."}, "translated": ["ru"]}
        return Desk.publish.__name__, "documents", document(name, **note)

    def add_evidence(self, name: str, keys: dict[str, Any]) -> Order:
        source = self._pick("documents", keys["pick"])
        named = {self._pick("commitments", pick): one for pick, one in keys["bears"].items()}
        bears = {commitment: one for commitment, one in named.items() if commitment}
        background = self._pick("commitments", keys["pick"])
        context = [background] if background and background not in bears else []
        if not source or not (bears or context):
            return None
        keys_of_it: Entry = {"summary": keys["summary"], "bears_on": bears, "context_for": context}
        made = evidence(name, source, "none", **keys_of_it)
        answers = self._contests(set(bears)) if keys["is_answer"] else []
        return Desk.publish.__name__, "evidence", made, answers

    def withdraw(self, _name: str, keys: dict[str, Any]) -> Order:
        section = keys["section"]
        found = self._pick(section, keys["pick"])
        reason = {"en": keys["reason"].strip()}
        return (Desk.withdraw.__name__, section, found, reason) if found else None

    def replace(self, name: str, keys: dict[str, Any]) -> Order:
        section = keys["section"]
        found = self._pick(section, keys["pick"])
        if not found:
            return None
        entry = entries_in(self._session, section, [found])[found] | {"id": name}
        entry.pop("replaces", None)
        if section == "evidence":
            if not self._concerns_what_is_in_force(entry):
                return None
            self._copy(found, entry)
        return Desk.replace.__name__, section, found, entry, {"kk": keys["reason"].strip()}

    def redact(self, _name: str, keys: dict[str, Any]) -> Order:
        found = self._pick("evidence", keys["pick"])
        return (Desk.redact.__name__, found) if found else None

    def _copy(self, name: str, entry: Entry) -> None:
        """Let an entry stand on the document that this evidence stands on now, answered by none."""
        row = self._session.get(Evidence, name)
        entry["document"] = row.source if row else entry["document"]
        for standing in entry.get("bears_on", {}).values():
            standing.pop("answered_by", None)

    def _pick(self, section: str, pick: int) -> str | None:
        names = self._in_force(section)
        return names[pick % len(names)] if names else None

    def _in_force(self, section: str) -> list[str]:
        """Give the entries of a section that are neither retired nor withdrawn."""
        columns = table_of(TABLE_OF[section]).c
        rows = select(columns.id).where(columns.retired_on.is_(None)).order_by(columns.id)
        if section in REPLACEABLE:
            rows = rows.where(columns.withdrawal.is_(None))
        return list(self._session.execute(rows).scalars())

    def _concerns_what_is_in_force(self, entry: Entry) -> bool:
        commitments = {*entry.get("bears_on", ()), *entry.get("context_for", ())}
        return commitments <= set(self._in_force("commitments"))

    def _contests(self, commitments: set[str]) -> list[tuple[str, str]]:
        """Give the contests of these commitments that nobody of the desk answered yet."""
        entries = entries_in(self._session, "evidence", self._in_force("evidence"))
        return [
            (name, commitment)
            for name, entry in entries.items()
            for commitment, standing in entry.get("bears_on", {}).items()
            if commitment in commitments and standing["status"] == "contested"
        ]
