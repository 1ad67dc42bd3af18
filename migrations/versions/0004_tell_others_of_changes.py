"""Tell others of changes: webhooks, and the deliveries to them that were given up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables; nothing that is there is touched."""
    _create_webhook()
    _create_dead_letter()


def downgrade() -> None:
    """Refuse: addresses and secrets would be lost. A backup from before is the way back."""
    message = "restore the backup from before this version: going back would lose the webhooks"
    raise NotImplementedError(message)


def _identifier() -> sa.types.TypeEngine[str]:
    return sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql")


def _create_webhook() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", _identifier(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=True),
        sa.Column("former_secret", sa.String(), nullable=True),
        sa.Column("former_until", sa.String(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("paused_at", sa.String(), nullable=True),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("in_hand", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.String(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("failing_since", sa.String(), nullable=True),
        sa.Column("leased_until", sa.String(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_webhook_attempts")),
        sa.CheckConstraint("in_hand > sequence", name=op.f("ck_webhook_in_hand")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (secret IS NOT NULL)", name=op.f("ck_webhook_secret")
        ),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_webhook_sequence")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.number"], name=op.f("fk_webhook_created_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )


def _create_dead_letter() -> None:
    op.create_table(
        "webhook_dead_letter",
        sa.Column("webhook", _identifier(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(), nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("asked_at", sa.String(), nullable=True),
        sa.Column("sent_at", sa.String(), nullable=True),
        sa.CheckConstraint("first <= last", name=op.f("ck_webhook_dead_letter_first")),
        sa.ForeignKeyConstraint(
            ["webhook"], ["webhook.id"], name=op.f("fk_webhook_dead_letter_webhook_webhook")
        ),
        sa.PrimaryKeyConstraint("webhook", "first", name=op.f("pk_webhook_dead_letter")),
    )
    op.create_index(op.f("ix_webhook_dead_letter_asked_at"), "webhook_dead_letter", ["asked_at"])
