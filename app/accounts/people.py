"""The people of the desk as others see them, and how they are found.

What they prove themselves with never leaves the tables of this room.
"""

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.messages import message
from app.domain.vocabulary import Language
from app.domain.workflow import Actor, StaffRole
from app.errors import NotFoundError
from app.store.tables.accounts import Account

LONGEST_NAME = 120
LONGEST_LOGIN = 80
_HIGHEST = 2**31 - 1

BAD_LOGIN = message(
    "Write 2 to 80 letters, digits, dots, hyphens or underscores, beginning with a letter or "
    "digit; an e-mail address will do."
)
BAD_NAME = message("Write the name, in at most 120 characters and on one line.")
NOBODY = message("There is no such account: choose one from the list of people.")

_LOGIN = re.compile(rf"(?!_)\w[\w.@+-]{{1,{LONGEST_LOGIN - 1}}}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk. `number` is theirs for life, and what ledgers know them by."""

    number: int
    login: str
    name: str
    role: StaffRole
    language: Language
    has_password: bool
    has_second_factor: bool
    disabled_at: str | None
    created_at: str

    @property
    def actor(self) -> Actor:
        """Who they are to the permission table and to ledgers."""
        return Actor(self.number, self.role)


def fold_login(login: str) -> str:
    """Give the one spelling under which a login is kept and looked up (NFKC, casefold)."""
    # What is longer than any login is cut first: folding an endless text would take for ever.
    folded = unicodedata.normalize("NFKC", _cut(login)).casefold()
    # And once more, because folding lengthens: what is folded already must stay as it is, or a
    # login would have spellings that lead to the account and are counted apart from it.
    return _cut(unicodedata.normalize("NFKC", folded))


def _cut(text: str) -> str:
    return text[: LONGEST_LOGIN + 1].strip()


def is_login(folded: str) -> bool:
    """Say whether a folded login has a shape that an account may have."""
    return _LOGIN.fullmatch(folded) is not None


def tidy_name(name: str) -> str | None:
    """Give a name without spaces around it; None when it is empty, too long or cannot be shown."""
    tidied = unicodedata.normalize("NFC", name.strip())
    return tidied if tidied.isprintable() and 0 < len(tidied) <= LONGEST_NAME else None


def person_of(account: Account) -> Person:
    """Tell of an account what may be known of it."""
    return Person(
        number=account.number,
        login=account.login,
        name=account.name,
        role=StaffRole(account.role),
        language=Language(account.language),
        has_password=account.password_hash is not None,
        has_second_factor=account.totp_secret is not None,
        disabled_at=account.disabled_at,
        created_at=account.created_at,
    )


def find_account(session: Session, number: int) -> Account:
    """Read one row as it stands now, disabled or not; for this room alone.

    Raises:
        NotFoundError: when nobody has this number.

    """
    # An address may name any number; what no database can hold, nobody has.
    possible = 0 < number <= _HIGHEST
    found = session.get(Account, number, populate_existing=True) if possible else None
    if found is None:
        raise NotFoundError(NOBODY)
    return found


def find_person(session: Session, number: int) -> Person:
    """Find somebody by number, disabled or not.

    Raises:
        NotFoundError: when nobody has this number.

    """
    return person_of(find_account(session, number))


def find_by_login(session: Session, login: str) -> Account | None:
    """Read the row of a login however it is spelled; for this room alone."""
    folded = fold_login(login)
    if not is_login(folded):
        return None
    return session.execute(select(Account).where(col(Account.login) == folded)).scalar_one_or_none()


def list_people(session: Session) -> list[Person]:
    """Give everybody, disabled ones too, by number."""
    rows = session.execute(select(Account).order_by(col(Account.number))).scalars()
    return [person_of(row) for row in rows]


def count_people(session: Session) -> int:
    """Count the accounts there are; none means that nobody has set the desk up yet."""
    return int(session.execute(select(func.count()).select_from(Account)).scalar_one())
