"""For whom a tool acts: a token in the `Authorization` header, and nothing else.

Cookies are never looked at, so that no page of another site can make a browser write here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts.moments import now
from app.accounts.second_factor import is_missing
from app.accounts.tokens import TokenUse, find_token, touch
from app.domain.messages import message
from app.domain.workflow import RULES, Review, Verb
from app.editing.desk import Desk
from app.errors import BusyError, NotAllowedError, SignInNeededError
from app.queries.languages import Tongue
from app.store.engine import reading, writing

NO_TOKEN = message(
    "Send a token that is still good as 'Authorization: Bearer scorecard_...'. "
    "Tokens are made on the account page of the desk."
)
NO_SCOPE = message("This token may not do that: it takes one with the scope '{scope}'.")
NO_TOKEN_DOES = message("No token may do that: sign in at the desk.")
NO_FACTOR = message(
    "Whoever this token acts for needs a second factor first: it is set up at the desk."
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A tool at the desk, and by which token it came."""

    desk: Desk
    use: TokenUse


def admission(verb: Verb | None) -> Callable[[Request], None]:
    """Make the dependency that turns away whoever may not do this, or without `verb` anything.

    It comes before anything else that was sent is read, and only reads: a stranger makes no
    writer wait.
    """

    def admit(request: Request) -> None:
        request.state.verb = verb
        with reading(request.app.state.engine) as session:
            _admitted(session, request)

    return admit


@contextmanager
def reading_desk(request: Request) -> Iterator[Bearer]:
    """Open the desk on an unchanging snapshot.

    Raises:
        SignInNeededError: without a token that is good.
        NotAllowedError: when this one, or the person it acts for, may not do what was asked for.

    """
    engine = request.app.state.engine
    with reading(engine) as session:
        bearer = _admitted(session, request)
        yield bearer
    _note_use(engine, bearer.use)


@contextmanager
def writing_desk(request: Request) -> Iterator[Bearer]:
    """Open the desk as the only writer; it commits at the end, and an error leaves no trace.

    The token is looked up again within the transaction: one that was ended meanwhile writes
    nothing. Raises as `reading_desk`.
    """
    with writing(request.app.state.engine) as session:
        bearer = _admitted(session, request)
        yield bearer
        if bearer.use.is_due(now()):
            touch(session, bearer.use, now())


def _admitted(session: Session, request: Request) -> Bearer:
    use = _token_use(session, request)
    tongue = Tongue(use.person.language)
    request.state.tongue = tongue  # its memory of what came becomes Content-Language
    settings = request.app.state.settings
    desk = Desk(session, use.person.actor, settings.today(), tongue, Review(settings.review))
    if is_missing(use.person, settings.second_factor):
        raise NotAllowedError(tongue.say(NO_FACTOR))
    _demand(desk, use, request.state.verb)
    return Bearer(desk, use)


def _token_use(session: Session, request: Request) -> TokenUse:
    kind, _, text = ",".join(request.headers.getlist("authorization")).partition(" ")
    use = find_token(session, text.strip(), now()) if kind.lower() == "bearer" else None
    if use is None:
        raise SignInNeededError(NO_TOKEN)
    return use


def _demand(desk: Desk, use: TokenUse, verb: Verb | None) -> None:
    """Ask for the role before the scope: who lost the one has lost the other with it."""
    if verb is None:
        return
    desk.demand(verb)
    scope = RULES[verb].scope
    if scope is None:
        raise NotAllowedError(desk.tongue.say(NO_TOKEN_DOES))
    if scope not in use.scopes:
        raise NotAllowedError(desk.tongue.say(NO_SCOPE, scope=scope))


def _note_use(engine: Engine, use: TokenUse) -> None:
    """Note that a token read something; what was read is answered even if that cannot be."""
    if use.is_due(now()):
        with suppress(BusyError), writing(engine) as session:
            touch(session, use, now())
