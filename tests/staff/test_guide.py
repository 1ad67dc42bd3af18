"""The guide at the desk: one text of `docs` in each language, whole and safe."""

import re

import pytest
from markdown_it import MarkdownIt

from app.accounts.administering import choose_language
from app.domain.labels import label_of
from app.domain.vocabulary import Extent, Language, Status
from app.pages.figures import standing
from app.queries.languages import Tongue
from app.settings import bundled
from app.staff.guide import GUIDES
from app.staff.links import link
from app.store.engine import writing
from tests.pages.markup import Element
from tests.staff.visiting import Visit, Visits

NO_WORDS = re.compile(r"`[^`]+`|\d{4}-\d{2}-\d{2}|\*Kazakhstan: [^*]+\*")
"""What no translation changes: ids and codes, dates, and the title of a source."""


def source(language: Language) -> str:
    return (bundled("docs") / GUIDES[language]).read_text(encoding="utf-8")


def reader(visits: Visits, language: Language) -> Visit:
    person = visits.somebody(with_factor=True)
    with writing(visits.engine) as session:
        choose_language(session, person, language)
    return visits.of(person)


@pytest.mark.parametrize("language", list(Language))
def test_the_guide_at_the_desk_is_the_guide_of_the_documentation(
    language: Language, visits: Visits
) -> None:
    page: Element = reader(visits, language).page(link("guide"))
    headings = [line.lstrip("# ") for line in source(language).splitlines() if line[:1] == "#"]
    assert [one.text for one in page.all() if one.tag in {"h1", "h2", "h3"}] == headings
    assert len(list(page.all("table"))) == 1
    assert page.one("html").attributes["lang"] == language.value
    assert "lang" not in page.one("div", class_="guide").attributes


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.KAZAKH])
def test_a_translated_guide_is_built_as_the_english_one(language: Language) -> None:
    english, translated = source(Language.ENGLISH), source(language)
    assert blocks(translated) == blocks(english)
    assert sorted(NO_WORDS.findall(translated)) == sorted(NO_WORDS.findall(english))


def blocks(text: str) -> list[str]:
    """Every heading, paragraph, list, row and cell of a guide, in order."""
    made = MarkdownIt("commonmark").enable("table").parse(text)
    return [f"{one.type} {one.tag}" for one in made if one.type != "inline"]


@pytest.mark.parametrize("language", list(Language))
def test_the_guide_speaks_of_the_choices_and_buttons_as_the_form_does(language: Language) -> None:
    text, say = " ".join(source(language).split()).casefold(), Tongue(language).say
    names = [label_of(Status.PLEDGED).name, label_of(Status.CONTESTED).name, "Enacted in whole"]
    names += [standing(Status.ENACTED, Extent.PART).label.name, "Context", "No evidence yet"]
    names += ["Add evidence", "Replace", "Withdraw", "Looked at, nothing new", "Self-reported"]
    names += ["Find it", "Preview"]
    assert [name for name in names if say(name).casefold() not in text] == []


def test_the_guide_is_led_to_from_every_page_and_from_the_form(visits: Visits) -> None:
    page = visits.at_work().page(link("new-proposal"))
    assert len([one for one in page.all("a") if one.attributes["href"] == link("guide")]) == 2


def test_the_example_of_the_guide_stands_in_the_registry(visits: Visits) -> None:
    editor = visits.at_work()
    rows = {
        next(row.all("td")).text: list(row.all("td"))[1].text
        for row in editor.page(link("guide")).one("tbody").all("tr")
    }
    document = editor.page(link("document", id="loc-2024-07-22")).text
    assert rows["What happened"] in document
    assert rows["Where in the document"] in document
    assert rows["When it happened"] == "2024-04-15"
    assert "15 April 2024" in document
