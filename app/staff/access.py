"""Who asks, and where they stand: what every handler of the desk takes first.

`ReadingDesk` and `WritingDesk` are for handlers with one transaction. A handler that answers
after a refusal, or needs two transactions, opens `reading_desk(request)` and
`writing_desk(request)` itself, so that an error leaves the block and nothing of it is written:

    try:
        with writing_desk(request) as desk:
            submit(desk, id, version)
    except FaultyDraftError as error:
        return FORM.show(page, ..., status=422)
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.accounts.moments import now
from app.accounts.people import Person
from app.accounts.sessions import SIGN_IN_AGAIN, SignedIn, find_session, touch
from app.accounts.sign_in import may_work
from app.dependencies import Turn
from app.domain.workflow import Review
from app.editing.desk import Desk
from app.errors import SignInNeededError
from app.queries.languages import Tongue
from app.store.engine import reading, writing

COOKIE = "__Host-scorecard"
"""Browsers keep a cookie of such a name for this host alone, and send it encrypted alone."""


def find_signed_in(session: Session, request: Request) -> SignedIn | None:
    """Say by which session a request comes, complete or not; None for nobody."""
    token = request.cookies.get(COOKIE)
    return find_session(session, token, now()) if token else None


def visitor(request: Request, _turn: Turn) -> SignedIn | None:
    """Say who asks where nobody needs to be signed in; they may still have something to prove."""
    with reading(request.app.state.engine) as session:
        return find_signed_in(session, request)


Visitor = Annotated[SignedIn | None, Depends(visitor)]


def signed_in(request: Request, _turn: Turn) -> SignedIn:
    """Say who asks, and note that they were here.

    Raises:
        SignInNeededError: when nobody is signed in, or something is still to be proved.

    """
    engine = request.app.state.engine
    with reading(engine) as session:
        found = _at_work(session, request)
    if found.is_due(now()):
        # Where others are writing for so long, the next request notes it.
        with suppress(OperationalError), writing(engine) as session:
            touch(session, found, now())
    request.state.signed_in, request.state.person = found, found.person
    return found


def signed_in_person(found: Annotated[SignedIn, Depends(signed_in)]) -> Person:
    """Say who asks."""
    return found.person


SignedInSession = Annotated[SignedIn, Depends(signed_in)]
SignedInPerson = Annotated[Person, Depends(signed_in_person)]


@contextmanager
def reading_desk(request: Request) -> Iterator[Desk]:
    """Open the desk on an unchanging snapshot.

    Raises:
        SignInNeededError: when whoever asks is not signed in any more.

    """
    with reading(request.app.state.engine) as session:
        yield _desk(request, session)


@contextmanager
def writing_desk(request: Request) -> Iterator[Desk]:
    """Open the desk as the only writer; it commits at the end, and an error leaves no trace.

    Raises:
        SignInNeededError: when whoever asks is not signed in any more: they are looked up within
            the transaction, so that somebody who was shut out meanwhile writes nothing.

    """
    with writing(request.app.state.engine) as session:
        yield _desk(request, session)


def _reading_desk(request: Request, _signed_in: SignedInSession, _turn: Turn) -> Iterator[Desk]:
    with reading_desk(request) as desk:
        yield desk


def _writing_desk(request: Request, _signed_in: SignedInSession, _turn: Turn) -> Iterator[Desk]:
    with writing_desk(request) as desk:
        yield desk


# Closed, and what was written committed, before the answer is sent.
ReadingDesk = Annotated[Desk, Depends(_reading_desk, scope="function")]
WritingDesk = Annotated[Desk, Depends(_writing_desk, scope="function")]


def _desk(request: Request, session: Session) -> Desk:
    person = _at_work(session, request).person
    settings = request.app.state.settings
    return Desk(
        session,
        person.actor,
        settings.today(),
        Tongue(person.language),
        Review(settings.review),
    )


def _at_work(session: Session, request: Request) -> SignedIn:
    found = find_signed_in(session, request)
    if found is None or not may_work(found, request.app.state.settings.second_factor):
        raise SignInNeededError(SIGN_IN_AGAIN)
    return found
