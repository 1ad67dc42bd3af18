"""What happens to a database between being restored and being used."""

from sqlalchemy import delete

from app.store.backup_files import BackupError
from app.store.closing import close_engine
from app.store.condition import broken_ends
from app.store.engine import in_plain_words, open_engine, reading, writing
from app.store.migrate import migrate
from app.store.tables.accounts import OneTimeLink, StaffSession
from app.store.verification import broken_links


def bring_to_life(url: str) -> None:
    """Bring the tables up to date, end every session, and check the chain of every ledger.

    A session or a one-time link that was ended since the backup would otherwise open doors again.

    Raises:
        BackupError: when a ledger is broken.

    """
    engine = open_engine(url)
    try:
        migrate(engine)
        with in_plain_words(engine), writing(engine) as session:
            session.execute(delete(StaffSession))
            session.execute(delete(OneTimeLink))
        with in_plain_words(engine), reading(engine) as session:
            broken = next(
                (one for check in (broken_links, broken_ends) for one in check(session)), None
            )
    finally:
        close_engine(engine)
    if broken:
        raise BackupError(f"the backup is damaged ({broken}): take an older one")
