"""Keep what lists and counts go by beside the rows, so that no page looks at all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LISTED = (
    *("first_day", "last_day", "status", "stage", "extent", "corroboration", "overdue"),
    *("instrument", "position", "key", "newest_first", "commitment_id"),
)
_LISTED_BY = {
    "place": ("position", "key"),
    "key": ("key",),
    "newest": ("newest_first DESC", "position", "key"),
    "status": ("status", "position", "key"),
    "instrument": ("instrument", "position", "key"),
}
_ORDERS = ("due_last", "title_key_en", "title_key_ru", "title_key_kk")


def upgrade() -> None:
    """Add what can be derived from the rows that are there; nothing is lost or changed."""
    _add_places_in_lists()
    _index_lists()
    _index_others()
    _list_words()
    _create_tallies()
    _count()


def downgrade() -> None:
    """Drop what was derived; all of it can be derived again."""
    _drop_tallies()
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE fts_term")
    op.drop_table("search_word")
    for name, table, _, _ in _OTHERS:
        op.drop_index(op.f(name), table)
    for name, table, columns in _REPLACED:
        op.create_index(op.f(name), table, list(columns))
    for name in _LISTED_BY:
        op.drop_index(op.f(f"ix_reading_listed_{name}"), "reading")
    for column in ("key", "instrument", "is_listed"):
        op.drop_column("reading", column)
    _index_orders(("position", "key", "id"), ("position",))


def _identifier() -> sa.types.TypeEngine[str]:
    return sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql")


def _add_places_in_lists() -> None:
    # With defaults, so that SQLite need not make the table anew.
    number, no, nothing = sa.text("0"), sa.false(), ""
    for column in (
        sa.Column("key", sa.Integer(), nullable=False, server_default=number),
        sa.Column("instrument", _identifier(), nullable=False, server_default=nothing),
        sa.Column("is_listed", sa.Boolean(), nullable=False, server_default=no),
    ):
        op.add_column("reading", column)
    columns = ("commitment_id", "last_day", "newest_first", "key", "instrument", "is_listed")
    reading = sa.table("reading", *map(sa.column, columns))
    commitment = sa.table("commitment", *map(sa.column, ("id", "key", "instrument", "retired_on")))
    same = reading.alias("same")
    newest = sa.select(sa.func.max(same.c.newest_first)).where(
        same.c.commitment_id == reading.c.commitment_id
    )
    its = commitment.c.id == reading.c.commitment_id
    op.execute(
        reading.update().values(
            key=sa.select(commitment.c.key).where(its).scalar_subquery(),
            instrument=sa.select(commitment.c.instrument).where(its).scalar_subquery(),
            is_listed=sa.and_(
                sa.select(commitment.c.retired_on).where(its).scalar_subquery().is_(None),
                reading.c.last_day
                >= sa.func.coalesce(newest.scalar_subquery(), reading.c.last_day),
            ),
        )
    )


def _index_lists() -> None:
    for name, columns in _LISTED_BY.items():
        first = [one.removesuffix(" DESC") for one in columns]
        op.create_index(
            op.f(f"ix_reading_listed_{name}"),
            "reading",
            [*map(sa.text, columns), *(one for one in _LISTED if one not in first)],
            **_only("is_listed = 1", "is_listed"),
        )
    _index_orders(("position",), ("position", "key", "id"))


def _index_orders(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    for order in _ORDERS:
        op.drop_index(op.f(f"ix_commitment_{'_'.join((order, *old))}"), "commitment")
        op.create_index(
            op.f(f"ix_commitment_{'_'.join((order, *new))}"), "commitment", [order, *new]
        )


def _only(sqlite: str, postgresql: str | None = None) -> dict[str, sa.TextClause]:
    return {"sqlite_where": sa.text(sqlite), "postgresql_where": sa.text(postgresql or sqlite)}


_OTHERS = (
    ("ix_evidence_newest_first", "evidence", ("date_first DESC", "id"), {}),
    ("ix_document_newest_first", "document", ("date_first DESC", "id"), {}),
    ("ix_evidence_position", "evidence", ("position",), {}),
    ("ix_document_position", "document", ("position",), {}),
    ("ix_evidence_withdrawn", "evidence", ("id",), _only("withdrawn IS NOT NULL")),
    ("ix_document_withdrawn", "document", ("id",), _only("withdrawn IS NOT NULL")),
    ("ix_revision_subject", "revision", ("subject", "sequence"), _only("subject <> ''")),
    ("ix_revision_action", "revision", ("action", "sequence"), _only("action <> 'added'")),
    (
        "ix_commitment_last_looked_at_position_key_id",
        "commitment",
        ("last_looked_at", "position", "key", "id"),
        {},
    ),
)
_REPLACED = (
    ("ix_evidence_date_first", "evidence", ("date_first",)),
    ("ix_document_date_first_id", "document", ("date_first", "id")),
)


def _index_others() -> None:
    for name, table, _ in _REPLACED:
        op.drop_index(op.f(name), table)
    for name, table, columns, only in _OTHERS:
        op.create_index(op.f(name), table, list(map(sa.text, columns)), **only)


_WORDS = {
    "sqlite": "SELECT DISTINCT term FROM fts_vocabulary WHERE col = 'words' AND term > ':'",
    "postgresql": "SELECT word FROM ts_stat('SELECT lexemes FROM fts_commitment')"
    " WHERE word NOT LIKE '=%' AND word COLLATE \"C\" > ':'",
}


def _list_words() -> None:
    """List the words of the search index; numbers, which sort before the colon, are left out."""
    word = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
    op.create_table(
        "search_word",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("word", word, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
        sqlite_autoincrement=True,
    )
    dialect = op.get_bind().dialect.name
    op.execute(f"INSERT INTO search_word (word) {_WORDS[dialect]}")
    if dialect == "sqlite":
        op.execute("CREATE VIRTUAL TABLE fts_term USING fts5vocab(fts_commitment, instance)")


_READS = ("status", "stage", "extent", "corroboration", "overdue")
# The tables of numbers: the columns of each key, before which stands what is counted.
_TALLIES = {
    "reading_tally": ("instrument", "theme", "unit", "period", *_READS),
    "look_tally": ("instrument", "unit", "period", "kind"),
    "evidence_tally": ("unit", "period", "made", "origin"),
    "document_tally": ("unit", "period", "consulted", "mirror"),
}


def _create_tallies() -> None:
    period = sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql")
    types = {
        **dict.fromkeys(("instrument", "theme"), _identifier()),
        **dict.fromkeys(("overdue", "mirror"), sa.Boolean()),
        "period": period,
        "made": sa.Date(),
    }
    for name, key in _TALLIES.items():
        op.create_table(
            name,
            *(sa.Column(one, types.get(one, sa.String()), nullable=False) for one in key),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.CheckConstraint("unit IN ('year', 'month', 'day')", name=op.f(f"ck_{name}_unit")),
            sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
            sqlite_with_rowid=False,
        )


def _drop_tallies() -> None:
    for name in _TALLIES:
        op.drop_table(name)


_EMPTY = "''"
_DAYS = {
    "sqlite": ("{0}", "date({0}, '+1 day')"),
    "postgresql": ("to_char({0}, 'YYYY-MM-DD')", "to_char({0} + 1, 'YYYY-MM-DD')"),
}
_SPANS = """
    SELECT commitment.instrument AS instrument, {theme} AS theme, {day} AS period,
        coalesce(status, '') AS status, stage, coalesce(extent, '') AS extent,
        coalesce(corroboration, '') AS corroboration, overdue, {number} AS number
    FROM reading JOIN commitment ON commitment.id = reading.commitment_id {themes}
    WHERE commitment.retired_on IS NULL AND (last_day < '9999-12-31' OR {number} > 0)
"""
_THEMES = "JOIN commitment_theme ON commitment_theme.commitment_id = commitment.id"
_COUNTED = {
    "look_tally": """
    SELECT instrument, coalesce(last_looked_at, '') AS period, kind, 1 AS number
    FROM commitment WHERE retired_on IS NULL
""",
    "evidence_tally": """
    SELECT {happened} AS period, coalesce(made, '9999-12-31') AS made, origin, 1 AS number
    FROM evidence JOIN document ON document.id = evidence.source LEFT JOIN (
        SELECT evidence_id, min(adopted_first) AS made FROM link
        JOIN commitment ON commitment.id = link.commitment_id
        JOIN instrument ON instrument.id = commitment.instrument
        WHERE link.role = 'bears' AND commitment.retired_on IS NULL GROUP BY evidence_id
    ) AS bearing ON bearing.evidence_id = evidence.id
    WHERE evidence.retired_on IS NULL AND evidence.withdrawal IS NULL
""",
    "document_tally": """
    SELECT coalesce({published}, '') AS period, consulted, mirror, 1 AS number
    FROM document WHERE retired_on IS NULL AND withdrawal IS NULL
""",
}


def _count() -> None:
    on, after = _DAYS[op.get_bind().dialect.name]
    spans = (
        _SPANS.format(theme=theme, themes=themes, day=day, number=number)
        for theme, themes in ((_EMPTY, ""), ("theme_id", _THEMES))
        for day, number in ((on.format("first_day"), 1), (after.format("last_day"), -1))
    )
    _sum("reading_tally", "day", " UNION ALL ".join(spans))
    days = {
        "happened": on.format("evidence.date_first"),
        "published": on.format("document.date_first"),
    }
    for name, counted in _COUNTED.items():
        _sum(name, "day", counted.format(**days))
    by_day = "SELECT * FROM reading_tally"
    _sum("reading_tally", "day", by_day, instrument=_EMPTY)
    for name in _TALLIES:
        for unit, finer, length in (("month", "day", 7), ("year", "month", 4)):
            rows = f"SELECT * FROM {name} WHERE unit = '{finer}'"  # noqa: S608 - words of our own
            _sum(name, unit, rows, period=f"substr(period, 1, {length})")


def _sum(table: str, unit: str, rows: str, **instead: str) -> None:
    """Add up rows, with something else in place of some columns."""
    key = [one for one in _TALLIES[table] if one != "unit"]
    columns = [instead.get(one, one) for one in key]
    by = ", ".join(one for one in columns if one != _EMPTY)
    op.execute(
        f"INSERT INTO {table} ({', '.join(key)}, unit, number)"  # noqa: S608 - words of our own
        f" SELECT {', '.join(columns)}, '{unit}', sum(number) FROM ({rows}) AS counted"
        f" GROUP BY {by} HAVING sum(number) <> 0"
    )
