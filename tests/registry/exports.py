"""Exporting a database, loading the export, and what a reader sees before and after."""

from typing import Any

import yaml
from sqlalchemy import Engine, select
from sqlmodel import col

from app.registry.loading import Order, load_registry
from app.registry.plan import Plan
from app.registry.rows import REPLACEABLE, TABLE_OF, table_of
from app.registry.writer import write_registry
from app.store.engine import reading
from app.store.tables import Answer, Commitment, Evidence, Revision, StoredReading
from tests.conftest import TODAY
from tests.ledgers import newest_sequence
from tests.registry.registries import Sections, read_text


def export(engine: Engine) -> str:
    """Give the whole export of a database."""
    with reading(engine) as session:
        return "".join(write_registry(session))


def load(engine: Engine, text: str) -> Plan:
    """Load a registry file of this content, which may retire what it likes."""
    return load_registry(engine, read_text(text), Order(TODAY, allow_retire=True))


def facts(engine: Engine) -> dict[str, list[Any]]:
    """Give what pages of what is in force show, whoever owns it."""
    with reading(engine) as session:
        in_force = select(col(Commitment.id)).where(col(Commitment.retired_on).is_(None))
        readings = table_of(StoredReading)
        looked = select(col(Commitment.id), col(Commitment.last_looked_at))
        answers = select(col(Answer.evidence_id), col(Answer.commitment_id), col(Answer.answer_id))
        found = {
            "readings": select(readings).where(readings.c.commitment_id.in_(in_force)),
            "looks": looked.where(col(Commitment.id).in_(in_force)),
            "answers": answers.where(col(Answer.commitment_id).in_(in_force)),
            "sources": select(col(Evidence.id), col(Evidence.source)),
        }
        for section in REPLACEABLE:
            columns = table_of(TABLE_OF[section]).c
            found[f"withdrawn {section}"] = select(columns.id, columns.withdrawal)
        return {name: sorted(map(str, session.execute(rows).all())) for name, rows in found.items()}


def sequence(engine: Engine) -> int:
    """Give the number of the newest revision."""
    with reading(engine) as session:
        return newest_sequence(session)


def recorded_since(engine: Engine, number: int) -> list[tuple[str, str, str]]:
    """Give action, subject and id of each revision after this one."""
    with reading(engine) as session:
        rows = session.execute(
            select(col(Revision.action), col(Revision.subject), col(Revision.subject_id))
            .where(col(Revision.sequence) > number)
            .order_by(col(Revision.sequence))
        )
        return [(row[0], row[1], row[2]) for row in rows]


def owners(engine: Engine, section: str) -> dict[str, str]:
    """Give the owner of each entry of a section."""
    columns = table_of(TABLE_OF[section]).c
    with reading(engine) as session:
        return {row.id: row.owner for row in session.execute(select(columns.id, columns.owner))}


def entries(engine: Engine) -> Sections:
    """Give what an export holds, to be changed as an editor would."""
    sections: Sections = yaml.load(export(engine), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    return sections


def one(sections: Sections, section: str, name: str) -> dict[str, Any]:
    """Give one entry of a file."""
    return next(entry for entry in sections[section] if entry["id"] == name)
