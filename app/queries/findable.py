"""What search machines are told of: the ids of all entries that count today, in batches."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.queries.documents import how_read
from app.queries.links import happened
from app.queries.standing import standing_on
from app.queries.totals import tally_on
from app.queries.view import Selected, View
from app.queries.voices import count_evidence
from app.store.tables import Commitment, Document, Evidence, Instrument, Theme


def count_findable(view: View, noun: str) -> int:
    """Count the entries of a noun that are neither retired nor withdrawn.

    Raises:
        KeyError: for a noun that has no entries to be found.

    """
    return _COUNTS[noun](view)


def findable_ids(view: View, noun: str, first: int, most: int) -> list[str]:
    """Give at most `most` ids of a noun in alphabetical order, from the one numbered `first`.

    Raises:
        KeyError: for a noun that has no entries to be found.

    """
    statement, column = _selected(view, noun)
    batch = statement.add_columns(column).order_by(column).offset(first).limit(most)
    return list(view.session.execute(batch).scalars())


def _commitments(view: View) -> Selected:
    return standing_on(view).where(col(Commitment.retired_on).is_(None))


def _instruments(view: View) -> Selected:
    adopted = col(Instrument.adopted_first) <= view.day
    return select().select_from(Instrument).where(col(Instrument.retired_on).is_(None), adopted)


def _themes(_view: View) -> Selected:
    return select().select_from(Theme).where(col(Theme.retired_on).is_(None))


def _evidence(view: View) -> Selected:
    return select().select_from(Evidence).where(*happened(view))


def _documents(_view: View) -> Selected:
    in_force = (col(Document.retired_on).is_(None), col(Document.withdrawal).is_(None))
    return select().select_from(Document).where(*in_force)


_FINDABLE = {
    "commitments": (_commitments, col(Commitment.id)),
    "instruments": (_instruments, col(Instrument.id)),
    "themes": (_themes, col(Theme.id)),
    "evidence": (_evidence, col(Evidence.id)),
    "documents": (_documents, col(Document.id)),
}
FINDABLE = tuple(_FINDABLE)
"""The nouns whose entries are pages of their own."""


def _counted(make: Callable[[View], Selected]) -> Callable[[View], int]:
    """Count what a statement selects: for nouns that are few."""
    return lambda view: int(view.session.execute(make(view).add_columns(func.count())).scalar_one())


def _count_documents(view: View) -> int:
    read = how_read(view)
    return read.full + read.extract


_COUNTS: dict[str, Callable[[View], int]] = {
    "commitments": lambda view: tally_on(view, view.day).total,
    "instruments": _counted(_instruments),
    "themes": _counted(_themes),
    "evidence": count_evidence,
    "documents": _count_documents,
}


def _selected(view: View, noun: str) -> tuple[Selected, Mapped[str]]:
    make, column = _FINDABLE[noun]
    return make(view), column
