"""Taking files in and back in tests, each act in a transaction of its own."""

from sqlalchemy import Engine, func
from sqlmodel import Session, select

from app.domain.workflow import Actor, Review, State
from app.editing.drafts import Draft
from app.editing.imports.imports import (
    ImportShape,
    find_import,
    proposals_of,
    take_in,
)
from app.editing.imports.looking_through import DryRun
from app.editing.imports.retracting import Retraction, retract
from app.editing.publishing import publish
from app.store.engine import reading, writing
from app.store.tables import Document, Evidence
from app.store.tables.desk import Import, Proposal
from tests.editing.imports.rows_of import TONGUE, Cells, desk_in, look, new_row, row

ROWS = [row(), new_row(), new_row(summary="Second.", commitment_1="fpc-2021-g10-journalists")]
WHY = Draft(reason="The file held another year.")


def looked_through(engine: Engine, *rows: Cells) -> DryRun:
    """Look through a file with these rows."""
    with reading(engine) as session:
        return look(session, *rows)


def taken_in(engine: Engine, who: Actor, *, for_review: bool = False) -> ImportShape:
    """Take in a file with `ROWS`."""
    run = looked_through(engine, *ROWS)
    with writing(engine) as session:
        return take_in(desk_in(session, who), run, "Orda.xlsx", for_review=for_review)


def published(engine: Engine, who: Actor, import_id: str, review: Review = Review.PAIR) -> None:
    """Publish all of an import that waits for review."""
    with writing(engine) as session:
        for one in proposals_of(session, import_id, [State.SUBMITTED]):
            publish(desk_in(session, who, review), one.id, one.version)


def retracted(
    engine: Engine, who: Actor, import_id: str, review: Review = Review.PAIR
) -> Retraction:
    """Take an import back."""
    with writing(engine) as session:
        return retract(desk_in(session, who, review), import_id, WHY)


def states(engine: Engine, import_id: str) -> dict[State, int]:
    """Count the proposals of an import by state."""
    with reading(engine) as session:
        return find_import(session, TONGUE, import_id).states


def count(session: Session, table: type[Import | Proposal | Evidence | Document]) -> int:
    """Count the rows of a table."""
    return int(session.execute(select(func.count()).select_from(table)).scalar_one())
