"""What a feed is about, as statements: from its commitments to their evidence and its sources.

Once from what a feed is about to revisions, and once the other way round, for the newest of those
that are few.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    exists,
    literal,
    or_,
    select,
    union,
    union_all,
)
from sqlmodel import col

from app.domain.vocabulary import Subject
from app.queries.act_shapes import Scope
from app.queries.filters import fitting
from app.queries.view import Selected, View
from app.store.tables import Commitment, CommitmentTheme, Evidence, Link, Revision

_OWN = {"instruments": Subject.INSTRUMENT, "themes": Subject.THEME}

_NAME = col(Commitment.id)
_ONCE = "MATERIALIZED"
"""What SQLite would find anew wherever it is named."""


def concerned(view: View, scope: Scope) -> Subquery:
    """Select `subject` and `id` of everything that a feed is about which is not about all.

    Raises:
        BadParameterError: when a filter cannot be.

    """
    of_these = _commitments(view, scope).add_columns(_NAME.label("id"))
    commitments = of_these.cte("about_commitments").prefix_with(_ONCE)
    linked = select(col(Link.evidence_id)).where(
        col(Link.commitment_id).in_(select(commitments.c.id))
    )
    evidence = (
        select(col(Evidence.id), col(Evidence.source), col(Evidence.document))
        .where(col(Evidence.id).in_(linked))
        .cte("about_evidence")
        .prefix_with(_ONCE)
    )
    documents = union(select(evidence.c.source.label("id")), select(evidence.c.document)).subquery()
    things = [
        _things(Subject.COMMITMENT, commitments.c.id),
        _things(Subject.EVIDENCE, evidence.c.id),
        _things(Subject.DOCUMENT, documents.c.id),
    ]
    if scope.noun in _OWN:
        things.append(_things(_OWN[scope.noun], literal(scope.id)))
    return union_all(*things).subquery("about")


def concerns(view: View, scope: Scope) -> ColumnElement[bool]:
    """Give the condition of a revision that concerns what a feed is about: the same, looked up.

    Raises:
        BadParameterError: when a filter cannot be.

    """
    thing = col(Revision.subject_id)
    commitments = _commitments(view, scope).add_columns(_NAME)
    bearing = commitments.where(col(Link.commitment_id) == _NAME).correlate(Link)
    linked = and_(exists().where(col(Link.evidence_id) == col(Evidence.id), bearing.exists()))
    replaced = select(col(Evidence.document)).where(
        col(Evidence.document) != col(Evidence.source), linked
    )
    is_source = exists().where(col(Evidence.source) == thing, linked)
    conditions = [
        _is(Subject.COMMITMENT, commitments.where(thing == _NAME).correlate(Revision).exists()),
        _is(Subject.EVIDENCE, exists().where(col(Link.evidence_id) == thing, bearing.exists())),
        # Evidence has no index by what it named before that was replaced.
        _is(Subject.DOCUMENT, or_(is_source, thing.in_(replaced))),
    ]
    if scope.noun in _OWN:
        conditions.append(_is(_OWN[scope.noun], thing == scope.id))
    return or_(*conditions)


def _is(subject: Subject, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(col(Revision.subject) == subject.value, condition)


def _things(subject: Subject, name: ColumnElement[Any]) -> Select[Any]:
    return select(literal(subject.value).label("subject"), name.label("id"))


def _commitments(view: View, scope: Scope) -> Selected:
    """Select the commitments that a feed is about, retired ones too but in a search; no columns."""
    if scope.filters is not None:
        return fitting(view, scope.filters)
    every = select().select_from(Commitment)
    if scope.noun == "instruments":
        return every.where(col(Commitment.instrument) == scope.id)
    if scope.noun == "themes":
        of_theme = col(CommitmentTheme.commitment_id) == _NAME
        return every.join(CommitmentTheme, of_theme).where(
            col(CommitmentTheme.theme_id) == scope.id
        )
    return every.where(col(Commitment.id) == scope.id)
