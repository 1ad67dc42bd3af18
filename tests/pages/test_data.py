"""The page about taking the data: everything that can be had is there, and leads somewhere."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.domain.vocabulary import Language
from app.main import create_app
from app.pages.data import in_bytes
from app.settings import Settings
from tests.conftest import Databases
from tests.exports.chains import chain, checkpoint, lines, snapshot
from tests.pages.markup import Element, assert_well_made, read


def page_of(client: TestClient, language: str = "en") -> Element:
    page = read(client.get(f"/{language}/data").text)
    assert_well_made(page)
    return page


def hrefs(page: Element) -> list[str]:
    return [one.attributes["href"] for one in page.one("main").all("a")]


def test_every_file_that_the_api_lists_can_be_taken(shipped_client: TestClient) -> None:
    listed = shipped_client.get("/api/v1/exports").json()["items"]
    led_to = [one for one in hrefs(page_of(shipped_client)) if one.startswith("/api/v1/exports/")]
    assert sorted(led_to) == sorted(f"/api/v1/exports/{one['name']}" for one in listed)


def test_what_is_written_in_words_is_taken_in_the_language_of_the_page(
    shipped_client: TestClient,
) -> None:
    led_to = hrefs(page_of(shipped_client, "kk"))
    assert "/api/v1/exports/scorecard.xlsx?lang=kk" in led_to
    assert "/api/v1/exports/commitments.csv" in led_to


def test_size_and_checksum_are_said_once_a_file_was_made(shipped_client: TestClient) -> None:
    client = shipped_client
    client.get("/api/v1/exports/themes.csv").raise_for_status()
    (made,) = [
        one for one in client.get("/api/v1/exports").json()["items"] if one["name"] == "themes.csv"
    ]
    text = page_of(client).one("main").text
    assert made["sha256"] in text
    size = in_bytes(made["bytes"], Language.ENGLISH).replace("\N{NO-BREAK SPACE}", " ")
    assert f"CSV : Themes {size}" in text


def test_a_snapshot_is_offered_with_the_words_to_cite_it_by(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    settings = Settings(database_url=sqlite_databases.make("filled"), snapshots=tmp_path)
    with TestClient(create_app(settings)) as client:
        assert "None was made here so far." in page_of(client).one("main").text
        name, ledger = "scorecard-2026-11-20.zip", chain()
        snapshot(tmp_path / name, b"".join(lines(ledger)), checkpoint(ledger))
        page = page_of(client, "ru")
        (listed,) = client.get("/api/v1/snapshots").json()["items"]
        assert listed["citation"] in page.one("main").text
        assert f"/api/v1/snapshots/{name}" in hrefs(page)


def test_everything_that_it_leads_to_is_there(shipped_client: TestClient) -> None:
    for address in hrefs(page_of(shipped_client)):
        if address.startswith("/") and "/exports/" not in address:
            assert shipped_client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", ["", "methodology", "commitments/decree-2021-06-expression"])
def test_every_page_leads_there(path: str, shipped_client: TestClient) -> None:
    foot = read(shipped_client.get(f"/ru/{path}").text).one("footer")
    assert "/ru/data" in [one.attributes["href"] for one in foot.all("a")]


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        (0, Language.ENGLISH, "0 byte"),
        (999, Language.ENGLISH, "999 byte"),
        (1_000, Language.ENGLISH, "1 kB"),
        (1_250_000, Language.ENGLISH, "1.2 MB"),
        (47_900_000, Language.RUSSIAN, "48 МБ"),
        (4_800, Language.KAZAKH, "4,8 кБ"),
        (3_000_000_000_000, Language.ENGLISH, "3,000 GB"),
    ],
)
def test_a_length_is_written_as_people_read_it(
    amount: int, language: Language, written: str
) -> None:
    assert in_bytes(amount, language).replace("\N{NO-BREAK SPACE}", " ") == written
