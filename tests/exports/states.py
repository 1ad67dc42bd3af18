"""States of the database that exports are tested on, and how they are written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, delete, insert, select, update

from app.exports.files import EXPORTS
from app.exports.making import ExportFile, make
from app.exports.package import Package, write_package
from app.queries.view import View
from app.store.engine import writing
from app.store.tables import TABLES
from app.store.tallies import count_anew
from tests.queries.asking import looking
from tests.queries.deskwork import LAW, LAW_AGAIN, WITHDRAWN_SOURCE, replace, withdraw

HOSTILE = {
    "en": "=cmd|' /C calc'!A0",
    "ru": 'Строка,\r\nдругая\nи "кавычки"; табуляция\tи \x0b\x1f\u2028\x85 <r>&</r>',
    "kk": "'=Әңғүұқөһі _x0041_ @SUM(1+1)",
}
"""Texts that a program could take for something else, in letters of all three languages."""

HOSTILE_ONE = "ev-exp-orda-2025"
_PUBLIC = (
    "about",
    "instrument",
    "theme",
    "document",
    "commitment",
    "commitment_theme",
    "evidence",
    "link",
    "answer",
    "reading",
    "revision",
    "ledger_head",
    "registry_state",
)


def work_on(engine: Engine) -> None:
    """Withdraw, replace and retire something, and put texts in that no reader would let in."""
    replace(engine, "evidence", LAW, LAW_AGAIN)
    withdraw(engine, "documents", WITHDRAWN_SOURCE)
    evidence, theme = TABLES.tables["evidence"], TABLES.tables["theme"]
    hostile = update(evidence).where(evidence.c.id == HOSTILE_ONE)
    with writing(engine) as session:
        session.execute(hostile.values(summary=HOSTILE, note={"kk": "\t@x"}))
        session.execute(update(theme).where(theme.c.id == "assembly").values(title={"en": "-1+2"}))


def copy_public(source: Engine, target: Engine) -> None:
    """Copy every public row into a database that has the tables and nothing in them."""
    with source.connect() as old, writing(target) as session:
        for name in reversed(_PUBLIC):
            session.execute(delete(TABLES.tables[name]))
        for name in _PUBLIC:
            table = TABLES.tables[name]
            rows = [dict(row) for row in old.execute(select(table)).mappings()]
            if rows:
                session.execute(insert(table), rows)
        count_anew(session)


def written(engine: Engine, folder: Path) -> dict[str, ExportFile]:
    """Make every export of a database, by name."""
    folder.mkdir()
    with looking(engine) as view:
        return {one.name: make(view, one, folder / one.name) for one in EXPORTS}


@contextmanager
def packaged(engine: Engine, folder: Path) -> Iterator[tuple[View, Package]]:
    """Write the package of a database, and keep the view that it was made with."""
    folder.mkdir()
    with looking(engine) as view:
        yield view, write_package(view, folder)
