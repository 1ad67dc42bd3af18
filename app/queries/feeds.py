"""Reading a feed: what was done, with everything that is named in it as it reads now."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlmodel import col

from app.domain.vocabulary import Action, Role, Subject
from app.errors import NotFoundError
from app.queries.act_shapes import Act, Feed, Scope
from app.queries.act_statuses import moved_by
from app.queries.acts import NAMED, acts_of
from app.queries.commitments import NO_SUCH_COMMITMENT
from app.queries.documents import documents_by_id
from app.queries.evidence import evidence_by_id
from app.queries.filters import Filters, refuse_unknown
from app.queries.instruments import NO_SUCH_INSTRUMENT
from app.queries.languages import Words
from app.queries.names import Thing, names_of
from app.queries.shapes import EvidenceShape
from app.queries.themes import NO_SUCH_THEME
from app.queries.view import View
from app.store.ledger import GENESIS
from app.store.redactions import MARKER
from app.store.tables import Revision

_ABOUT = {
    "commitments": (Subject.COMMITMENT, NO_SUCH_COMMITMENT),
    "instruments": (Subject.INSTRUMENT, NO_SUCH_INSTRUMENT),
    "themes": (Subject.THEME, NO_SUCH_THEME),
}

_NEW = (Subject.COMMITMENT.value, Action.ADDED.value)


def read_feed(view: View) -> Feed:
    """Give what was done to anything."""
    return _feed(view, Scope(), None)


def read_feed_of(view: View, noun: str, name: str) -> Feed:
    """Give what was done that concerns an entry, retired or not.

    Raises:
        NotFoundError: when there is no such entry.

    """
    subject, missing = _ABOUT[noun]
    thing = (subject.value, name)
    title = names_of(view, [thing]).get(thing)
    if title is None:
        raise NotFoundError(view.tongue.say(missing, id=name))
    return _feed(view, Scope(noun, name), title)


def read_feed_found(view: View, filters: Filters) -> Feed:
    """Give what was done that concerns the commitments which fit some filters today.

    Raises:
        BadParameterError: for an instrument or theme that does not exist.

    """
    refuse_unknown(view, filters)
    return _feed(view, Scope("commitments", None, filters), None)


def is_removed(words: Words) -> bool:
    """Say whether what a text said was removed to protect a person."""
    return words.text == MARKER


def _feed(view: View, scope: Scope, title: Words | None) -> Feed:
    acts = acts_of(view, scope)
    evidence = evidence_by_id(view, _named(acts, Subject.EVIDENCE))
    concerned = {act.sequence: _concerned(scope, act, evidence) for act in acts}
    begun, begun_at = _beginning(view)
    return Feed(
        scope=scope,
        title=title,
        begun=begun,
        begun_at=begun_at,
        acts=acts,
        evidence=evidence,
        documents=documents_by_id(view, _documents(acts, evidence.values())),
        names=names_of(view, [*_things(acts, concerned), *_chosen(scope)]),
        moved=moved_by(view, acts, concerned),
    )


def _concerned(scope: Scope, act: Act, evidence: Mapping[str, EvidenceShape]) -> set[str]:
    """Give the commitments whose status an act may have changed; of many new ones, none."""
    ids = [part.id for part in act.parts if part.subject == Subject.EVIDENCE]
    found = {
        concern.commitment.id
        for name in ids
        if name in evidence
        for concern in evidence[name].concerns
        if concern.role is Role.BEARS
    }
    if act.counts.get(_NEW, 0) > NAMED:
        return set()
    is_of_one = scope.noun == "commitments" and scope.id is not None
    return found & {scope.id} if is_of_one else found


def _chosen(scope: Scope) -> Iterator[Thing]:
    """Name what is asked for by filters, for the title of the feed."""
    query = scope.query
    for name, subject in (("instrument", Subject.INSTRUMENT), ("theme", Subject.THEME)):
        if name in query:
            yield subject.value, query[name]


def _things(acts: Iterable[Act], concerned: Mapping[int, set[str]]) -> Iterator[Thing]:
    yield from (part.thing for act in acts for part in act.parts)
    for names in concerned.values():
        yield from ((Subject.COMMITMENT.value, name) for name in names)


def _named(acts: Iterable[Act], subject: Subject) -> list[str]:
    return sorted({part.id for act in acts for part in act.parts if part.subject == subject})


def _documents(acts: Iterable[Act], evidence: Iterable[EvidenceShape]) -> list[str]:
    return sorted({*_named(acts, Subject.DOCUMENT), *(one.document.id for one in evidence)})


def _beginning(view: View) -> tuple[str, str]:
    """Give hash and time of the first revision; before there is one, what stands before it."""
    first = select(col(Revision.hash), col(Revision.time)).where(col(Revision.sequence) == 1)
    row = view.session.execute(first).one_or_none()
    return (row[0], row[1]) if row else (GENESIS, f"{view.day.isoformat()}T00:00:00+00:00")
