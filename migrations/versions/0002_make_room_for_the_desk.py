"""Make room for the staff desk: accounts, proposals, a ledger, and what reviews do to entries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_HEAD = "INSERT INTO ledger_head (ledger, sequence, hash) VALUES ('desk', 0, '{zeros}')"


def upgrade() -> None:
    """Add tables and columns; nothing that is there is lost or changed."""
    _extend_document()
    _extend_commitment()
    _extend_evidence()
    _free_answer()
    _create_account()
    _create_recovery_code()
    _create_staff_session()
    _create_sign_in_attempt()
    _create_one_time_link()
    _create_api_token()
    _create_import()
    _create_proposal()
    _create_idempotency_key()
    _create_desk_revision()
    op.execute(_HEAD.format(zeros="0" * 64))


def downgrade() -> None:
    """Refuse: what staff recorded would be lost. A backup from before is the way back."""
    message = "restore the backup from before this version: going back would lose what staff wrote"
    raise NotImplementedError(message)


def _identifier() -> sa.types.TypeEngine[str]:
    return sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql")


def _add_decisions(table: str) -> None:
    op.add_column(table, sa.Column("replaces", _identifier(), nullable=True))
    op.add_column(table, sa.Column("withdrawn", sa.JSON(none_as_null=True), nullable=True))
    op.add_column(table, sa.Column("withdrawal", sa.JSON(none_as_null=True), nullable=True))


def _extend_document() -> None:
    _add_decisions("document")


def _extend_commitment() -> None:
    op.add_column("commitment", sa.Column("last_looked_at", sa.String(), nullable=True))
    op.execute("UPDATE commitment SET last_looked_at = looked_at")


def _extend_evidence() -> None:
    _add_decisions("evidence")
    op.add_column("evidence", sa.Column("source", _identifier(), nullable=True))
    op.execute("UPDATE evidence SET source = document")
    # SQLite makes the table anew for this, and forgets checks that it is not told of again.
    owners = sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_evidence_owner"))
    with op.batch_alter_table("evidence", table_args=[owners]) as batch:
        batch.alter_column("source", existing_type=_identifier(), nullable=False)
        batch.create_foreign_key(
            op.f("fk_evidence_source_document"), "document", ["source"], ["id"]
        )
        batch.drop_index(op.f("ix_evidence_document"))
        batch.create_index(op.f("ix_evidence_source"), ["source"])


def _free_answer() -> None:
    """Make the table anew, without the key that held an answer to its link."""
    op.execute("CREATE TABLE answer_before AS SELECT * FROM answer")
    op.drop_table("answer")
    op.create_table(
        "answer",
        sa.Column("evidence_id", _identifier(), nullable=False),
        sa.Column("commitment_id", _identifier(), nullable=False),
        sa.Column("answer_id", _identifier(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.CheckConstraint("owner IN ('registry', 'desk')", name=op.f("ck_answer_owner")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["evidence.id"], name=op.f("fk_answer_answer_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_answer_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_answer_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint(
            "evidence_id", "commitment_id", "answer_id", name=op.f("pk_answer")
        ),
    )
    op.create_index(op.f("ix_answer_commitment_id"), "answer", ["commitment_id"])
    op.execute(
        "INSERT INTO answer (evidence_id, commitment_id, answer_id, place, owner)"
        " SELECT evidence_id, commitment_id, answer_id, place, 'registry' FROM answer_before"
    )
    op.drop_table("answer_before")


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.Column("totp_last", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("disabled_at", sa.String(), nullable=True),
        sa.CheckConstraint("language IN ('en', 'ru', 'kk')", name=op.f("ck_account_language")),
        sa.CheckConstraint(
            "role IN ('editor', 'reviewer', 'administrator')", name=op.f("ck_account_role")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )


def _create_recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_recovery_code_account_account")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_account"), "recovery_code", ["account"])


def _create_staff_session() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_staff_session_account_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_account"), "staff_session", ["account"])
    op.create_index(op.f("ix_staff_session_expires_at"), "staff_session", ["expires_at"])


def _create_sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=False),
        sa.Column("blocked_until", sa.String(), nullable=True),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_sign_in_attempt_failures")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(op.f("ix_sign_in_attempt_last_at"), "sign_in_attempt", ["last_at"])


def _create_one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('setup', 'invitation', 'reset')", name=op.f("ck_one_time_link_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_one_time_link_account_account")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_link")),
    )
    op.create_index(op.f("ix_one_time_link_account"), "one_time_link", ["account"])


def _create_api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("last_used_at", sa.String(), nullable=True),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_api_token_account_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_account"), "api_token", ["account"])


def _create_import() -> None:
    op.create_table(
        "import",
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("retracted_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["account.number"], name=op.f("fk_import_imported_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )


def _create_proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("target", _identifier(), nullable=True),
        sa.Column("entry_id", _identifier(), nullable=False),
        sa.Column("document_id", _identifier(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.String(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.String(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("import_id", _identifier(), nullable=True),
        sa.CheckConstraint("(intent = 'add') = (target IS NULL)", name=op.f("ck_proposal_target")),
        sa.CheckConstraint(
            "intent IN ('add', 'replace', 'withdraw')", name=op.f("ck_proposal_intent")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'set_aside', 'published', 'withdrawn',"
            " 'replaced')",
            name=op.f("ck_proposal_state"),
        ),
        sa.CheckConstraint("subject IN ('evidence', 'document')", name=op.f("ck_proposal_subject")),
        sa.CheckConstraint("version > 0", name=op.f("ck_proposal_version")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.number"], name=op.f("fk_proposal_created_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.number"], name=op.f("fk_proposal_decided_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name=op.f("fk_proposal_import_id_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_created_by_state"), "proposal", ["created_by", "state"])
    op.create_index(op.f("ix_proposal_entry_id"), "proposal", ["entry_id"])
    op.create_index(op.f("ix_proposal_import_id"), "proposal", ["import_id"])
    op.create_index(op.f("ix_proposal_state_submitted_at"), "proposal", ["state", "submitted_at"])


def _create_idempotency_key() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("token", _identifier(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token"], ["api_token.id"], name=op.f("fk_idempotency_key_token_api_token")
        ),
        sa.PrimaryKeyConstraint("token", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_created_at"), "idempotency_key", ["created_at"])


def _create_desk_revision() -> None:
    op.create_table(
        "desk_revision",
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
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_desk_revision")),
    )
    op.create_index(
        op.f("ix_desk_revision_subject_id_sequence"), "desk_revision", ["subject_id", "sequence"]
    )
