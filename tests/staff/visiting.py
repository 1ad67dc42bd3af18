"""Visiting the desk as a browser does: with its cookies, and saying where a form comes from."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyotp
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.accounts.passwords import HashedPassword, hash_password
from app.accounts.people import Person, find_account, find_person
from app.accounts.sessions import start_session
from app.domain.workflow import StaffRole
from app.main import create_app
from app.settings import Settings
from app.staff.access import COOKIE
from app.staff.links import PREFIX
from app.store.engine import reading, writing
from tests.conftest import Databases
from tests.pages.markup import Element, assert_well_made, read
from tests.staffing import add_staff, signed_in

HOST = "https://testserver"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "vessel orchid hammer tundra"  # noqa: S105 - of people that exist in tests alone
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - as PASSWORD


@cache
def password_hash() -> HashedPassword:
    """The hash of the one password."""
    return hash_password(PASSWORD)


@dataclass(frozen=True)
class Visit:
    """One browser at the desk, signed in or not."""

    client: TestClient

    def get(self, path: str, **more: Any) -> Response:  # noqa: ANN401 - what httpx takes
        """Open a page, without following where it leads."""
        return self.client.get(path, **more)

    def post(self, path: str, fields: Mapping[str, Any] | None = None, **headers: str) -> Response:
        """Send a form from a page of the desk."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, data=dict(fields or {}), headers=FROM_HERE | named)

    def page(self, path: str) -> Element:
        """Open a page that is there, and read it."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return seen(answer)

    def keep(self, token: str) -> None:
        """Put a token where the browser keeps it."""
        self.client.cookies.set(COOKIE, token, domain="testserver.local")

    @property
    def token(self) -> str | None:
        """What the browser keeps."""
        return self.client.cookies.get(COOKIE)


@dataclass(frozen=True)
class Visits:
    """The desk that is visited, and who may come."""

    app: FastAPI

    @property
    def engine(self) -> Engine:
        """Its database."""
        engine: Engine = self.app.state.engine
        return engine

    def routes(self) -> Iterator[tuple[str, set[str]]]:
        """Every path of the desk with its methods, whichever room answers it."""
        for one in iter_route_contexts(self.app.routes):
            if one.path and one.path.startswith(PREFIX):
                yield one.path, set(one.methods or ())

    def stranger(self) -> Visit:
        """A browser in which nobody is signed in."""
        return Visit(TestClient(self.app, base_url=HOST, follow_redirects=False))

    def somebody(
        self, role: StaffRole = StaffRole.EDITOR, name: str = "", *, with_factor: bool = False
    ) -> Person:
        """Somebody new who can sign in: by `PASSWORD`, and the codes of `SECRET`."""
        person = add_staff(self.engine, role, name, with_factor=with_factor)
        with writing(self.engine) as session:
            account = find_account(session, person.number)
            account.password_hash = password_hash()
            account.totp_secret = SECRET if with_factor else None
        return self.found(person)

    def of(self, person: Person) -> Visit:
        """A browser in which somebody is signed in completely."""
        visit = self.stranger()
        token = signed_in(self.engine, person)
        visit.keep(token)
        return visit

    def halfway(self, person: Person) -> Visit:
        """A browser in which somebody wrote their password, and has a step to go."""
        visit = self.stranger()
        with writing(self.engine) as session:
            visit.keep(start_session(session, person, is_complete=False))
        return visit

    def at_work(self, role: StaffRole = StaffRole.EDITOR, name: str = "") -> Visit:
        """A browser in which somebody new is signed in completely."""
        return self.of(self.somebody(role, name, with_factor=True))

    def found(self, person: Person) -> Person:
        """Somebody as they are now."""
        with reading(self.engine) as session:
            return find_person(session, person.number)


@contextmanager
def opened_desk(
    databases: Databases,
    template: str = "filled",
    **settings: Any,  # noqa: ANN401 - what Settings takes
) -> Iterator[Visits]:
    """Open a desk on a database of its own."""
    yield Visits(create_app(Settings(database_url=databases.make(template), **settings)))


def seen(answer: Response) -> Element:
    """Read a page as it was answered; it must be well made."""
    page = read(answer.text)
    assert_well_made(page)
    return page


def code_now() -> str:
    """What the app shows at this moment."""
    return pyotp.TOTP(SECRET).now()
