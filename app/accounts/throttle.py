"""Making whoever guesses wait: counted in the database, so that a restart forgets nothing.

Five failures are free; the next one costs five seconds, and each further one twice as much, up to
fifteen minutes. An attempt counts as failed until it has succeeded, so that many at once gain
nothing. A day after the last failure all is forgotten.
"""

import hashlib
import math
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from app.accounts.moments import moment_of, text_of
from app.domain.messages import message
from app.errors import TooManyAttemptsError
from app.store.tables.accounts import SignInAttempt

FREE = 5
FIRST_WAIT = 5
LONGEST_WAIT = 15 * 60
MOST_ROWS = 10_000
_FORGOTTEN_AFTER = timedelta(days=1)
_MOST_DOUBLINGS = 10

WAIT = message("Too many failed attempts: wait {seconds} seconds, then try again.")


def key_of(kind: str, text: str) -> str:
    """Give the key under which failures are counted; `kind` is what was to be proved."""
    return hashlib.sha256(f"{kind}:{text}".encode("utf-8", "surrogatepass")).hexdigest()


def refuse_if_waiting(session: Session, key: str, moment: datetime) -> None:
    """Refuse an attempt that comes too early; only reads, and counts nothing.

    Raises:
        TooManyAttemptsError: saying how many seconds are left.

    """
    row = session.get(SignInAttempt, key, populate_existing=True)
    if row is None or row.blocked_until is None:
        return
    left = (moment_of(row.blocked_until) - moment).total_seconds()
    if left > 0:
        seconds = math.ceil(left)
        raise TooManyAttemptsError(WAIT.format(seconds=seconds), seconds)


def count_attempt(session: Session, key: str, moment: datetime) -> None:
    """Count an attempt as failed before it is judged.

    Raises:
        TooManyAttemptsError: when it comes too early; then it is not counted.

    """
    refuse_if_waiting(session, key, moment)
    _forget_old(session, moment)
    row = session.get(SignInAttempt, key, populate_existing=True)
    if row is None:
        _make_room(session)
        row = SignInAttempt(key=key, failures=0, last_at=text_of(moment))
        session.add(row)
    row.failures += 1
    row.last_at = text_of(moment)
    wait = _wait_after(row.failures)
    row.blocked_until = text_of(moment, timedelta(seconds=wait)) if wait else None
    session.flush()


def forget(session: Session, key: str) -> None:
    """Count from the beginning again, after a success."""
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.key) == key))


def _wait_after(failures: int) -> int:
    """Give the seconds to wait after so many failures: 0, then 5, 10, 20, ... 900."""
    if failures <= FREE:
        return 0
    # Capped before it is raised: nobody needs two to the power of a million.
    doublings = min(failures - FREE - 1, _MOST_DOUBLINGS)
    return min(LONGEST_WAIT, FIRST_WAIT << doublings)


def _forget_old(session: Session, moment: datetime) -> None:
    old = col(SignInAttempt.last_at) <= text_of(moment, -_FORGOTTEN_AFTER)
    session.execute(delete(SignInAttempt).where(old))


def _make_room(session: Session) -> None:
    """Bound the table: whoever tries many names pushes out those, not the one under attack."""
    count = int(session.execute(select(func.count()).select_from(SignInAttempt)).scalar_one())
    if count < MOST_ROWS:
        return
    least = (
        select(col(SignInAttempt.key))
        .order_by(col(SignInAttempt.failures), col(SignInAttempt.last_at))
        .limit(count - MOST_ROWS + 1)
    )
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.key).in_(least)))
