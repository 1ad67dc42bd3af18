"""Texts in the language asked for, and a header that says which languages came."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.api.addresses import API, get
from tests.conftest import Databases
from tests.registry.copies import copy_with

INSULT = "fpc-2021-g09-insult-laws"
RUSSIAN = "Отменить законы об оскорблении должностных лиц"
KAZAKH = "Лауазымды тұлғаларды қорлау туралы заңдарды жою"


@pytest.fixture(scope="module")
def translated(
    sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A client whose registry lacks one Kazakh title."""
    path = copy_with(tmp_path_factory.mktemp("translated"), (f"    kk: {KAZAKH}\n", ""))
    settings = Settings(database_url=sqlite_databases.make("empty"), registry=path)
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "came"),
    [
        ("themes", "en"),
        ("themes?lang=ru", "ru"),
        (f"commitments/{INSULT}", "en"),
        (f"commitments/{INSULT}?lang=ru", "ru, en"),
        (f"commitments/{INSULT}?lang=kk", "kk, en"),
        ("commitments?q=no+such+words", None),
        ("revisions?action=load", None),
        ("revisions?action=added", "en"),
        ("ledger", None),
        ("problems", None),
    ],
)
def test_the_header_names_the_languages_that_came(
    translated: TestClient, address: str, came: str | None
) -> None:
    for method in ("GET", "HEAD"):
        answer = translated.request(method, f"{API}/{address}")
        assert answer.headers.get("content-language") == came


def test_a_text_comes_in_the_language_asked_for(translated: TestClient) -> None:
    assert get(translated, f"commitments/{INSULT}?lang=ru")["title"] == RUSSIAN
    assert get(translated, f"commitments/{INSULT}?lang=kk")["title"].startswith("Repeal")
    listed = get(translated, "commitments?lang=ru&q=оскорбление")["items"]
    assert [one["title"] for one in listed if one["id"] == INSULT] == [RUSSIAN]


def test_ids_and_codes_are_never_translated(translated: TestClient) -> None:
    english, russian = (get(translated, f"commitments/{INSULT}?lang={one}") for one in ("en", "ru"))
    for name in ("id", "status", "stage", "kind", "deciding", "due", "overdue"):
        assert english[name] == russian[name]


def test_one_address_has_one_answer_whatever_the_headers_say(translated: TestClient) -> None:
    plain = translated.get(f"{API}/commitments/{INSULT}")
    asking = translated.get(f"{API}/commitments/{INSULT}", headers={"Accept-Language": "ru"})
    assert plain.content == asking.content
    assert "accept-language" not in plain.headers.get("vary", "").lower()


def test_a_problem_says_its_language_too(translated: TestClient) -> None:
    assert translated.get(f"{API}/themes/nothing?lang=ru").headers["content-language"] == "ru, en"
