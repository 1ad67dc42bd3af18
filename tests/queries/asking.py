"""Looking at a database as a request would, and the statements that it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.domain.vocabulary import Language
from app.queries.languages import Tongue
from app.queries.view import View, look
from app.registry.loading import Order, load_registry
from app.registry.reader import read_registry
from app.store.engine import open_engine, reading
from tests.benchmarks.generate import generate_registry
from tests.conftest import TODAY, Databases


@contextmanager
def looking(
    engine: Engine, day: date = TODAY, language: Language = Language.ENGLISH
) -> Iterator[View]:
    """Open a view of a database on a day."""
    with reading(engine) as session:
        yield look(session, day, TODAY, Tongue(language))


@contextmanager
def loaded(databases: Databases, path: Path) -> Iterator[Engine]:
    """A database of its own with the registry file at `path`."""
    engine = open_engine(databases.make("empty"))
    load_registry(engine, read_registry(path, 32, TODAY), Order(TODAY))
    yield engine
    engine.dispose()


@contextmanager
def generated(databases: Databases, folder: Path, size: int) -> Iterator[Engine]:
    """A database of its own with `size` commitments."""
    path = folder / f"{size}.yaml"
    generate_registry(path, size)
    with loaded(databases, path) as engine:
        yield engine


@dataclass
class Recorded:
    """The statements of a block, with their parameters."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The statements alone."""
        return [statement for statement, _ in self.statements]


@contextmanager
def recorded(engine: Engine) -> Iterator[Recorded]:
    """Record every statement that reaches the database, but for those that begin or end."""
    record = Recorded()

    def note(*event_values: Any) -> None:  # noqa: ANN401 - what SQLAlchemy gives
        _connection, _cursor, statement, parameters, _context, _many = event_values
        if not statement.startswith("BEGIN"):
            record.statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield record
    event.remove(engine, "before_cursor_execute", note)
