"""A bench for trying out tools: the application, people with tokens, proposals in any state."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import Engine, func, select
from sqlmodel import col
from starlette.testclient import TestClient

from app.accounts.people import Person
from app.domain.workflow import Intent, Proposed, Scope, StaffRole, State
from app.editing.desk import now
from app.editing.drafts import Draft
from app.editing.proposals import new_id
from app.main import create_app
from app.settings import Settings
from app.store.engine import reading, writing
from app.store.tables.desk import Proposal
from app.store.tables.ledgers import DeskRevision
from app.writing.examples import DRAFT
from tests.conftest import Databases
from tests.staffing import add_staff, token_for

HOST = "https://testserver"
API = "/api/v1"
PROPOSALS = f"{API}/proposals"
ALL = tuple(Scope)
NEW = {"draft": DRAFT}
"""A proposal that could be handed in: what the registry says, once more."""


def bearer(token: str) -> dict[str, str]:
    """How a token is sent."""
    return {"Authorization": f"Bearer {token}"}


@dataclass(frozen=True)
class Tool:
    """A program that acts for somebody."""

    client: TestClient
    person: Person
    token: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Response:  # noqa: ANN401 - any JSON
        """Send a request with the token, and `If_Match="..."` as the header of that name."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent: dict[str, Any] = {} if body is None else {"json": body}
        return self.client.request(method, path, headers=bearer(self.token) | named, **sent)

    def get(self, path: str, **headers: str) -> Response:
        """Read something."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Response:  # noqa: ANN401 - any JSON
        """Do something."""
        return self.ask("POST", path, body, **headers)

    def send_raw(self, method: str, path: str, name: str, value: str) -> Response:
        """Send `NEW` with one header that no client would write by itself."""
        headers = {b"Authorization": f"Bearer {self.token}".encode(), name.encode(): value.encode()}
        return self.client.request(method, path, json=NEW, headers=headers)

    def make(self, **fields: Any) -> str:  # noqa: ANN401 - any JSON
        """Make a proposal, and give its address."""
        made = self.post(PROPOSALS, NEW | fields)
        assert made.status_code == 201, made.text
        return str(made.headers["location"])


@dataclass(frozen=True)
class Bench:
    """An application on a database of its own, and who comes to it.

    `client` knows nobody; a crash is an answer with status 500.
    """

    app: FastAPI
    client: TestClient

    @property
    def engine(self) -> Engine:
        """Its database."""
        engine: Engine = self.app.state.engine
        return engine

    def tool(self, role: StaffRole = StaffRole.EDITOR, *scopes: Scope) -> Tool:
        """A tool of somebody new, with these scopes or all that the role may use."""
        possible = ALL if role is not StaffRole.EDITOR else (Scope.READ, Scope.PROPOSE)
        return self.tool_of(add_staff(self.engine, role), scopes or possible)

    def tool_of(self, person: Person, scopes: Collection[Scope]) -> Tool:
        """One more tool of somebody."""
        return Tool(self.client, person, token_for(self.engine, person, list(scopes)))

    def keep(self, *rows: Proposal) -> list[str]:
        """Put proposals where nobody's verbs would have led them, and give their ids."""
        ids = [one.id for one in rows]
        with writing(self.engine) as session:
            session.add_all(rows)
        return ids

    def recorded(self) -> int:
        """How much the desk's ledger holds."""
        with reading(self.engine) as session:
            return int(session.execute(select(func.count()).select_from(DeskRevision)).scalar_one())

    def everything_recorded(self) -> str:
        """All payloads of the desk's ledger."""
        with reading(self.engine) as session:
            return json.dumps(session.execute(select(col(DeskRevision.payload))).scalars().all())

    def operations(self, entry: str = "p-none") -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Method, an address, and the description of all that takes a token."""
        for path, methods in self.app.openapi()["paths"].items():
            for method, operation in methods.items():
                if "security" in operation:
                    yield method.upper(), path.replace("{id}", entry), operation


@contextmanager
def opened_bench(databases: Databases, **settings: Any) -> Iterator[Bench]:  # noqa: ANN401 - what Settings takes
    """Open an application on a database with the shipped registry."""
    app = create_app(Settings(database_url=databases.make("filled"), **settings))
    with TestClient(app, base_url=HOST, raise_server_exceptions=False) as client:
        yield Bench(app, client)


def row(state: State, authors: Collection[int], version: int = 3, **fields: Any) -> Proposal:  # noqa: ANN401 - fields of a draft
    """A proposal that has come to a state, by whichever way."""
    time = now()
    return Proposal(
        id=new_id("p"),
        intent=Intent.ADD.value,
        subject=Proposed.EVIDENCE.value,
        target=None,
        entry_id=new_id("ev"),
        document_id=new_id("doc"),
        content=Draft.model_validate(DRAFT | fields).model_dump(mode="json"),
        state=state.value,
        version=version,
        created_by=min(authors),
        authors=sorted(authors),
        created_at=time,
        changed_at=time,
        submitted_at=time if state is State.SUBMITTED else None,
    )
