"""Nothing unpublished, and nobody's name, is visible to the public: anywhere, in any state.

Marked secrets are planted in every state a proposal can have, in accounts, tokens and imports. Then
every public address that the application has is asked for, found by walking its routes, so that a
new one is covered by being there. On SQLite, for which unpublished rows are other tables just as
they are for PostgreSQL, with the same queries; search is asked on both.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from app.domain.vocabulary import Language
from app.domain.workflow import Intent, Proposed, Scope, StaffRole
from app.editing.desk import Desk
from app.editing.drafts import Draft, DraftConcern, DraftDocument
from app.editing.looking import look
from app.editing.proposals import propose, save, send_back, set_aside, submit
from app.editing.publishing import publish
from app.main import create_app
from app.queries.languages import Tongue
from app.registry.writer import write_registry
from app.settings import Settings
from app.store.engine import open_engine, reading, writing
from app.store.tables.desk import Import
from tests.conftest import TODAY, Databases
from tests.staffing import add_staff, signed_in, token_for

COMMITMENT = "decree-2021-06-expression"
REPLACED, WITHDRAWN = "ev-exp-orda-2025", "ev-exp-media-law"
MARK = "leakmark"
"""What every planted secret begins with: one word, so that a search could find it."""
MISTYPED = "leakmrak"


def secret(*names: str) -> str:
    """A word that stands nowhere else: `leakmark` and where it was planted."""
    return MARK + "".join(names).replace("_", "")


def marked(name: str) -> Draft:
    """A draft that could be published, with a secret in every field that takes a text."""
    return Draft(
        new_document=DraftDocument(
            url=f"https://example.org/{secret(name, 'url')}",
            publisher=secret(name, "publisher"),
            title=secret(name, "title"),
            date="2024-05",
            language="en",
            kind="media",
            origin="independent",
            consulted="full",
            note=secret(name, "documentnote"),
        ),
        locator=secret(name, "locator"),
        date="2024-04-11",
        summary=secret(name, "summary"),
        note=secret(name, "note"),
        concerns=(DraftConcern(commitment=COMMITMENT, status="contested"),),
        reason=secret(name, "reason"),
    )


def open_words(name: str) -> Draft:
    """What an author makes of `marked` before it is published."""
    plain = marked(name).model_dump() | {
        "locator": "Second section",
        "summary": "The text that the public may read.",
        "note": "",
        "reason": "It named the wrong year.",
        "new_document": marked(name).new_document.model_dump()  # type: ignore[union-attr]
        | {"url": f"https://example.org/{name}", "publisher": "Orda", "title": name, "note": ""},
    }
    return Draft.model_validate(plain)


@dataclass
class Planted:
    """The ids of what was planted: none of them may lead anywhere."""

    ids: list[str] = field(default_factory=list)


class Gardener:
    """Plants secrets with two people, whose names are secrets themselves."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.editor = add_staff(engine, StaffRole.EDITOR, name=secret("editor"))
        self.reviewer = add_staff(engine, StaffRole.REVIEWER, name=secret("reviewer"))
        signed_in(engine, self.editor)
        token_for(engine, self.editor, [Scope.READ])
        self.planted = Planted()

    def _desk(self, session: Session, *, is_reviewer: bool = False) -> Desk:
        person = self.reviewer if is_reviewer else self.editor
        return Desk(session, person.actor, TODAY, Tongue(Language.ENGLISH))

    def plant_unpublished(self) -> Planted:
        """Plant a draft, one submitted, one returned with a comment, one set aside, an import."""
        with writing(self.engine) as session:
            desk = self._desk(session)
            session.add(
                Import(
                    id="import-marked",
                    imported_by=self.editor.number,
                    imported_at="2026-11-21T00:00:00.000+00:00",
                    name=secret("import"),
                    rows=1,
                )
            )
            session.flush()
            for state in ("draft", "submitted", "returned", "set_aside"):
                for intent, target in ((Intent.ADD, None), (Intent.REPLACE, REPLACED)):
                    made = propose(
                        desk,
                        intent,
                        Proposed.EVIDENCE,
                        marked(state + intent.value),
                        target,
                        "import-marked" if state == "draft" else None,
                    )
                    self.planted.ids += [made.id, made.entry_id, made.document_id]
                    if state == "set_aside":
                        set_aside(desk, made.id, made.version)
                    elif state != "draft":
                        made = submit(desk, made.id, made.version)
                    if state == "returned":
                        send_back(
                            self._desk(session, is_reviewer=True),
                            made.id,
                            made.version,
                            secret("comment"),
                        )
        return self.planted

    def publish(self, intent: Intent, target: str | None = None) -> str:
        """Publish something whose first version, and whose way back, held secrets."""
        name = f"published{intent.value}"
        with writing(self.engine) as session:
            desk, other = self._desk(session), self._desk(session, is_reviewer=True)
            made = propose(desk, intent, Proposed.EVIDENCE, marked(name), target)
            made = submit(desk, made.id, made.version)
            made = send_back(other, made.id, made.version, secret("comment"))
            made = save(desk, made.id, made.version, open_words(name))
            made = submit(desk, made.id, made.version)
            made = publish(other, made.id, made.version)
            look(desk, COMMITMENT)
        return made.entry_id


@pytest.fixture
def application(sqlite_databases: Databases) -> Iterator[tuple[TestClient, Engine]]:
    """The whole application on SQLite, and an engine on its database."""
    yield from _opened(sqlite_databases.make("filled"))


@pytest.fixture
def searched(database_url: str) -> Iterator[tuple[TestClient, Engine]]:
    """The same on either database: they search each in its own way."""
    yield from _opened(database_url)


def _opened(url: str) -> Iterator[tuple[TestClient, Engine]]:
    engine = open_engine(url)
    with TestClient(
        create_app(Settings(database_url=url)), base_url="https://testserver"
    ) as client:
        yield client, engine
    engine.dispose()


def public_addresses(client: TestClient, planted: Planted) -> list[str]:
    """Every public address: each route with real ids in it, and with those that were planted."""
    ids = {
        "commitments": [COMMITMENT],
        "instruments": ["decree-2021"],
        "themes": ["expression-media"],
        "documents": ["orda-2025-12"],
        "evidence": [REPLACED],
    }
    found = [
        "/en/nowhere",
        "/api/v1/nowhere",
        "/api/v1/commitments?status=nonsense",
        f"/api/v1/commitments?q={MARK}",
        "/api/v1/revisions?limit=100",
        *(f"/api/v1/revisions?id={one}" for one in planted.ids),
        *(f"/en/revisions?id={one}" for one in planted.ids),
    ]
    for place, path in enumerate(sorted(paths(client))):
        address = path.replace("{language:served}", "en")
        noun = re.search(r"/(\w+)/\{id\}", address)
        if noun:
            own = ids.get(noun[1], [])
            # The three ids of one proposal, of another with each path: so every state is asked for.
            three = planted.ids[place * 3 % max(len(planted.ids), 1) :][:3]
            found += [address.replace("{id}", one) for one in [*own, *three]]
        elif "{" not in address:
            found.append(address)
    return found


def paths(client: TestClient) -> set[str]:
    """The paths that the application answers, the desk's own left out."""
    found = set(flat(client.app.routes))  # type: ignore[attr-defined]
    assert {"/api/v1/commitments/{id}", "/{language:served}/commitments/{id}"} <= found
    return {one for one in found if not one.startswith("/staff")}


def flat(routes: Iterable[Any], prefix: str = "") -> Iterator[str]:
    """Every path, those of included routers too."""
    for route in routes:
        if hasattr(route, "original_router"):
            inside = prefix + route.include_context.prefix
            yield from flat(route.original_router.routes, inside)
        elif getattr(route, "path", ""):
            yield prefix + route.path


def answers(client: TestClient, addresses: list[str]) -> dict[str, tuple[int, bytes]]:
    """What the public gets: status, and body with the headers."""
    found = {}
    for address in addresses:
        answer = client.get(address, follow_redirects=False)
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        found[address] = (answer.status_code, headers.encode() + answer.content)
    return found


def test_what_is_not_published_stands_in_no_public_answer(
    application: tuple[TestClient, Engine],
) -> None:
    client, engine = application
    gardener = Gardener(engine)
    planted = gardener.plant_unpublished()
    addresses = public_addresses(client, planted)
    after = answers(client, addresses)
    assert len(addresses) > 80
    for address, (status, body) in after.items():
        echo = body.replace(f"q={MARK}".encode(), b"")
        assert MARK.encode() not in echo, address
        assert status < 500, address
        if any(one in address and "revisions" not in address for one in planted.ids):
            # 405 where only POST is answered, whatever the id.
            assert status in {401, 404, 405}, address


def test_drafts_change_no_byte_that_the_public_sees(
    application: tuple[TestClient, Engine],
) -> None:
    client, engine = application
    addresses = ["/api/v1/scorecard", "/api/v1/evidence", "/api/v1/documents", "/api/v1/revisions"]
    addresses += ["/en/", f"/en/commitments/{COMMITMENT}", "/en/revisions", "/en/documents"]
    before = answers(client, addresses)
    Gardener(engine).plant_unpublished()
    assert answers(client, addresses) == before


def test_search_finds_nothing_unpublished(searched: tuple[TestClient, Engine]) -> None:
    client, engine = searched
    Gardener(engine).plant_unpublished()
    for name in ("summary", "title", "publisher", "note", "locator"):
        asked = f"/api/v1/commitments?q={secret('submittedadd', name)}"
        assert client.get(asked).json()["items"] == []
    assert client.get(f"/api/v1/commitments?q={MARK}").json()["total"] == 0
    mistyped = client.get(f"/api/v1/commitments?q={MISTYPED}submittedaddsummary").json()
    assert (mistyped["suggestions"], mistyped["instead"]) == ([], None)


def test_what_was_corrected_before_it_was_published_stays_at_the_desk(
    application: tuple[TestClient, Engine],
) -> None:
    client, engine = application
    gardener = Gardener(engine)
    added = gardener.publish(Intent.ADD)
    replacing = gardener.publish(Intent.REPLACE, REPLACED)
    gardener.publish(Intent.WITHDRAW, WITHDRAWN)
    addresses = public_addresses(client, Planted([added, replacing]))
    for address, (status, body) in answers(client, addresses).items():
        assert MARK.encode() not in body.replace(f"q={MARK}".encode(), b""), address
        assert status < 500, address
    page = client.get(f"/en/commitments/{COMMITMENT}").text
    assert "The text that the public may read." in page
    with reading(engine) as session:
        exported = "".join(write_registry(session))
    assert "The text that the public may read." in exported
    assert MARK not in exported
