"""Comparing what a preview says with what a publication then does."""

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.readings import Reading
from app.domain.vocabulary import Corroboration, Extent, Stage, Status
from app.editing.desk import Desk
from app.editing.effects import Effect, effects_of
from app.editing.proposals import propose, submit
from app.editing.publishing import publish
from app.editing.wishes import NewWish
from app.store.tables import StoredReading
from tests.conftest import TODAY


def stored(session: Session, commitment: str) -> Reading:
    """Read the stored span of today as the rule gives it."""
    row = session.execute(
        select(StoredReading).where(
            col(StoredReading.commitment_id) == commitment,
            col(StoredReading.first_day) <= TODAY,
            col(StoredReading.last_day) >= TODAY,
        )
    ).scalar_one()
    return Reading(
        status=Status(row.status) if row.status else None,
        stage=Stage(row.stage),
        extent=Extent(row.extent) if row.extent else None,
        corroboration=Corroboration(row.corroboration) if row.corroboration else None,
        overdue=row.overdue,
        open_contests=row.open_contests,
        deciding=row.deciding,
        deciding_count=row.deciding_count,
        newest=row.newest,
    )


def previewed_and_published(
    desk: Desk, reviewing: Desk, wish: NewWish
) -> tuple[list[Effect], dict[str, Reading]]:
    """Preview a wish, publish it, and read what it touched."""
    made = propose(desk, wish.intent, wish.subject, wish.draft, wish.target)
    effects = effects_of(desk.session, made, TODAY)
    waiting = submit(desk, made.id, made.version)
    publish(reviewing, waiting.id, waiting.version)
    return effects, {one.commitment_id: stored(desk.session, one.commitment_id) for one in effects}
