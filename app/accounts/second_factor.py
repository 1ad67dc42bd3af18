"""The second factor: codes from an app on a phone (TOTP, RFC 6238), and recovery codes on paper.

A code is right for 30 seconds, and one step before and after for clocks that differ; once used,
neither it nor an older one is right again.
"""

import base64
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyotp
import segno
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from app.accounts.administering import must_administer
from app.accounts.endings import end_sessions
from app.accounts.events import Event, Subject, record
from app.accounts.moments import text_of
from app.accounts.people import Person, find_account, person_of
from app.accounts.secret_texts import hash_secret
from app.domain.messages import message
from app.domain.workflow import Actor, StaffRole, is_trusted
from app.errors import ConflictError, FaultyDraftError
from app.store.tables.accounts import Account, RecoveryCode

REQUIRED = "required"
CODES = 10
_STEP_SECONDS = 30
_SECRET_LETTERS = 32
_CODE_BYTES = 10  # 80 bits
_CODE_GROUP = 4
_QR_SCALE = 4

HAS_ONE = message("This account has a second factor already: end that one first.")
HAS_NONE = message("This account has no second factor yet: set one up first.")
WRONG_CODE = message(
    "This is not the code that the app shows now: check that the phone's clock is right, wait for "
    "the next code, and write that."
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs to begin: the secret to type, its address, and that as a picture (SVG).

    Nothing of it is stored yet: the form sends the secret back with the first code.
    """

    secret: str
    uri: str
    svg: str


def needs_second_factor(role: StaffRole, policy: str) -> bool:
    """Say whether a role must have one; `policy` is `required` or `optional`, as settings say."""
    return policy == REQUIRED and is_trusted(role, StaffRole.REVIEWER)


def is_missing(person: Person, policy: str) -> bool:
    """Say whether somebody has yet to set up a second factor before anything else."""
    return needs_second_factor(person.role, policy) and not person.has_second_factor


def new_enrolment(person: Person, issuer: str, secret: str | None = None) -> Enrolment:
    """Make a secret for somebody's app; or, with `secret`, show the same one again.

    Raises:
        FaultyDraftError: when `secret` is none of ours.

    """
    chosen = _checked(secret) if secret else pyotp.random_base32(_SECRET_LETTERS)
    uri = pyotp.TOTP(chosen).provisioning_uri(name=person.login, issuer_name=issuer)
    svg = segno.make(uri, micro=False).svg_inline(scale=_QR_SCALE, border=2, light="white")
    return Enrolment(chosen, uri, svg)


def confirm_enrolment(
    session: Session, number: int, secret: str, code: str, moment: datetime
) -> list[str]:
    """Store a secret once a code of it was shown to work; give ten recovery codes, shown once.

    Raises:
        FaultyDraftError: naming `code`, when it is not what the app should show.
        ConflictError: when the account has a second factor already.

    """
    account = find_account(session, number)
    if account.totp_secret is not None:
        raise ConflictError(HAS_ONE)
    counter = _matching_counter(_checked(secret), code, moment, after=None)
    if counter is None:
        raise FaultyDraftError([("code", WRONG_CODE)])
    account.totp_secret = secret
    account.totp_last = counter
    session.flush()
    person = person_of(account)
    _record(session, person.actor, Event.FACTOR_SET, person)
    return make_recovery_codes(session, person)


def accept_code(session: Session, number: int, code: str, moment: datetime) -> bool:
    """Use up a code of the app, or a recovery code; False when it is neither, or was used."""
    account = find_account(session, number)
    if account.totp_secret is None:
        return False
    counter = _matching_counter(account.totp_secret, code, moment, after=account.totp_last)
    if counter is not None:
        return _use_counter(session, number, counter)
    return _use_recovery_code(session, person_of(account), code, moment)


def make_recovery_codes(session: Session, person: Person) -> list[str]:
    """Make ten new recovery codes in place of all older ones, shown this once.

    Raises:
        ConflictError: when the account has no second factor.

    """
    if not person.has_second_factor:
        raise ConflictError(HAS_NONE)
    _forget_recovery_codes(session, person.number)
    codes = [_new_code() for _ in range(CODES)]
    hashes = (hash_secret(_plain(code)) for code in codes)
    session.add_all(RecoveryCode(hash=one, account=person.number) for one in hashes)
    session.flush()
    _record(session, person.actor, Event.RECOVERY_CODES_MADE, person)
    return codes


def count_recovery_codes(session: Session, number: int) -> int:
    """Count the recovery codes that an account has not used yet."""
    left = select(func.count()).where(
        col(RecoveryCode.account) == number, col(RecoveryCode.used_at).is_(None)
    )
    return int(session.execute(left).scalar_one())


def remove_factor(session: Session, number: int, by: Actor | None) -> None:
    """Take somebody's second factor and recovery codes away, so that they can set up another one.

    Their own, once they proved it; otherwise an administrator does it (`by`; None is the
    installation), and their sessions end.

    Raises:
        NotAllowedError: when `by` is somebody else, and no administrator.
        NotFoundError: when nobody has this number.

    """
    if by is None or by.number != number:
        must_administer(by)
        end_sessions(session, number)
    account = find_account(session, number)
    account.totp_secret = None
    account.totp_last = None
    session.flush()
    _forget_recovery_codes(session, number)
    _record(session, by, Event.FACTOR_REMOVED, person_of(account))


def _checked(secret: str) -> str:
    """Refuse a secret that `new_enrolment` cannot have made: it came back through a browser."""
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    if len(secret) != _SECRET_LETTERS or not letters.issuperset(secret):
        raise FaultyDraftError([("code", WRONG_CODE)])
    return secret


def _matching_counter(secret: str, code: str, moment: datetime, after: int | None) -> int | None:
    """Find the step, later than `after`, whose code this is; tries all, whichever matches."""
    totp = pyotp.TOTP(secret, interval=_STEP_SECONDS)
    present = int(moment.timestamp()) // _STEP_SECONDS
    given = _plain(code).encode("utf-8", "surrogatepass")
    steps = [present - 1, present, present + 1]
    matching = [
        step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), given)
    ]
    return next((step for step in matching if after is None or step > after), None)


def _use_counter(session: Session, number: int, counter: int) -> bool:
    unused = or_(col(Account.totp_last).is_(None), col(Account.totp_last) < counter)
    used: CursorResult[Any] = session.connection().execute(
        update(Account).where(col(Account.number) == number, unused).values(totp_last=counter)
    )
    return used.rowcount == 1


def _use_recovery_code(session: Session, person: Person, code: str, moment: datetime) -> bool:
    used: CursorResult[Any] = session.connection().execute(
        update(RecoveryCode)
        .where(
            col(RecoveryCode.hash) == hash_secret(_plain(code)),
            col(RecoveryCode.account) == person.number,
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=text_of(moment))
    )
    if used.rowcount != 1:
        return False
    _record(session, person.actor, Event.RECOVERY_CODE_USED, person)
    return True


def _new_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower()
    groups = (letters[at : at + _CODE_GROUP] for at in range(0, len(letters), _CODE_GROUP))
    return "-".join(groups)


def _plain(code: str) -> str:
    """Leave out what people write between groups of letters or digits."""
    folded = unicodedata.normalize("NFKC", code[:100]).casefold()
    return "".join(sign for sign in folded if not sign.isspace() and sign != "-")


def _forget_recovery_codes(session: Session, number: int) -> None:
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.account) == number))


def _record(session: Session, by: Actor | None, event: Event, of: Person) -> None:
    record(session, by, event, (Subject.ACCOUNT, str(of.number)), role=of.role.value)
