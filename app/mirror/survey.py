"""What there is to write, read in one look: every row in as few columns as tell whether it changed.

Of a row its digest (the SHA-256 of its entry) stands for all that the registry says of it; beside
it stand what the desk decided and what the calendar decides.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.domain.dates import parse_partial_date
from app.mirror import dependents
from app.mirror.dependents import AnyRow, Touched
from app.queries.changed import departures, times_of
from app.queries.names import Thing
from app.queries.view import View
from app.store.tables import (
    Answer,
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Instrument,
    Theme,
)

Rows = Mapping[str, AnyRow]
Groups = Mapping[str, list[AnyRow]]


@dataclass(frozen=True, slots=True)
class Survey:
    """All rows by id, in the order of the registry, and how they hang together.

    Of commitments and instruments those that exist today, of evidence what had happened by today.
    `dependents` are `links`, `themes`, `answers` and `readings` by commitment, `concerns` the links
    by evidence, `taken` the evidence by document, `replacing` what replaces an entry, `answering`
    the answers by the evidence that gives them.
    """

    view: View
    instruments: Rows
    themes: Rows
    documents: Rows
    commitments: Rows
    evidence: Rows
    links: Groups
    of_theme: Groups
    themes_of: Groups
    answers: Groups
    answering: Groups
    contested: Groups
    readings: Groups
    concerns: Groups
    taken: Groups
    replacing: Groups
    newest: Mapping[Thing, int]
    left: Mapping[Thing, int]
    days: Mapping[int, dt.date]


def survey(view: View, zone: dt.tzinfo, only: Touched | None = None) -> Survey:
    """Read everything as of the view's day.

    With `only`, links, readings and revisions are no more than what the stamps of these depend on,
    and those of all instruments and themes.
    """
    ask = view.session.execute
    instruments, commitments, evidence = _of_today(view)
    documents = _by_id(ask(_columns(Document, "withdrawal", "date_first", "replaces")))
    of_themes = _by_id(ask(_columns(Theme)))
    linked = dependents.links(view, only, evidence)
    links = [row for row in linked if row.of in commitments and row.evidence_id in evidence]
    answers = ask(_all(Answer, "evidence_id", "commitment_id", "answer_id", "place")).all()
    themes = ask(_all(CommitmentTheme, "commitment_id", "theme_id", "place")).all()
    order = {name: place for place, name in enumerate(commitments)}
    members = [row for row in themes if row.commitment_id in order]
    some = None if only is None else {*_concerned(only, links, evidence), *instruments, *of_themes}
    newest = dependents.newest(view, some)
    left = departures(view)
    return Survey(
        view=view,
        instruments=instruments,
        themes=of_themes,
        documents=documents,
        commitments=commitments,
        evidence=evidence,
        links=_grouped(links, "of"),
        of_theme=_grouped(sorted(members, key=lambda row: order[row.commitment_id]), "theme_id"),
        themes_of=_grouped(themes, "commitment_id"),
        answers=_grouped(answers, "commitment_id"),
        answering=_grouped(answers, "answer_id"),
        contested=_grouped(answers, "evidence_id"),
        readings=_grouped(dependents.readings(view, only), "commitment_id"),
        concerns=_grouped(sorted(links, key=lambda row: order[row.of]), "evidence_id"),
        taken=_grouped(evidence.values(), "source"),
        replacing=_grouped([*evidence.values(), *documents.values()], "replaces"),
        newest=newest,
        left=left,
        days=_days(view, {*newest.values(), *left.values(), view.revision}, zone),
    )


def _concerned(only: Touched, links: Iterable[AnyRow], evidence: Rows) -> Iterator[str]:
    """Give the ids of all whose newest revision the days of these depend on."""
    yield from only.commitments
    yield from only.documents
    yield from (name for name, row in evidence.items() if row.source in only.documents)
    for row in links:
        yield row.evidence_id
        yield evidence[row.evidence_id].source


def _of_today(view: View) -> tuple[Rows, Rows, Rows]:
    """Give the instruments adopted by the day, their commitments, and what had happened by then."""
    ask = view.session.execute
    adopted = _columns(Instrument, "adopted_first").where(col(Instrument.adopted_first) <= view.day)
    instruments = _by_id(ask(adopted))
    made = ask(_columns(Commitment, "last_looked_at", "key", "instrument"))
    commitments = _by_id(row for row in made if row.instrument in instruments)
    of_evidence = _columns(Evidence, "withdrawal", "source", "date_first", "replaces")
    evidence = _by_id(ask(of_evidence.where(col(Evidence.date_first) <= view.day)))
    return instruments, commitments, evidence


def mark(*parts: object) -> str:
    """Give a short digest of anything whose text says all of it."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def day_or_none(text: str | None) -> dt.date | None:
    """Give the first day of a partial date."""
    return parse_partial_date(text).first if text else None


def _columns(table: type[Any], *more: str) -> Any:  # noqa: ANN401 - a statement
    """Select what tells whether rows of a table changed, in the order of the registry."""
    names = ("id", "digest", "retired_on", "position", *more)
    order = [col(table.position), col(table.key if table is Commitment else table.id)]
    return select().add_columns(*(getattr(table, name) for name in names)).order_by(*order)


def _all(table: type[Any], *names: str) -> Any:  # noqa: ANN401 - a statement
    columns = [getattr(table, name) for name in names]
    order = table.place, *(column for column in columns if column is not table.place)
    return select().add_columns(*columns).order_by(*order)


def _by_id(rows: Iterable[AnyRow]) -> dict[str, AnyRow]:
    return {row.id: row for row in rows}


def _grouped(rows: Iterable[AnyRow], name: str) -> dict[str, list[AnyRow]]:
    groups: dict[str, list[AnyRow]] = {}
    for row in rows:
        key = getattr(row, name)
        if key is not None:
            groups.setdefault(key, []).append(row)
    return groups


def _days(view: View, numbers: Iterable[int], zone: dt.tzinfo) -> dict[int, dt.date]:
    """Give the day of each of these revisions in the installation's time zone."""
    times = times_of(view, list(numbers))
    known: dict[str, dt.date] = {}
    for time in times.values():
        if time not in known:
            known[time] = dt.datetime.fromisoformat(time).astimezone(zone).date()
    return {number: known[time] for number, time in times.items()}


def in_force(rows: Iterable[AnyRow]) -> Sequence[str]:
    """Give the ids of those that are not retired."""
    return [row.id for row in rows if row.retired_on is None]
