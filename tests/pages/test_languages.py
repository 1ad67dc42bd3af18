"""Three equal languages: chosen, kept and switched, and what falls back says so."""

import pytest
from starlette.testclient import TestClient

from app.domain.vocabulary import Language
from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.pages.markup import Element, assert_well_made, read

KINDS = [
    "",
    "?as_of=2023-06-30",
    "commitments?status=contested&q=law",
    "commitments?q=zzzz",
    "commitments/decree-2021-06-expression",
    "commitments/decree-2021-06-expression/history",
    "instruments",
    "instruments/action-plan-2022",
    "themes",
    "themes/assembly",
    "documents",
    "documents/ansa-2021-06-11",
    "evidence/ev-exp-orda-2025",
    "revisions",
    "ledger",
    "methodology",
    "data",
    "share",
    "commitments/decree-2021-06-expression/share",
    "instruments/action-plan-2022/widget",
    "nowhere",
    "commitments?status=bad",
]


def page_of(client: TestClient, address: str, **headers: str) -> Element:
    return read(client.get(address, headers=headers).text)


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_is_there_in_every_language(
    path: str, language: str, shipped_client: TestClient
) -> None:
    page = page_of(shipped_client, f"/{language}/{path}")
    assert_well_made(page)
    assert page.one("html").attributes["lang"] == language
    inside = {one.attributes["href"] for one in page.one("main").all("a")}
    assert not [one for one in inside if one.startswith("/en/")]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
        ("de-DE,de;q=0.9,ru;q=0.5", "ru"),
        ("en;q=0.1,kk;q=0.2", "kk"),
        ("ru;q=0,kk;q=0.1", "kk"),
        ("fr", "en"),
        ("*", "en"),
        ("ru;q=x, ,;;;,kk", "kk"),
        ("zz," * 10_000 + "ru", "en"),
    ],
)
def test_the_first_page_comes_in_the_language_of_the_reader(
    accepted: str, language: str, shipped_client: TestClient
) -> None:
    answer = shipped_client.get(
        "/?as_of=2023-06-30", headers={"Accept-Language": accepted}, follow_redirects=False
    )
    assert answer.headers["Location"] == f"/{language}/?as_of=2023-06-30"
    assert answer.headers["Vary"] == "Accept-Language"


def test_what_is_nowhere_is_said_in_the_language_of_the_reader(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/nowhere", **{"Accept-Language": "kk"})
    assert page.one("html").attributes["lang"] == "kk"


def test_switching_keeps_the_page_the_day_and_the_filters(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments?status=contested&as_of=2025-06-30&cursor=x")
    page = page_of(shipped_client, "/en/commitments?status=contested&as_of=2025-06-30&limit=5")
    switch = page.one("nav", class_="tongues")
    assert {one.attributes["hreflang"]: one.attributes["href"] for one in switch.all("a")} == {
        one.value: f"/{one.value}/commitments?as_of=2025-06-30&status=contested&limit=5"
        for one in Language
    }


def test_a_page_names_its_other_languages_by_whole_addresses(
    sqlite_databases: Databases,
) -> None:
    url = sqlite_databases.make("filled")
    settings = Settings(database_url=url, public_url="https://example.org/")
    with TestClient(create_app(settings)) as client:
        page = page_of(client, "/ru/themes/assembly")
    named = {
        one.attributes["hreflang"]: one.attributes["href"]
        for one in page.all("link", rel="alternate")
        if "hreflang" in one.attributes
    }
    assert {named[one.value] for one in Language} == {
        f"https://example.org/{one.value}/themes/assembly" for one in Language
    }


@pytest.mark.parametrize(("language", "mark"), [("ru", "на английском"), ("kk", "ағылшынша")])
def test_a_text_in_another_language_says_so(
    language: str, mark: str, shipped_client: TestClient
) -> None:
    page = page_of(shipped_client, f"/{language}/evidence/ev-exp-orda-2025")
    summary = page.one("p", class_="summary")
    assert summary.one("span").attributes["lang"] == "en"
    assert summary.one("small").text == mark
