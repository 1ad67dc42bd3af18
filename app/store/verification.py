"""Checking what the database claims: the chains of the ledgers, what is derived, references.

Each check yields a sentence for every place that is wrong, and nothing when all is right. What
cannot even be read is named too, and the check goes on behind it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Row, exists, func, inspect, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.vocabulary import Owner, Role
from app.store.batches import batches
from app.store.ledger import GENESIS, PUBLIC, REVISIONS, SALT_DIGITS, link_hash, seal
from app.store.readings import counts, derived_rows
from app.store.redactions import broken_promises, emptied_by, name_of
from app.store.search import strangers_in_search, wrong_in_search
from app.store.tables import Answer, Commitment, Evidence, LedgerHead, Link, Revision, StoredReading
from app.store.tables.webhooks import Webhook
from app.store.tallies import TALLIES, wrong_tallies

_BATCH = 500
_STREAM = 5_000
# What reading a value raises that this program did not write.
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, StatementError)
_Name = TypeVar("_Name", str, int)


def check_in_batches(
    names: Iterable[_Name], check: Callable[[Sequence[_Name]], Iterable[str]], label: str
) -> Iterator[str]:
    """Run a check over names, some hundreds at a time; where it fails, find the names to blame.

    `label` says what cannot be read then, with {} for the name.
    """
    for batch in batches(names, _BATCH):
        yield from _check_or_halve(batch, check, label)


def _check_or_halve(
    batch: Sequence[_Name], check: Callable[[Sequence[_Name]], Iterable[str]], label: str
) -> Iterator[str]:
    try:
        found = list(check(batch))
    except _UNREADABLE:
        middle = len(batch) // 2
        if middle == 0:
            found = [f"{label.format(batch[0])} cannot be read: it was changed by hand"]
        else:
            parts = (batch[:middle], batch[middle:])
            found = [one for part in parts for one in _check_or_halve(part, check, label)]
    yield from found


def broken_links(session: Session) -> Iterator[str]:
    """Walk both ledgers from their first revision to their head, and name every break.

    Named is also what a redaction should have removed and did not.
    """
    for ledger in REVISIONS:
        yield from _Walk(session, ledger).breaks()
    yield from check_in_batches(
        [PUBLIC], lambda _: broken_promises(session), "what redactions removed"
    )


class _Walk:
    """One walk along a ledger."""

    def __init__(self, session: Session, ledger: str) -> None:
        self._session = session
        self._ledger = ledger
        self._table = REVISIONS[ledger]
        self._whole = "the ledger" if ledger == PUBLIC else "the desk's ledger"
        self._emptied: dict[int, int] = {}

    def breaks(self) -> Iterator[str]:
        """Name every break, and a head that is not the last revision."""
        yield from check_in_batches(
            [self._ledger], self._learn_redactions, f"a redaction of {self._whole}"
        )
        numbers = self._session.execute(
            select(self._table.c.sequence).order_by(self._table.c.sequence),
            execution_options={"yield_per": _STREAM},
        ).scalars()
        yield from check_in_batches(numbers, self._wrong_revisions, name_of(self._ledger, "{}"))
        yield from check_in_batches([self._ledger], self._wrong_head, f"the head of {self._whole}")

    def _learn_redactions(self, ledgers: Sequence[str]) -> Iterator[str]:
        for ledger in ledgers:
            self._emptied = emptied_by(self._session, ledger)
        yield from ()

    def _wrong_revisions(self, sequences: Sequence[int]) -> Iterator[str]:
        before = self._last(sequences[0])
        number, previous = (before.sequence, before.hash) if before else (0, GENESIS)
        rows = self._session.execute(
            select(self._table)
            .where(self._table.c.sequence.between(sequences[0], sequences[-1]))
            .order_by(self._table.c.sequence)
        ).mappings()
        for row in rows:
            name = name_of(self._ledger, row["sequence"])
            if row["sequence"] != number + 1:
                missing = name_of(self._ledger, number + 1)
                yield f"{missing} is missing: the next one is {row['sequence']}"
            if link_hash(previous, dict(row)) != row["hash"]:
                yield f"{name} was changed, or the one before it: its hash does not fit"
            yield from self._wrong_payload(name, dict(row))
            number, previous = row["sequence"], row["hash"]

    def _last(self, before: int | None = None) -> Row[Any] | None:
        """Give sequence and hash of the last revision, or of the last one before another."""
        number = self._table.c.sequence
        newest = select(number, self._table.c.hash)
        if before is not None:
            newest = newest.where(number < before)
        return self._session.execute(newest.order_by(number.desc()).limit(1)).first()

    def _wrong_payload(self, name: str, row: dict[str, Any]) -> Iterator[str]:
        if row["payload"] is None or row["salt"] is None:
            if row["sequence"] not in self._emptied:
                yield f"{name} has lost its payload, and no redaction says why"
        elif len(row["salt"]) != SALT_DIGITS or seal(row["salt"], row["payload"]) != row["digest"]:
            yield f"{name}: its payload is not the one that was recorded"

    def _wrong_head(self, ledgers: Sequence[str]) -> Iterator[str]:
        last = self._last() or (0, GENESIS)
        for ledger in ledgers:
            head = self._session.get(LedgerHead, ledger)
            if head is None or (head.sequence, head.hash) != tuple(last):
                yield (
                    f"the head of {self._whole} is not its last revision: "
                    "revisions are missing at the end"
                )


def wrong_readings(session: Session) -> Iterator[str]:
    """Derive every span, number and word of the search index anew, and name what differs."""
    ids = list(session.execute(select(col(Commitment.id)).order_by(col(Commitment.id))).scalars())
    spans = "what the readings of commitment {} come from"
    yield from check_in_batches(ids, partial(_wrong_spans, session), spans)
    words = "what commitment {} is found by"
    yield from check_in_batches(ids, partial(_wrong_words, session), words)
    for key in strangers_in_search(session):
        yield f"search index, row {key}: there is no commitment with this key"
    yield from check_in_batches(
        list(TALLIES), partial(wrong_tallies, session), "what table {} counts"
    )


def _wrong_spans(session: Session, ids: Sequence[str]) -> Iterator[str]:
    stored = _stored_spans(session, ids)
    for commitment, derived in derived_rows(session, ids):
        if stored.get(commitment, []) != derived:
            yield f"commitment {commitment}: its stored readings are not what the rule gives"


def _wrong_words(session: Session, ids: Sequence[str]) -> Iterator[str]:
    for commitment in wrong_in_search(session, ids):
        yield f"commitment {commitment}: the search index does not hold the words of its texts"


def dangling_references(session: Session) -> Iterator[str]:
    """Name references to nothing, those that the database enforces and those it cannot."""
    if session.get_bind().dialect.name == "sqlite":
        yield from _broken_rules_of_sqlite(session)
    for column in (col(StoredReading.deciding), col(StoredReading.newest)):
        known = exists().where(col(Evidence.id) == column)
        lost = select(col(StoredReading.commitment_id)).where(column.is_not(None), ~known)
        for commitment in session.execute(lost.distinct()).scalars():
            yield f"commitment {commitment}: a reading names evidence that does not exist"
    yield from _answers_that_do_not_bear(session)
    yield from _webhooks_ahead_of_the_ledger(session)


def _broken_rules_of_sqlite(session: Session) -> Iterator[str]:
    """Name what breaks the rules of the tables, which any visitor of SQLite may switch off."""
    for row in session.execute(text("PRAGMA foreign_key_check")):
        yield f"table {row[0]}, row {row[1]}: refers to a missing {row[2]}"
    for message in session.execute(text("PRAGMA integrity_check")).scalars():
        if message != "ok":
            yield f"the database file is not sound: {message}"


def _webhooks_ahead_of_the_ledger(session: Session) -> Iterator[str]:
    newest = select(col(LedgerHead.sequence)).where(col(LedgerHead.ledger) == PUBLIC)
    told = func.coalesce(col(Webhook.in_hand), col(Webhook.sequence))
    ahead = select(col(Webhook.id)).where(told > newest.scalar_subquery())
    for webhook in session.execute(ahead.order_by(col(Webhook.id))).scalars():
        yield f"webhook {webhook}: it was told of more revisions than there are"


def count_checked(session: Session) -> dict[str, int]:
    """Count what there was to check: revisions, spans, and links."""
    tables: dict[str, Any] = {"revisions": Revision, "spans": StoredReading, "links": Link}
    return {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in tables.items()
    }


def _stored_spans(session: Session, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    table = inspect(StoredReading).local_table
    rows = session.execute(
        select(table)
        .where(col(StoredReading.commitment_id).in_(ids))
        .order_by(col(StoredReading.commitment_id), col(StoredReading.first_day))
    ).mappings()
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["commitment_id"], []).append(dict(row))
    return found


def _answers_that_do_not_bear(session: Session) -> Iterator[str]:
    """Name wrong answers of evidence in force: what is retired keeps those it had at the time."""
    bearing = aliased(Link)
    bears = exists().where(
        col(bearing.evidence_id) == col(Answer.answer_id),
        col(bearing.commitment_id) == col(Answer.commitment_id),
        col(bearing.role) == Role.BEARS.value,
    )
    wrong = (
        select(col(Answer.evidence_id), col(Answer.answer_id), col(Answer.commitment_id))
        .join(Evidence, col(Evidence.id) == col(Answer.evidence_id))
        .where(*counts(), col(Answer.owner) == Owner.REGISTRY.value, ~bears)
    )
    for evidence, answer, commitment in session.execute(wrong):
        yield (
            f"evidence {evidence} names {answer} as its answer, which does not bear on {commitment}"
        )
