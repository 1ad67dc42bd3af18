"""A page taken along: cited, found by machines, shared and embedded."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.domain.vocabulary import Language
from app.main import create_app
from app.pages import rendering
from app.pages.faces import Face
from app.pages.page import Page
from app.pages.rendering import Template
from app.pages.share import Shared, shared
from app.queries.languages import Words
from app.settings import Settings
from tests.conftest import TODAY, Databases
from tests.pages.markup import Element, assert_well_made, read

SITE = "https://reforms.example.org"
EXPRESSION = "commitments/decree-2021-06-expression"


@pytest.fixture(scope="module")
def known(sqlite_databases: Databases) -> Iterator[TestClient]:
    """An installation that says where its readers find it."""
    url = sqlite_databases.make("filled")
    with TestClient(create_app(Settings(database_url=url, public_url=SITE))) as opened:
        yield opened


def told(page: Element) -> dict[str, str]:
    """What the head of a page says of it, by name."""
    metas = page.one("head").all("meta")
    found = {
        one.attributes.get("property") or one.attributes.get("name", ""): one.attributes["content"]
        for one in metas
        if "content" in one.attributes
    }
    for one in page.one("head").all("link"):
        found[one.attributes.get("hreflang") or one.attributes["rel"]] = one.attributes["href"]
    return found


def linked(page: Element) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.one("script", type="application/ld+json").text)
    return found


def test_a_page_tells_what_it_shows_and_where_it_is(known: TestClient) -> None:
    asked = f"/ru/{EXPRESSION}?as_of=2024-06-30"
    page = read(known.get(asked).text)
    head = told(page)
    reason = known.get(f"/api/v1/{EXPRESSION}?as_of=2024-06-30&lang=ru").json()["reason"]["text"]
    assert head["description"] == head["og:description"] == reason
    assert head["canonical"] == head["og:url"] == SITE + asked
    assert head["og:image"] == f"{SITE}/ru/{EXPRESSION}/card.png?as_of=2024-06-30"
    assert known.get(head["og:image"].removeprefix(SITE)).status_code == 200
    assert head["og:locale"] == "ru_RU"
    assert head["x-default"] == f"{SITE}/en/{EXPRESSION}?as_of=2024-06-30"
    assert "robots" not in head


def test_the_first_page_sends_readers_of_other_languages_to_the_choice(known: TestClient) -> None:
    head = told(read(known.get("/kk/").text))
    assert head["x-default"] == f"{SITE}/"
    assert str(known.get("/api/v1/scorecard").json()["totals"]["enacted"]) in head["description"]


def test_a_part_of_a_list_is_found_as_the_list(known: TestClient) -> None:
    following = known.get("/api/v1/commitments?limit=20").json()["next"]
    head = told(read(known.get(f"/en/commitments?limit=20&cursor={following}").text))
    assert head["canonical"] == f"{SITE}/en/commitments?limit=20"


@pytest.mark.parametrize("path", ["/en/commitments?q=media", "/en/share"])
def test_what_nobody_looks_for_is_left_out_of_searches(path: str, known: TestClient) -> None:
    assert told(read(known.get(path).text))["robots"] == "noindex, follow"


def test_without_an_address_of_the_site_no_half_address_is_given(
    shipped_client: TestClient,
) -> None:
    head = told(read(shipped_client.get("/en/").text))
    assert not {"canonical", "og:url", "og:image"} & head.keys()
    assert head["og:title"]


def test_the_scorecard_is_described_as_a_set_of_data(known: TestClient) -> None:
    data = linked(read(known.get("/kk/?as_of=2023-06-30").text))
    assert data["@type"] == "Dataset"
    assert data["url"] == f"{SITE}/kk/?as_of=2023-06-30"
    assert data["temporalCoverage"] == "2021-06-09/2023-06-30"
    assert not {"creator", "license"} & data.keys(), "the registry names neither"
    for one in data["distribution"]:
        answer = known.get(one["contentUrl"].removeprefix(SITE))
        assert answer.headers["content-type"] == one["encodingFormat"]


def test_a_commitment_stands_below_the_text_it_was_made_in(known: TestClient) -> None:
    steps = linked(read(known.get(f"/en/{EXPRESSION}").text))["itemListElement"]
    assert [one["position"] for one in steps] == [1, 2, 3, 4]
    assert steps[2]["item"] == f"{SITE}/en/instruments/decree-2021"
    assert steps[3]["item"] == f"{SITE}/en/{EXPRESSION}"


def test_nothing_in_a_description_ends_its_script() -> None:
    hostile = "</script><!--<script>&\u2028"
    template = rendering.environment(Language.ENGLISH).from_string("{{ told|linked }}")
    written = template.render(told={"name": hostile})
    assert not re.search("[<>&\u2028]", written)
    assert json.loads(written) == {"name": hostile}


def test_a_citation_names_page_day_data_and_address(known: TestClient) -> None:
    page = read(known.get(f"/en/{EXPRESSION}?as_of=2024-06-30").text)
    citation = page.one("p", class_="citation").text
    assert "“Freedom of expression”, as of 30 June 2024, with data of" in citation
    assert citation.endswith(f"{SITE}/en/{EXPRESSION}?as_of=2024-06-30")


def test_a_citation_of_today_leads_to_today_later_too(known: TestClient) -> None:
    today = known.get("/api/v1/scorecard").json()["as_of"]
    citation = read(known.get("/en/").text).one("p", class_="citation").text
    assert citation.endswith(f"{SITE}/en/?as_of={today}")


@pytest.mark.parametrize("path", ["", "instruments/decree-2021", EXPRESSION])
def test_what_can_be_embedded_leads_to_its_code(path: str, known: TestClient) -> None:
    page = read(known.get(f"/ru/{path}").text)
    address = f"/ru/{path}/share".replace("//", "/")
    assert address in {one.attributes["href"] for one in page.one("footer").all("a")}
    codes = [one.text for one in read(known.get(address).text).all("textarea")]
    asked = {one for code in codes for one in re.findall(rf"{SITE}(/[^\"\s)]*)", code)}
    assert len(asked) == 4
    for one in asked:
        assert known.get(one).status_code == 200, one


def test_code_to_copy_is_a_text_that_does_nothing_here() -> None:
    title = Words(text='</textarea><script src="x">', language="en")
    page = Page(Language.ENGLISH, "scorecard", under="share", today=TODAY, site=SITE)
    answer = Template[Shared]("pages/share.html").show(page, shared(page, Face(title)))
    shown = read(bytes(answer.body).decode())
    assert [one.attributes["src"][:8] for one in shown.all("script")] == ["/static/"]
    assert [one.tag for code in shown.all("textarea") for one in code.all()] == []
    assert "&lt;/textarea&gt;" in next(shown.all("textarea", id="page_frame")).text


def test_code_of_a_past_day_stays_with_it(known: TestClient) -> None:
    page = read(known.get(f"/en/{EXPRESSION}/share?as_of=2024-06-30").text)
    assert all("as_of=2024-06-30" in one.text for one in page.all("textarea"))
    assert not list(page.all("aside"))[1:], "addresses are complete here"


def test_where_addresses_are_incomplete_the_page_says_what_to_do(
    shipped_client: TestClient,
) -> None:
    page = read(shipped_client.get("/en/share").text)
    assert "SCORECARD_PUBLIC_URL" in page.one("aside").text


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", ["", "instruments/decree-2021/", f"{EXPRESSION}/"])
def test_a_widget_is_a_page_of_its_own_whose_links_open_beside_it(
    path: str, language: str, known: TestClient
) -> None:
    widget = read(known.get(f"/{language}/{path}widget?as_of=2024-06-30").text)
    assert_well_made(widget)
    assert widget.one("base").attributes == {"target": "_blank"}
    assert not [one for one in widget.all() if one.tag in {"nav", "form", "script", "iframe"}]
    assert all("as_of=2024-06-30" in one.attributes["href"] for one in widget.all("a"))
