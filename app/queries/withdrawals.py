"""Reading withdrawals: when and why an entry stopped counting, and what stands for it now."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from app.queries.languages import Tongue
from app.queries.shapes import Withdrawal
from app.queries.view import View
from app.store.tables import Document, Evidence


def withdrawals_of(
    view: View, rows: Sequence[Evidence] | Sequence[Document]
) -> dict[str, Withdrawal]:
    """Give the withdrawal of each of these rows that is withdrawn, by id.

    Asks the database only when one is.
    """
    gone = {row.id: row for row in rows if row.withdrawal is not None}
    if not gone:
        return {}
    replaced_by = replacements(view, type(rows[0]), list(gone))
    withdrawn = ((name, withdrawal_of(view.tongue, row, replaced_by)) for name, row in gone.items())
    return {name: withdrawal for name, withdrawal in withdrawn if withdrawal is not None}


def withdrawal_of(
    tongue: Tongue, row: Evidence | Document, replaced_by: Mapping[str, str]
) -> Withdrawal | None:
    """Give the withdrawal of one row; `replaced_by` is what stands for it and others now."""
    if row.withdrawal is None:
        return None
    return Withdrawal(
        on=date.fromisoformat(row.withdrawal["on"]),
        reason=tongue.pick(row.withdrawal["reason"]),
        replaced_by=replaced_by.get(row.id),
    )


def replacements(
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
