"""The flat table for people with a spreadsheet: one row for each commitment in force.

It says in words what a page says, in the language of the view; its rows are those of the list of
commitments, so that its totals are those of the scorecard.
"""

from collections.abc import Callable, Iterator

from sqlmodel import col

from app.domain.labels import NO_EVIDENCE, OVERDUE, label_of
from app.domain.messages import message
from app.domain.vocabulary import Extent
from app.exports.columns import Value
from app.queries.commitments import count_commitments
from app.queries.filters import Filters, fitting
from app.queries.languages import Tongue
from app.queries.shapes import CommitmentLine
from app.queries.standing import lines
from app.queries.view import View
from app.store.batches import batches
from app.store.tables import Commitment

_BATCH = 200
_Cell = Callable[[Tongue, CommitmentLine], Value]


def flat_header(view: View) -> list[str]:
    """Give the words over its columns."""
    tongue = Tongue(view.tongue.language)
    return [tongue.say(name) for name in _COLUMNS]


def flat_descriptions() -> list[str]:
    """Give the words over its columns in English: what each holds."""
    return list(_COLUMNS)


def flat_rows(view: View) -> Iterator[list[Value]]:
    """Yield the rows, in the order of the registry."""
    order = (col(Commitment.position), col(Commitment.key))
    found = fitting(view, Filters()).add_columns(col(Commitment.id)).order_by(*order)
    ids = view.session.execute(found).scalars().all()
    tongue = Tongue(view.tongue.language)
    for batch in batches(ids, _BATCH):
        for line in lines(view, batch):
            yield [cell(tongue, line) for cell in _COLUMNS.values()]


def count_flat(view: View) -> int:
    """Count the rows that it must have."""
    return count_commitments(view, Filters())


def _status(tongue: Tongue, line: CommitmentLine) -> str:
    return tongue.say(label_of(line.status).name if line.status else NO_EVIDENCE.name)


def _extent(tongue: Tongue, line: CommitmentLine) -> str | None:
    return tongue.say(label_of(Extent(line.extent)).name) if line.extent else None


def _corroboration(tongue: Tongue, line: CommitmentLine) -> str | None:
    return tongue.say(label_of(line.corroboration).name) if line.corroboration else None


def _overdue(tongue: Tongue, line: CommitmentLine) -> str | None:
    return tongue.say(OVERDUE.name) if line.overdue else None


_INFERRED = message("Due date is our reading")


def _newest(line: CommitmentLine) -> str | None:
    newest = line.newest_evidence
    return f"{newest.summary} ({newest.publisher})" if newest else None


# Lists of the site use these words, so most of them are translated for it.
_COLUMNS: dict[str, _Cell] = {
    message("Id"): lambda _, line: line.id,
    message("Made in"): lambda _, line: line.instrument.title.text,
    message("Number"): lambda _, line: line.number,
    message("Title"): lambda _, line: line.title.text,
    message("Text"): lambda _, line: line.text.text,
    message("Themes"): lambda _, line: "; ".join(one.title.text for one in line.themes),
    message("Addressed to"): lambda _, line: line.addressee.text,
    message("Status"): _status,
    message("Formally done"): lambda tongue, line: tongue.say(label_of(line.stage).name),
    message("Extent"): _extent,
    message("Who says that it was enacted"): _corroboration,
    message("Open disputes"): lambda _, line: line.open_contests,
    message("Due date"): lambda _, line: line.due,
    _INFERRED: lambda tongue, line: tongue.say(_INFERRED) if line.due_inferred else None,
    message("Past due"): _overdue,
    message("Reason"): lambda _, line: line.reason.text,
    message("Newest evidence"): lambda _, line: _newest(line),
    message("Date of the newest evidence"): lambda _, line: line.last_evidence,
    message("Last looked at"): lambda _, line: line.looked_at,
}
