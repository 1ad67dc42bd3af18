"""What changed: every revision, by the day on which it was recorded where the site is."""

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
    assert [one.one(class_="meta").text.rpartition("No. ")[2] for one in lines] == [
        str(one["sequence"]) for one in api["items"]
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
    assert [one.text for one in first.all("code")] == ["trafficking", "title"]
    assert first.one("a").attributes["href"] == "/en/themes/trafficking"
    assert "Loaded · Registry file" in second.text
    assert "Changed: 1" in second.text


def test_the_history_of_one_entry_can_be_asked_for(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/commitments/decree-2021-06-expression").text)
    asked = next(
        one.attributes["href"] for one in page.all("a") if "revisions?" in one.attributes["href"]
    )
    narrowed = read(shipped_client.get(asked).text)
    assert narrowed.one(class_="result").text.startswith("1 change ")
    (link,) = narrowed.one("ol", class_="changes").all("a")
    assert link.attributes["href"] == "/en/commitments/decree-2021-06-expression"
