"""What is an entry of a feed, what it is called, and the id that it keeps."""

import html
import re
from pathlib import Path

from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.feeds.reading import FEEDS, SEARCH, SITE, atom
from tests.queries.deskwork import (
    DISPUTE,
    EXPRESSION,
    INSULT,
    LAW,
    LAW_AGAIN,
    look_at,
    replace,
    withdraw,
)
from tests.registry.copies import copy_with, copy_without
from tests.registry.exports import load

PETITIONS = "fs2024-online-petitions"


ON_PETITIONS = ("ev-fs-petitions", "ev-petitions-use", "ev-petitions-draft")

CHANGED = "<p>“([^”]*)”: status changed from"
"""What an entry says of a commitment whose status an act changed."""


def test_what_the_desk_did_is_told_act_by_act(client: TestClient) -> None:
    titles = [one.title for one in atom(client, "/en/feed.atom").entries]
    assert [title.rpartition(": ")[2] for title in titles[:6]] == [
        "words removed to protect a person",
        "evidence corrected",
        "a dispute was answered",
        "source withdrawn",
        "evidence withdrawn",
        "evidence corrected",
    ]
    assert titles[5] == "Freedom of expression: evidence corrected"
    assert not any("looked" in title.lower() for title in titles)


def test_a_load_of_hundreds_is_one_entry(client: TestClient) -> None:
    last = atom(client, "/en/feed.atom").entries[-1]
    assert last.title.startswith("The registry was loaded: commitments added: 77, evidence added: ")
    assert last.link == f"{SITE}/en/revisions?sequence=1"
    own = atom(client, f"/en/commitments/{EXPRESSION}/feed.atom").entries[-1]
    assert "commitments added: 1" in own.title
    assert own.id != last.id


def test_ids_stay_the_same_whatever_else_changes(
    changing: tuple[TestClient, Engine], tmp_path: Path
) -> None:
    client, engine = changing
    address = f"/en/commitments/{EXPRESSION}/feed.atom"
    withdraw(engine, "evidence", DISPUTE)
    before = {one.id: one.updated for one in atom(client, address).entries}
    name = atom(client, address).feed.id
    replace(engine, "evidence", LAW, LAW_AGAIN)
    load(
        engine,
        copy_with(tmp_path, ("en: Freedom of expression\n", "en: Freedom of speech\n")).read_text(),
    )
    found = atom(client, address)
    after = {one.id: one.updated for one in found.entries}
    assert before.items() < after.items()
    assert found.feed.id == name
    assert all(one.startswith("urn:uuid:") for one in [*after, name])
    assert "Freedom of speech" in found.entries[0].title


def test_ids_do_not_hang_on_what_a_site_is_called(sqlite_databases: Databases) -> None:
    url = sqlite_databases.make("filled")
    found = []
    for site in (None, SITE, "https://other.example"):
        with TestClient(create_app(Settings(database_url=url, public_url=site))) as client:
            read_feed = atom(client, "/en/feed.atom")
            found.append((read_feed.feed.id, [one.id for one in read_feed.entries]))
    assert found[0] == found[1] == found[2]


def test_ids_differ_between_languages_and_feeds(client: TestClient) -> None:
    addresses = [f"/{one}/{name}.atom" for one in ("en", "ru", "kk") for name in FEEDS]
    addresses += [f"/en/{SEARCH}"]
    ids = [atom(client, one).feed.id for one in addresses]
    assert len(set(ids)) == len(ids)


def test_a_retired_commitment_is_followed_to_its_end(
    changing: tuple[TestClient, Engine], tmp_path: Path
) -> None:
    client, engine = changing
    registry = copy_without(tmp_path, PETITIONS, *ON_PETITIONS)
    load(engine, registry.read_text(encoding="utf-8"))
    found = atom(client, f"/en/commitments/{PETITIONS}/feed.atom")
    assert "commitments retired: 1" in found.entries[0].title
    assert "evidence retired: 3" in found.entries[0].title


def test_a_feed_is_not_called_as_one_of_its_entries(client: TestClient) -> None:
    for name in FEEDS:
        found = atom(client, f"/en/{name}.atom")
        assert found.feed.id not in [one.id for one in found.entries]


def test_the_load_that_added_a_commitment_changed_no_status_of_it(client: TestClient) -> None:
    for name in FEEDS:
        assert "status changed" not in client.get(f"/en/{name}.atom").text


def test_the_feed_of_a_commitment_tells_statuses_of_no_other(
    changing: tuple[TestClient, Engine],
) -> None:
    client, engine = changing
    everything = ""
    for name in (LAW, DISPUTE, INSULT, "ev-fs-youth"):
        withdraw(engine, "evidence", name)
    for one in client.get("/api/v1/commitments?limit=200").json()["items"]:
        told = client.get(f"/en/commitments/{one['id']}/feed.json").json()["items"]
        said = {title for item in told for title in re.findall(CHANGED, item["content_html"])}
        assert said <= {html.escape(one["title"], quote=False)}
        everything += "".join(said)
    assert everything


def test_a_look_is_no_entry(changing: tuple[TestClient, Engine]) -> None:
    client, engine = changing
    before = client.get("/en/feed.atom").content
    look_at(engine, EXPRESSION)
    assert client.get("/en/feed.atom").content == before


def statuses(client: TestClient) -> dict[str, tuple[str | None, str | None]]:
    """How every commitment stands, by its title."""
    listed = client.get("/api/v1/commitments?limit=200").json()["items"]
    return {one["title"]: (one["status"], one["extent"]) for one in listed}


def test_every_status_that_an_act_changed_is_told_and_no_other(
    changing: tuple[TestClient, Engine],
) -> None:
    client, engine = changing
    moved = 0
    for name in ("ev-fs-youth", LAW, DISPUTE, INSULT, "ev-exp-orda-2025"):
        before = statuses(client)
        withdraw(engine, "evidence", name)
        after = statuses(client)
        told = atom(client, "/en/feed.atom").entries[0].content[0].value
        said = set(re.findall(CHANGED, told))
        assert said == {title for title in before if before[title] != after[title]}, name
        moved += len(said)
    assert moved >= 2
    everything = client.get("/en/feed.atom").text
    assert "status changed from “Enacted” to “No evidence yet”." in everything
    assert everything.count("status changed from") == moved
