"""Sort titles by the alphabet of each language, and list the words of the search index."""

import sqlalchemy as sa
from alembic import op

from app.domain.alphabets import order_keys

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_LANGUAGES = ("en", "ru", "kk")
_BATCH = 2_000


def upgrade() -> None:
    """Add the keys and fill them from the titles that are there; nothing is lost or changed."""
    for language in _LANGUAGES:
        # With a default, so that SQLite need not make the table anew.
        op.add_column("commitment", sa.Column(_key(language), _order_key(), **_EMPTY))
    _fill()
    for language in _LANGUAGES:
        columns = [_key(language), "position"]
        op.create_index(op.f(f"ix_commitment_{'_'.join(columns)}"), "commitment", columns)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE fts_vocabulary USING fts5vocab(fts_commitment, col)")


def downgrade() -> None:
    """Drop what was derived; all of it can be derived again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE fts_vocabulary")
    for language in _LANGUAGES:
        op.drop_index(op.f(f"ix_commitment_{_key(language)}_position"), "commitment")
        op.drop_column("commitment", _key(language))


_EMPTY = {"nullable": False, "server_default": ""}


def _key(language: str) -> str:
    return f"title_key_{language}"


def _order_key() -> sa.types.TypeEngine[str]:
    return sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql")


def _fill() -> None:
    connection = op.get_bind()
    columns = [
        sa.column("id"),
        sa.column("title", sa.JSON()),
        *map(sa.column, map(_key, _LANGUAGES)),
    ]
    commitment = sa.table("commitment", *columns)
    titles = connection.execute(sa.select(commitment.c.id, commitment.c.title)).all()
    filling = commitment.update().where(commitment.c.id == sa.bindparam("_id"))
    for start in range(0, len(titles), _BATCH):
        rows = [
            {"_id": name} | {_key(one.value): key for one, key in order_keys(title).items()}
            for name, title in titles[start : start + _BATCH]
        ]
        connection.execute(filling, rows)
