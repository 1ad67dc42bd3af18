"""What the desk makes public, done to a database of a test: withdrawals, replacements, looks."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.vocabulary import Language
from app.domain.workflow import Actor, StaffRole
from app.editing.affected import read_anew
from app.editing.desk import Desk
from app.editing.looking import look
from app.editing.public_rows import PublicRows
from app.editing.redacting import redact
from app.queries.languages import Tongue
from app.registry.parts import pack
from app.registry.rows import entries_in
from app.store.engine import writing
from app.store.replacements import settle_sources
from tests.conftest import TODAY

EXPRESSION = "decree-2021-06-expression"
DISPUTE, OTHER_DISPUTE = "ev-exp-azattyq-2025", "ev-exp-orda-2025"
LAW, LAW_AGAIN = "ev-exp-media-law", "ev-d-7k2m4q"
WITHDRAWN_SOURCE = "fergana-2020-06"
INSULT, REDACTED = "ev-exp-insult-fpc", "ev-d-9x4t2b"
WHY = {"en": "The summary said more than the source does.", "ru": "Источник говорит не всё это."}
MORE = " The correction says so."


@contextmanager
def at_the_desk(engine: Engine, role: StaffRole = StaffRole.REVIEWER) -> Iterator[PublicRows]:
    """Publish as number 2, who is a reviewer unless said otherwise, in one transaction."""
    with writing(engine) as session:
        rows = PublicRows(_desk(session, role))
        yield rows
        rows.close()
        settle_sources(session)
        read_anew(session, rows.affected)


def _desk(session: Session, role: StaffRole = StaffRole.REVIEWER) -> Desk:
    return Desk(session, Actor(2, role), TODAY, Tongue(Language.ENGLISH))


def withdraw(engine: Engine, section: str, name: str) -> None:
    """Withdraw an entry today."""
    with at_the_desk(engine) as rows:
        rows.withdraw(section, name, WHY)


def replace(engine: Engine, section: str, name: str, by: str, **values: Any) -> None:  # noqa: ANN401 - any JSON
    """Put an entry that says something else in the place of another."""
    entry = entry_of(engine, section, name) | {"id": by, "replaces": name} | values
    with at_the_desk(engine) as rows:
        rows.add(section, pack(entry))
        rows.end(section, name, WHY, by=by)


def replace_law(engine: Engine) -> dict[str, str]:
    """Replace the evidence of the media law by one that says a sentence more; give its summary."""
    summary = {"en": entry_of(engine, "evidence", LAW)["summary"]["en"] + MORE}
    replace(engine, "evidence", LAW, LAW_AGAIN, summary=summary)
    return summary


def answer(engine: Engine, contest: str, commitment: str, by: str) -> None:
    """Let the desk say that a contest is answered."""
    with at_the_desk(engine) as rows:
        rows.answer(contest, commitment, by)


def look_at(engine: Engine, commitment: str) -> None:
    """Look for news of a commitment today, and find none."""
    with writing(engine) as session:
        look(_desk(session, StaffRole.EDITOR), commitment)


def remove(engine: Engine, name: str) -> None:
    """Redact evidence that the desk published."""
    with writing(engine) as session:
        redact(_desk(session, StaffRole.ADMINISTRATOR), "evidence", name)


def busy(engine: Engine) -> None:
    """Do one of everything to the shipped registry."""
    replace_law(engine)
    withdraw(engine, "evidence", DISPUTE)
    withdraw(engine, "documents", WITHDRAWN_SOURCE)
    answer(engine, OTHER_DISPUTE, EXPRESSION, LAW_AGAIN)
    look_at(engine, EXPRESSION)
    replace(engine, "evidence", INSULT, REDACTED)
    remove(engine, REDACTED)


def entry_of(engine: Engine, section: str, name: str) -> dict[str, Any]:
    """Give an entry as the file would have it."""
    with writing(engine) as session:
        found: dict[str, Any] = json.loads(json.dumps(entries_in(session, section, [name])[name]))
        return found
