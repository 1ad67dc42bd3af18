"""What feeds tell is what the whole ledger holds of what they are about, read row by row."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from app.domain.vocabulary import Subject
from app.parameters import AskedFilters
from app.queries.act_shapes import Act, Part, Scope
from app.queries.acts import NAMED, acts_of
from app.queries.filters import Filters, StatusFilter, fitting
from app.queries.names import Thing
from app.queries.view import View
from app.store.tables import Commitment, CommitmentTheme, Evidence, Link, Revision
from tests.queries.asking import looking
from tests.queries.deskwork import EXPRESSION, LAW, busy, entry_of, replace
from tests.registry.copies import copy_without
from tests.registry.exports import load

PETITIONS, ON_PETITIONS = "fs2024-online-petitions", "ev-fs-petitions"
NEWER_SOURCE = "doc-d-4m8w2x"
SCOPES = [
    *(Scope("commitments", one) for one in (EXPRESSION, PETITIONS)),
    *(Scope("instruments", one) for one in ("decree-2021", "factsheet-2024")),
    Scope("themes", "expression-media"),
    Scope("commitments", None, Filters(theme="expression-media")),
    Scope("commitments", None, Filters(status=StatusFilter.NONE)),
    Scope("commitments", None, Filters(q="kettling")),
]
UNTOLD = {"load", "adopted", "looked_at"}


def work_on(engine: Engine, folder: Path) -> None:
    """Load a second time, without some evidence, and do one of everything at the desk."""
    load(engine, copy_without(folder, ON_PETITIONS).read_text(encoding="utf-8"))
    source = entry_of(engine, "evidence", LAW)["document"]
    busy(engine)
    replace(engine, "documents", source, NEWER_SOURCE)


def about(view: View, scope: Scope) -> set[Thing]:
    """What a feed is about, found by going through all that is linked."""
    named = _commitments(view, scope)
    links = view.session.execute(select(col(Link.evidence_id), col(Link.commitment_id)))
    evidence = {name for name, commitment in links if commitment in named}
    of_evidence = select(col(Evidence.id), col(Evidence.source), col(Evidence.document))
    rows = view.session.execute(of_evidence)
    documents = {one for row in rows if row.id in evidence for one in (row.source, row.document)}
    own = {"instruments": Subject.INSTRUMENT, "themes": Subject.THEME}.get(scope.noun)
    return {
        *((Subject.COMMITMENT.value, one) for one in named),
        *((Subject.EVIDENCE.value, one) for one in evidence),
        *((Subject.DOCUMENT.value, one) for one in documents),
        *([(own.value, scope.id)] if own and scope.id else []),
    }


def _commitments(view: View, scope: Scope) -> set[str]:
    if scope.filters is not None:
        found = fitting(view, scope.filters).add_columns(col(Commitment.id))
        return {row[0] for row in view.session.execute(found)}
    if scope.noun == "themes":
        rows = view.session.execute(select(CommitmentTheme)).scalars()
        return {row.commitment_id for row in rows if row.theme_id == scope.id}
    commitments = view.session.execute(select(col(Commitment.id), col(Commitment.instrument)))
    return {name for name, instrument in commitments if scope.id in {name, instrument}}


Told = dict[int, tuple[list[Part], dict[Thing, int]]]
"""The parts of each act by the number of its first revision, and of a load what it counts."""


def by_the_ledger(session: Session, things: set[Thing]) -> Told:
    """What was done to some things, found by going through the ledger."""
    acts: dict[tuple[object, ...], list[Revision]] = {}
    for row in session.execute(select(Revision).order_by(col(Revision.sequence))).scalars():
        if (row.subject, row.subject_id) in things and row.action not in UNTOLD:
            acts.setdefault((row.load,) if row.load else (row.time, row.actor), []).append(row)
    return {rows[0].load or rows[0].sequence: _told(rows) for rows in acts.values()}


def _told(rows: list[Revision]) -> tuple[list[Part], dict[Thing, int]]:
    if rows[0].load is None:
        return [Part(row.action, row.subject, row.subject_id) for row in rows], {}
    counts: Counter[Thing] = Counter()
    parts = []
    for row in rows:
        counts[row.subject, row.action] += 1
        if counts[row.subject, row.action] <= NAMED:
            parts.append(Part(row.action, row.subject, row.subject_id))
    return parts, dict(counts)


def as_told(acts: Iterable[Act]) -> Told:
    return {act.sequence: (list(act.parts), dict(act.counts)) for act in acts}


def test_every_feed_tells_what_the_ledger_holds_of_it(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    work_on(sqlite_engine, tmp_path)
    with looking(sqlite_engine) as view:
        for scope in SCOPES:
            acts = acts_of(view, scope)
            assert as_told(acts) == by_the_ledger(view.session, about(view, scope)), scope
            assert [act.sequence for act in acts] == sorted(
                (a.sequence for a in acts), reverse=True
            )
        parts = [part for act in acts_of(view, SCOPES[0]) for part in act.parts]
        assert {part.action for part in parts} > {"added", "withdrawn"}
        everything = acts_of(view, Scope())
        assert acts_of(view, Scope("commitments", None, AskedFilters())) == everything
