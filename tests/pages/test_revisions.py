"""What changed: every revision, by the day on which it was recorded where the site is."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import SHIPPED, Databases
from tests.pages.markup import Element, read


def test_the_page_shows_as_many_revisions_as_the_api_counts(client: TestClient) -> None:
    page, api = read(client.get("/en/revisions").text), client.get("/api/v1/revisions").json()
    assert page.one(class_="result").text.startswith(f"{api['total']} changes")
    lines = list(page.one("ol", class_="changes").all("li"))
    numbers = [re.search(r"No\. (\d+)", one.text) for one in lines]
    assert [int(found[1]) for found in numbers if found] == [
        one["sequence"] for one in api["items"]
    ]


def test_days_are_those_of_the_installation(sqlite_databases: Databases) -> None:
    url = sqlite_databases.make("empty")
    with time_machine.travel(datetime(2026, 11, 21, 20, 30, tzinfo=ZoneInfo("UTC")), tick=False):
        revisions_page(Settings(database_url=url))
    almaty = revisions_page(Settings(database_url=url, timezone="Asia/Almaty"))
    lisbon = revisions_page(Settings(database_url=url, timezone="Europe/Lisbon"))
    assert almaty.one("h2").text == "22 November 2026"
    assert next(almaty.one("ol", class_="changes").all("time")).text == "01:30"
    assert lisbon.one("h2").text == "21 November 2026"


def revisions_page(settings: Settings) -> Element:
    with TestClient(create_app(settings)) as client:
        return read(client.get("/en/revisions").text)


def test_a_change_names_the_fields_that_changed(database_url: str, tmp_path: Path) -> None:
    edited = tmp_path / "commitments.yaml"
    text = SHIPPED.read_text(encoding="utf-8")
    edited.write_text(text.replace(": Human trafficking\n", ": Trafficking\n"), "utf-8")
    page = revisions_page(Settings(database_url=database_url, registry=edited))
    first, second = list(next(page.all("ol")).all("li"))[:2]
    assert "Changed · Theme" in first.text
    link = first.one("a")
    assert (link.text, link.attributes["href"]) == ("Trafficking", "/en/themes/trafficking")
    assert "(Title)" in first.text
    assert "Registry file" in first.one("p", class_="meta").text
    assert "Loaded · Registry file" in second.text
    assert "Changed: 1" in second.text


def test_the_history_of_one_entry_can_be_asked_for(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/themes/assembly").text)
    asked = next(
        one.attributes["href"] for one in page.all("a") if "revisions?" in one.attributes["href"]
    )
    narrowed = read(shipped_client.get(asked).text)
    assert narrowed.one(class_="result").text.startswith("1 change ")
    (link,) = narrowed.one("ol", class_="changes").all("a")
    assert link.attributes["href"] == "/en/themes/assembly"


def test_one_revision_is_found_by_its_number_with_its_hash(shipped_client: TestClient) -> None:
    (api,) = shipped_client.get("/api/v1/revisions?sequence=300").json()["items"]
    page = read(shipped_client.get("/en/revisions?sequence=300").text)
    assert "1 change · narrowed to: No. 300" in page.one(class_="result").text
    assert api["hash"] in [one.text for one in page.all("code")]


def test_the_work_of_the_desk_is_told_in_words(busy_client: TestClient) -> None:
    page = read(busy_client.get("/en/revisions").text)
    lines = [one.text for one in page.all("li") if "No. " in one.text]
    told = [
        "Withdrawn · Evidence",
        "Redacted · Evidence",
        "Replaced · Evidence",
        "Published · Evidence",
        "Looked at · Commitment Freedom of expression",
        "Answered · Evidence",
        "Withdrawn · Document",
    ]
    for words in told:
        (line, *_) = [one for one in lines if words in one]
        assert re.search("Reviewer 2|Editor 2|Administrator 2", line), words
    redacted = next(one for one in lines if "removed for good, to protect a person" in one)
    assert "Published · Evidence" in redacted
