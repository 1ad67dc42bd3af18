"""Create the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES_IN_ORDER = (
    "about",
    "document",
    "instrument",
    "ledger_head",
    "registry_state",
    "revision",
    "theme",
    "commitment",
    "evidence",
    "commitment_theme",
    "link",
    "reading",
    "answer",
)


def upgrade() -> None:
    """Create every table, the search index, and the two rows that always exist."""
    _create_about()
    _create_document()
    _create_instrument()
    _create_ledger_head()
    _create_registry_state()
    _create_revision()
    _create_theme()
    _create_commitment()
    _create_evidence()
    _create_commitment_theme()
    _create_link()
    _create_reading()
    _create_answer()
    _create_search()
    _add_first_rows()


def downgrade() -> None:
    """Drop everything; what was in it is gone."""
    op.execute("DROP TABLE fts_commitment")
    for table in reversed(_TABLES_IN_ORDER):
        op.drop_table(table)


def _identifier() -> sa.types.TypeEngine[str]:
    return sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql")


def _create_about() -> None:
    op.create_table(
        "about",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("translated", sa.JSON(), nullable=True),
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=True),
        sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_about_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about")),
    )


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("translated", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("publisher", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("date_first", sa.Date(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("consulted", sa.String(), nullable=False),
        sa.Column("mirror", sa.Boolean(), nullable=False),
        sa.Column("note", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("consulted IN ('full', 'extract')", name=op.f("ck_document_consulted")),
        sa.CheckConstraint(
            "kind IN ('government', 'foreign_government', 'intergovernmental', 'ngo', 'media',"
            " 'reference')",
            name=op.f("ck_document_kind"),
        ),
        sa.CheckConstraint(
            "origin IN ('official', 'legal_text', 'independent', 'unclear')",
            name=op.f("ck_document_origin"),
        ),
        sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_document_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_date_first_id"), "document", ["date_first", "id"])


def _create_instrument() -> None:
    op.create_table(
        "instrument",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("translated", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("issuer", sa.JSON(), nullable=False),
        sa.Column("adopted", sa.String(), nullable=False),
        sa.Column("adopted_first", sa.Date(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("tasks_stated", sa.Integer(), nullable=True),
        sa.Column("note", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('decree', 'action_plan', 'factsheet', 'recommendation')",
            name=op.f("ck_instrument_kind"),
        ),
        sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_instrument_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
    )


def _create_ledger_head() -> None:
    op.create_table(
        "ledger_head",
        sa.Column("ledger", sa.String(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("ledger", name=op.f("pk_ledger_head")),
    )


def _create_registry_state() -> None:
    op.create_table(
        "registry_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loaded_sha256", sa.String(), nullable=True),
        sa.Column("loaded_at", sa.String(), nullable=True),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("tried_sha256", sa.String(), nullable=True),
        sa.Column("tried_at", sa.String(), nullable=True),
        sa.Column("faults", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_registry_state_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registry_state")),
    )


def _create_revision() -> None:
    op.create_table(
        "revision",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", _identifier(), nullable=False),
        sa.Column("load", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_load_sequence"), "revision", ["load", "sequence"])
    op.create_index(op.f("ix_revision_subject_id_sequence"), "revision", ["subject_id", "sequence"])


def _create_theme() -> None:
    op.create_table(
        "theme",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("translated", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_theme_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )


def _create_commitment() -> None:
    op.create_table(
        "commitment",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("translated", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("instrument", _identifier(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("addressee", sa.JSON(), nullable=False),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("due_last", sa.Date(), nullable=True),
        sa.Column("due_inferred", sa.Boolean(), nullable=False),
        sa.Column("due_note", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("expected_outcome", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("locator", sa.JSON(), nullable=False),
        sa.Column("consulted", sa.String(), nullable=False),
        sa.Column("looked_at", sa.String(), nullable=True),
        sa.Column("note", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "consulted IN ('full', 'extract')", name=op.f("ck_commitment_consulted")
        ),
        sa.CheckConstraint(
            "kind IN ('decree_area', 'decree_clause', 'plan_task', 'plan_area',"
            " 'reported_measure', 'recommendation')",
            name=op.f("ck_commitment_kind"),
        ),
        sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_commitment_owner")),
        sa.ForeignKeyConstraint(
            ["instrument"], ["instrument.id"], name=op.f("fk_commitment_instrument_instrument")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("key", name=op.f("uq_commitment_key")),
    )
    op.create_index(op.f("ix_commitment_due_last_position"), "commitment", ["due_last", "position"])
    op.create_index(
        op.f("ix_commitment_instrument_position"), "commitment", ["instrument", "position"]
    )
    op.create_index(op.f("ix_commitment_position"), "commitment", ["position"])


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("translated", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("document", _identifier(), nullable=False),
        sa.Column("locator", sa.JSON(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("date_first", sa.Date(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_evidence_owner")),
        sa.ForeignKeyConstraint(
            ["document"], ["document.id"], name=op.f("fk_evidence_document_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_date_first"), "evidence", ["date_first"])
    op.create_index(op.f("ix_evidence_document"), "evidence", ["document"])


def _create_commitment_theme() -> None:
    op.create_table(
        "commitment_theme",
        sa.Column("commitment_id", _identifier(), nullable=False),
        sa.Column("theme_id", _identifier(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_theme_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_commitment_theme_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("commitment_id", "theme_id", name=op.f("pk_commitment_theme")),
    )
    op.create_index(
        op.f("ix_commitment_theme_theme_id_commitment_id"),
        "commitment_theme",
        ["theme_id", "commitment_id"],
    )


def _create_link() -> None:
    op.create_table(
        "link",
        sa.Column("evidence_id", _identifier(), nullable=False),
        sa.Column("commitment_id", _identifier(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("extent", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(extent IS NOT NULL) = (status IS NOT NULL AND status = 'enacted')",
            name=op.f("ck_link_enacting_has_extent"),
        ),
        sa.CheckConstraint(
            "(role = 'bears') = (status IS NOT NULL)", name=op.f("ck_link_bearing_has_status")
        ),
        sa.CheckConstraint("extent IN ('whole', 'part')", name=op.f("ck_link_extent")),
        sa.CheckConstraint("role IN ('bears', 'context')", name=op.f("ck_link_role")),
        sa.CheckConstraint(
            "status IN ('pledged', 'enacted', 'contested')", name=op.f("ck_link_status")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_link_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_link_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("evidence_id", "commitment_id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_commitment_id"), "link", ["commitment_id"])


def _create_reading() -> None:
    op.create_table(
        "reading",
        sa.Column("commitment_id", _identifier(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("extent", sa.String(), nullable=True),
        sa.Column("corroboration", sa.String(), nullable=True),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("open_contests", sa.Integer(), nullable=False),
        sa.Column("deciding", _identifier(), nullable=True),
        sa.Column("deciding_count", sa.Integer(), nullable=False),
        sa.Column("newest", _identifier(), nullable=True),
        sa.Column("newest_first", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "corroboration IN ('corroborated', 'self-reported')",
            name=op.f("ck_reading_corroboration"),
        ),
        sa.CheckConstraint("extent IN ('whole', 'part')", name=op.f("ck_reading_extent")),
        sa.CheckConstraint(
            "stage IN ('none', 'pledged', 'enacted')", name=op.f("ck_reading_stage")
        ),
        sa.CheckConstraint(
            "status IN ('pledged', 'enacted', 'contested')", name=op.f("ck_reading_status")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_reading_days")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_reading_commitment_id_commitment")
        ),
        sa.PrimaryKeyConstraint("commitment_id", "first_day", name=op.f("pk_reading")),
    )
    op.create_index(
        op.f("ix_reading_newest_first_position"), "reading", ["newest_first", "position"]
    )
    op.create_index(op.f("ix_reading_status_position"), "reading", ["status", "position"])


def _create_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("evidence_id", _identifier(), nullable=False),
        sa.Column("commitment_id", _identifier(), nullable=False),
        sa.Column("answer_id", _identifier(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["evidence.id"], name=op.f("fk_answer_answer_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id", "commitment_id"],
            ["link.evidence_id", "link.commitment_id"],
            name=op.f("fk_answer_evidence_id_commitment_id_link"),
        ),
        sa.PrimaryKeyConstraint(
            "evidence_id", "commitment_id", "answer_id", name=op.f("pk_answer")
        ),
    )
    op.create_index(op.f("ix_answer_commitment_id"), "answer", ["commitment_id"])


def _create_search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE fts_commitment USING fts5("
            "words, stems, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
        )
        return
    op.execute("CREATE TABLE fts_commitment (key integer PRIMARY KEY, lexemes tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_fts_commitment_lexemes ON fts_commitment USING gin (lexemes)")


def _add_first_rows() -> None:
    op.execute(
        "INSERT INTO ledger_head (ledger, sequence, hash) VALUES ('public', 0, '" + "0" * 64 + "')"
    )
    op.execute("INSERT INTO registry_state (id, rule_version) VALUES (1, 0)")
