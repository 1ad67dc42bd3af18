"""The method page: every clause, word and version of the rule, as the program has them."""

from starlette.testclient import TestClient

from app.domain.methodology import CLAUSES, OTHER_WORDS, PASSAGES, STATUS_WORDS, VERSIONS
from tests.pages.markup import read


def test_the_page_prints_everything_from_the_rule(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/methodology").text)
    text = page.one("main").text
    for clause in CLAUSES:
        assert clause.title in text
        assert clause.text in text
        assert clause.applied_by.__name__ in text
    for label in (*(label for _, label in STATUS_WORDS), *OTHER_WORDS):
        assert label.name in text
        assert label.meaning in text
    for passage in PASSAGES:
        assert all(one in text for one in (passage.title, *passage.paragraphs))
    assert all(version.text in text for version in VERSIONS)


def test_the_licence_is_said_of_the_registry_that_ships_and_of_no_other(
    shipped_client: TestClient,
) -> None:
    method, other = (read(shipped_client.get(f"/en/{one}").text) for one in ("methodology", ""))
    sentence = "The registry that ships with this program, its data and texts, is under the licence"
    assert sentence in method.one("main").text
    assert "CC BY" not in other.text
    assert not any("license" in one.attributes.get("rel", "") for one in method.all("a"))


def test_clauses_are_numbered_as_in_the_rule(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/methodology").text)
    numbers = [one.attributes["value"] for one in page.one("ol", class_="clauses").all("li")]
    assert numbers == [str(clause.number) for clause in CLAUSES]
