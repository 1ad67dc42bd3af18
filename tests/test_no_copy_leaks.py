"""No file, feed, snapshot or message that others take away holds what is not published.

What is planted is what `tests/test_nothing_leaks.py` plants; here it is looked for inside of what
is packed as well.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.domain.vocabulary import Language
from app.domain.workflow import Intent
from app.exports.files import NAMES, PACKAGE
from app.exports.making import nothing_shown
from app.exports.snapshots.taking import take_snapshot
from app.main import create_app
from app.outgoing.payloads import tell_changes
from app.queries.languages import Tongue
from app.queries.view import look
from app.settings import Settings
from app.store.engine import reading
from tests.conftest import TODAY, Databases
from tests.test_nothing_leaks import COMMITMENT, MARK, Gardener, paths
from tests.unpacking import unpacked

PUBLISHED = b"The text that the public may read."
LOOKED_AT = {
    "/api/v1/exports/{name}",
    "/api/v1/snapshots/{name}",
    "/sitemap-{noun}-{number}.xml",
}
NOT_DATA = {"/static/{name}", "/{language:served}/{path:path}/"}
HOLDING = ("evidence.ndjson", "scorecard.xlsx?lang=kk", "snapshots/", "feed.atom", "changes?")
"""Where the published text is found: were it not, the search itself would find nothing."""


def copies(client: TestClient) -> Iterator[tuple[str, bytes]]:
    """What can be taken: the snapshot, which holds every export, some of these alone, feeds."""
    (snapshot,) = client.get("/api/v1/snapshots").json()["items"]
    for address in (
        snapshot["path"],
        "/api/v1/exports/evidence.ndjson",
        "/api/v1/exports/scorecard.xlsx?lang=kk",
        "/en/feed.atom",
        "/en/feed.json",
        f"/en/commitments/{COMMITMENT}/feed.atom",
        "/kk/commitments/feed.json?status=contested",
        "/sitemap-evidence-1.xml",
    ):
        yield address, client.get(address).raise_for_status().content


def changes(client: TestClient) -> Iterator[tuple[str, bytes]]:
    """Every page of the changes, as somebody who keeps a copy asks for them."""
    address, has_more = "/api/v1/changes?limit=200", True
    while has_more:
        answer = client.get(address).raise_for_status()
        yield address, answer.content
        page = answer.json()
        address, has_more = f"/api/v1/changes?limit=200&since={page['next']}", page["has_more"]


def message_and_snapshot(engine: Engine, folder: Path) -> bytes:
    """Make a snapshot, and give the message that tells a webhook of everything."""
    with reading(engine) as session:
        view = look(session, TODAY, TODAY, Tongue(Language.ENGLISH))
        take_snapshot(view, folder, None, nothing_shown)
        return tell_changes(session, "hook", (1, view.revision), str).body


@pytest.fixture
def settings(sqlite_databases: Databases, tmp_path: Path) -> Settings:
    """An installation with a folder for snapshots of its own."""
    url = sqlite_databases.make("filled")
    return Settings(
        database_url=url, snapshots=tmp_path / "snapshots", public_url="https://example.org"
    )


def test_no_copy_that_can_be_taken_holds_what_is_not_published(settings: Settings) -> None:
    with TestClient(create_app(settings), base_url="https://testserver") as client:
        engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
        gardener = Gardener(engine)
        planted = gardener.plant_unpublished()
        published = gardener.publish(Intent.ADD)
        sent = message_and_snapshot(engine, settings.snapshots)
        taken = {"webhook": sent, **dict(copies(client)), **dict(changes(client))}
    parts = {name: [*unpacked(content)] for name, content in taken.items()}
    for name, each in parts.items():
        for secret in (MARK, *planted.ids):
            assert not any(secret.encode() in one for one in each), (name, secret)
    [packed] = [each for name, each in parts.items() if "/snapshots/" in name]
    assert {name.encode() for name in NAMES if name != PACKAGE} <= set(packed)
    # Of the SQLite file what its tables say, of the workbook what its sheets say.
    for beginning in (b"BEGIN TRANSACTION", b"<?xml"):
        assert any(one.startswith(beginning) and PUBLISHED in one for one in packed)
    found = [name for name, each in parts.items() if any(PUBLISHED in one for one in each)]
    assert [one for one in HOLDING if not any(one in name for name in found)] == []
    assert published.encode() in sent


def test_every_address_with_a_name_in_it_is_looked_at_here_or_there(
    shipped_client: TestClient,
) -> None:
    named = {one for one in paths(shipped_client) if re.search(r"\{(?!id\}|language)", one)}
    assert named == LOOKED_AT | NOT_DATA
