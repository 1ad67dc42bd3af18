"""What search machines ask for: every page once in each language, and nothing of the desk."""

import re
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.pages import robots
from app.settings import Settings
from tests.conftest import Databases

SITE = "https://reforms.example.org"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def known(sqlite_databases: Databases) -> TestClient:
    url = sqlite_databases.make("filled")
    return TestClient(create_app(Settings(database_url=url, public_url=SITE)))


def addresses(client: TestClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/xml"
    tree = ET.fromstring(answer.text)  # noqa: S314 - our own
    return [str(one.text).removeprefix(SITE) for one in tree.iter(f"{SPACE}loc")]


def test_the_map_has_every_entry_in_three_languages(
    known: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "_ENTRIES", 50)
    parts = addresses(known, "/sitemap.xml")
    assert "/sitemap-commitments-2.xml" in parts
    found = [one for part in parts for one in addresses(known, part)]
    assert len(found) == len(set(found))
    for noun in ("commitments", "instruments", "themes", "evidence", "documents"):
        total = known.get(f"/api/v1/{noun}").json()["total"]
        own = [one for one in found if re.match(rf"/../{noun}/", one)]
        assert len(own) == 3 * total, noun
    for one in found[::97]:
        assert known.get(one).status_code == 200, one


@pytest.mark.parametrize("part", ["commitments-2", "accounts-1", "pages-2", "commitments-0"])
def test_a_part_that_is_not_there_is_not_found(part: str, known: TestClient) -> None:
    assert known.get(f"/sitemap-{part}.xml").status_code in {404, 422}


def test_the_desk_is_not_for_machines(known: TestClient) -> None:
    assert known.get("/robots.txt").text.splitlines() == [
        "User-agent: *",
        "Disallow: /staff",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_without_an_address_of_the_site_there_is_no_map(shipped_client: TestClient) -> None:
    assert "Sitemap" not in shipped_client.get("/robots.txt").text
    for path in ("/sitemap.xml", "/sitemap-pages-1.xml"):
        answer = shipped_client.get(path)
        assert answer.status_code == 404
        assert "SCORECARD_PUBLIC_URL" in answer.text
