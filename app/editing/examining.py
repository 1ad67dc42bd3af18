"""Holding an entry against the registry's model of it and against what is in force."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from app.domain.dates import parse_partial_date
from app.editing.in_force import InForce
from app.editing.sentences import (
    AFTER_PUBLICATION,
    HIDDEN_SIGN,
    IN_FUTURE,
    FieldOf,
    Finding,
    findings_in,
    texts_in,
)
from app.registry.complaints import salvage
from app.registry.entries import Withdrawn
from app.registry.parts import Entry, pack
from app.registry.raw import Path
from app.registry.references import References
from app.registry.scalars import quote
from app.registry.source import HIDDEN

_SHOWN_BEFORE = 20


@dataclass(slots=True)
class Examined:
    """An entry and what is wrong with it.

    `packed` is its canonical JSON; of a faulty one it holds what is right, with null for the rest.
    """

    packed: bytes
    findings: list[Finding] = field(default_factory=list)

    @property
    def content(self) -> dict[str, Any]:
        """The entry as plain JSON."""
        content: dict[str, Any] = json.loads(self.packed)
        return content


def examine(model: type[Entry], entry: dict[str, Any], field_of: FieldOf) -> Examined:
    """Check an entry by itself."""
    findings = list(_hidden_signs(entry, field_of))
    try:
        return Examined(model.model_validate(entry).packed(), findings)
    except ValidationError as error:
        kept = pack(salvage(model, entry, error))
        return Examined(kept, [*findings, *findings_in(error, field_of)])


def examine_reason(today: date, reason: dict[str, str]) -> list[Finding]:
    """Check why something is to be withdrawn or replaced, as the registry file would say it."""
    findings = list(_hidden_signs(reason, lambda _: "reason"))
    try:
        Withdrawn.model_validate({"on": today.isoformat(), "reason": reason})
    except ValidationError as error:
        findings += findings_in(error, lambda _: "reason")
    return findings


def references_in(
    session: Session, today: date, new_documents: dict[str, bytes]
) -> tuple[References, InForce]:
    """Make the reference checks over what is in force and what the draft adds."""
    documents = InForce(session, "documents", new_documents)
    entries = {
        "about": InForce(session, "about"),
        "instruments": InForce(session, "instruments"),
        "themes": InForce(session, "themes"),
        "documents": documents,
        "commitments": InForce(session, "commitments"),
        "evidence": InForce(session, "evidence"),
    }
    return References(entries, today), documents


def without_end(content: dict[str, Any]) -> dict[str, Any]:
    """Give an entry without what it replaces, which is in force until this is published."""
    return {key: value for key, value in content.items() if key != "replaces"}


def wrong_date(field_name: str, written: str, today: date, published: str | None) -> Finding:
    """Say which of the two things is wrong that the reference checks find of a date."""
    if published is None or parse_partial_date(written).first > today:
        return Finding(field_name, IN_FUTURE, {"given": quote(written)})
    parameters = {"given": quote(written), "published": published}
    return Finding(field_name, AFTER_PUBLICATION, parameters)


def _hidden_signs(entry: dict[str, Any], field_of: FieldOf) -> Iterator[Finding]:
    """Find what a registry file may not hold, and nobody can see."""
    for place, text in texts_in(entry):
        found = HIDDEN.search(text)
        if found:
            yield _hidden(place, text, found.start(), field_of)


def _hidden(place: Path, text: str, position: int, field_of: FieldOf) -> Finding:
    before = text[max(0, position - _SHOWN_BEFORE) : position]
    parameters = {"code": f"U+{ord(text[position]):04X}", "before": quote(before)}
    return Finding(field_of(place), HIDDEN_SIGN, parameters)
