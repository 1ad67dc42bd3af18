"""What leaves says so long before, and the changelog says what each version changed."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.api.contract import make_contract
from app.api.deprecation import leaving
from app.api.guide import VERSION
from app.api.routing import NounRouter
from app.settings import Settings, bundled
from tests.api.addresses import API, get

CHANGELOG = (bundled("docs") / "api-changelog.md").read_text(encoding="utf-8")
VERSIONS = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)


@pytest.fixture
def old() -> Iterator[TestClient]:
    """A client of an application with one address that leaves."""
    router = NounRouter("themes")
    said = leaving(date(2027, 1, 1), date(2028, 1, 1))

    @router.get("/themes", openapi_extra=said)
    def list_themes() -> list[str]:
        """List nothing."""
        return []

    app = FastAPI()
    app.state.settings = Settings()
    app.include_router(router)
    contract = make_contract("Old", router.routes)
    app.openapi = lambda: contract  # type: ignore[method-assign]
    with TestClient(app) as client:
        yield client


def test_an_address_that_leaves_tells_programs(old: TestClient) -> None:
    headers = old.get(f"{API}/themes").headers
    assert headers["deprecation"] == "@1798761600"
    assert headers["sunset"] == "Sun, 02 Jan 2028 00:00:00 GMT"
    assert f'<{API}/docs#deprecation>; rel="deprecation"' in headers["link"]
    operation = old.app.openapi()["paths"][f"{API}/themes"]["get"]  # type: ignore[attr-defined]
    assert operation["deprecated"] is True
    assert {"Deprecation", "Sunset"} <= operation["responses"]["200"]["headers"].keys()


def test_nothing_leaves_in_less_than_a_year() -> None:
    with pytest.raises(ValueError, match="stays 365 days"):
        leaving(date(2027, 1, 1), date(2027, 12, 31))


def test_nothing_that_stays_is_called_deprecated(on_sqlite: TestClient) -> None:
    headers = on_sqlite.get(f"{API}/themes").headers
    assert not {"deprecation", "sunset"} & set(headers)


def test_the_changelog_begins_with_the_version_that_is_served(on_sqlite: TestClient) -> None:
    assert get(on_sqlite, "openapi.json")["info"]["version"] == VERSION == VERSIONS[0]
    numbers = [tuple(map(int, one.split("."))) for one in VERSIONS]
    assert numbers == sorted(set(numbers), reverse=True)
    assert numbers[0][0] == int(API[-1]), "the first number is that of the address"


def test_every_line_of_the_changelog_says_what_sort_of_change_it_is() -> None:
    lines = [line for line in CHANGELOG.splitlines() if line.startswith("- ")]
    assert all(
        re.match(r"- (Added|Changed|Mended|Deprecated|Removed): .+\.$", one) for one in lines
    )
    removed = [line for line in lines if line.startswith("- Removed")]
    assert not removed, "nothing leaves within v1 that was not deprecated for a year"


def test_every_address_that_the_newest_version_added_is_in_the_contract(
    on_sqlite: TestClient,
) -> None:
    newest = CHANGELOG.split("\n## ")[1]
    told = set(re.findall(r"`(/api/v1/[a-z/]+)`", newest)) - {f"{API}/docs"}
    assert told <= get(on_sqlite, "openapi.json")["paths"].keys()
