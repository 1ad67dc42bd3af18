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


def test_clauses_are_numbered_as_in_the_rule(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/methodology").text)
    numbers = [one.attributes["value"] for one in page.one("ol", class_="clauses").all("li")]
    assert numbers == [str(clause.number) for clause in CLAUSES]
