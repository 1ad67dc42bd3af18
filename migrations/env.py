"""How Alembic reaches the database: on a connection of ours, in one transaction.

For SQLite, foreign keys are off before the transaction begins: a table that is rebuilt is dropped
for a moment, and with keys on every row that refers to it would go too. They are checked after.
"""

from alembic import context

from app.store.migrate import is_ours
from app.store.tables import TABLES


def run() -> None:
    """Run the migrations on the connection that `app.store.migrate` hands over."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=TABLES,
        include_object=is_ours,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
