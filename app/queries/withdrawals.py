"""Reading withdrawals: when and why an entry stopped counting, and what stands for it now."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from app.queries.shapes import Withdrawal
from app.queries.view import View
from app.store.tables import Document, Evidence


def withdrawals_of(
    view: View, rows: Sequence[Evidence] | Sequence[Document]
) -> dict[str, Withdrawal]:
    """Give the withdrawal of each of these rows that is withdrawn, by id.

    Asks the database only when one is.
    """
    gone = {row.id: row.withdrawal for row in rows if row.withdrawal is not None}
    if not gone:
        return {}
    replaced_by = _replacements(view, type(rows[0]), list(gone))
    return {
        name: Withdrawal(
            on=date.fromisoformat(withdrawal["on"]),
            reason=view.tongue.pick(withdrawal["reason"]),
            replaced_by=replaced_by.get(name),
        )
        for name, withdrawal in gone.items()
    }


def _replacements(
    view: View, table: type[Evidence | Document], ids: Sequence[str]
) -> dict[str, str]:
    """Give the entry that names each of these as replaced.

    Of several, the one in force, else the one that was retired last, as in
    `app/store/replacements.py`.
    """
    rows = view.session.execute(
        select(col(table.replaces), col(table.id))
        .where(col(table.replaces).in_(ids))
        # Each takes the place of those before it.
        .order_by(col(table.retired_on).is_(None), col(table.retired_on), col(table.id))
    )
    return {replaced: name for replaced, name in rows if replaced is not None}
