"""What somebody does to a database behind the back of the scorecard, and what verify says of it."""

from sqlalchemy import Engine, text

from app.registry.verification import altered_rows
from app.store.engine import reading, writing
from app.store.verification import broken_links, dangling_references, wrong_readings


def found_in(engine: Engine) -> list[str]:
    """Give the sentences of `scorecard verify`."""
    with reading(engine) as session:
        return [
            *broken_links(session),
            *wrong_readings(session),
            *dangling_references(session),
            *altered_rows(session),
        ]


def tamper(engine: Engine, *statements: str) -> None:
    """Run SQL as somebody with the password of the database would."""
    with writing(engine) as session:
        for statement in statements:
            session.execute(text(statement.replace(":", r"\:")))


def changed(table: str, name: str, change: str) -> str:
    """Give the SQL that changes one row."""
    return f"UPDATE {table} SET {change} WHERE id = '{name}'"  # noqa: S608 - words of our own
