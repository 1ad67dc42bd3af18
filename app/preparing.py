"""Making a database ready to be served: its tables of this version, and the registry in them.

Apart from the application, so that what only prepares need not load it, nor the other way round.
"""

from app.registry.loading import bring_up_to_date
from app.settings import Settings
from app.store.engine import open_engine
from app.store.migrate import migrate


def prepare(settings: Settings) -> None:
    """Migrate the database, and load the registry when it changed.

    Raises:
        ScorecardError: when the database cannot be used, or it is empty and the registry faulty.

    """
    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
        bring_up_to_date(engine, settings, settings.today())
    finally:
        engine.dispose()
