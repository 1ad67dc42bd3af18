"""What templates may use, and that every word of the interface can be translated."""

import gettext
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from babel import Locale
from jinja2 import TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.filters import FILTERS
from starlette.testclient import TestClient

from app.domain.labels import LANGUAGE_NAMES
from app.domain.vocabulary import Language
from app.pages import rendering
from app.pages.page import Page
from app.queries import languages, standing
from app.queries.counting import Remembered
from app.queries.languages import Words
from tests.pages.markup import Element, read

ENGLISH = Language.ENGLISH
SPOKEN = {"alt", "aria-label", "data-name", "placeholder", "title"}
DATE = re.compile(r"(\d{1,2} )?([A-Z][a-z]+ )?\d{4}")
PUNCTUATION = " \n:;,.·–()“”"
KEPT = {"CC BY 4.0", "zzzz", "×", *LANGUAGE_NAMES.values(), *Locale("en").languages.values()}
EVERY_KIND = [
    ("/en/", "/api/v1/scorecard"),
    ("/en/?as_of=2023-06-30", "/api/v1/scorecard?as_of=2023-06-30"),
    ("/en/commitments?stage=enacted", "/api/v1/commitments?stage=enacted"),
    ("/en/commitments?q=zzzz", "/api/v1/commitments?q=zzzz"),
    ("/en/commitments/ap2022-01-violence", "/api/v1/commitments/ap2022-01-violence"),
    ("/en/commitments/decree-2021-06-expression", "/api/v1/commitments/decree-2021-06-expression"),
    ("/en/commitments/fpc-2021-i02-kleptocracy", "/api/v1/commitments/fpc-2021-i02-kleptocracy"),
    ("/en/instruments", "/api/v1/instruments"),
    ("/en/instruments/action-plan-2022", "/api/v1/instruments/action-plan-2022"),
    ("/en/themes", "/api/v1/themes"),
    ("/en/themes/assembly", "/api/v1/themes/assembly"),
    ("/en/documents", "/api/v1/documents"),
    ("/en/documents/amnesty-2021-22", "/api/v1/documents/amnesty-2021-22"),
    ("/en/documents/ansa-2021-06-11", "/api/v1/documents/ansa-2021-06-11"),
    ("/en/revisions?subject=theme", "/api/v1/revisions?subject=theme"),
    ("/en/evidence/ev-exp-defamation", "/api/v1/evidence/ev-exp-defamation"),
    (
        "/en/evidence/ev-exp-media-law/history",
        "/api/v1/evidence/ev-exp-media-law/history",
    ),
    ("/en/ledger", "/api/v1/ledger"),
    (
        "/en/comparison?from=2022-12-31&to=2023-12-31",
        "/api/v1/comparison?from=2022-12-31&to=2023-12-31",
    ),
    ("/en/comparison?from=2023-06-30&to=2023-06-30", "/api/v1/themes"),
    ("/en/corrections", "/api/v1/corrections"),
    ("/en/share?as_of=2023-06-30", "/api/v1/scorecard"),
    ("/en/commitments/ap2022-01-violence/share", "/api/v1/commitments/ap2022-01-violence"),
    ("/en/widget", "/api/v1/scorecard"),
    ("/en/commitments/ap2022-01-violence/widget", "/api/v1/commitments/ap2022-01-violence"),
    ("/en/?as_of=30.06.2023", "/api/v1/themes"),
    ("/en/methodology", "/api/v1/themes"),
    ("/en/nowhere", "/api/v1/themes"),
    ("/en/commitments?status=bad", "/api/v1/themes"),
]


class Wrapped(gettext.NullTranslations):
    """A catalogue that translates every message into itself, between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def wrapped_client(
    shipped_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A client whose pages show which words went through the catalogue."""
    monkeypatch.setattr(languages, "catalogue", lambda _language: Wrapped())
    # Lines that were put together before are in the real words.
    monkeypatch.setattr(standing, "_put_together", Remembered())
    rendering.environment.cache_clear()
    # With a cookie nothing is ready that was answered in other words, or will be.
    yield TestClient(shipped_client.app, headers={"Cookie": "a=b"})
    rendering.environment.cache_clear()


@pytest.mark.parametrize(("address", "twin"), EVERY_KIND)
def test_every_word_of_the_interface_goes_through_the_catalogue(
    address: str, twin: str, wrapped_client: TestClient
) -> None:
    data = [
        wrapped_client.get(one).json() for one in (twin, "/api/v1/instruments", "/api/v1/themes")
    ]
    registry = {" ".join(text.split()) for one in data for text in texts_of(one)}
    page = read(wrapped_client.get(address).text)
    said = [text for one in spoken(page) if (text := unwrapped(one))]
    assert [text for text in said if text not in registry | KEPT and not DATE.fullmatch(text)] == []


def spoken(page: Element) -> Iterator[str]:
    """Every text of a page and of its attributes, but for code and numbers of entries."""
    for one in page.all():
        yield from (value for name, value in one.attributes.items() if name in SPOKEN)
        if one.tag not in {"code", "script", "textarea"}:
            yield from (text for text in one.inside if isinstance(text, str))


def unwrapped(text: str) -> str:
    """What of a text did not come out of the catalogue, without punctuation and numbers."""
    while text != (text := re.sub(r"⟦[^⟦⟧]*⟧", "", text)):
        pass
    text = re.sub(r" \(\d+$", "", " ".join(text.split()).strip(PUNCTUATION))
    return "" if re.fullmatch(r"[-+−→\d,:]*", text) else text


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, str):
        yield from (value, value.strip(PUNCTUATION))


def template_names() -> list[str]:
    return rendering.environment(ENGLISH).list_templates()


@pytest.mark.parametrize("name", [name for name in template_names() if name.startswith("pages/")])
def test_a_template_gets_a_page_and_what_it_shows_and_nothing_else(name: str) -> None:
    environment = rendering.environment(ENGLISH)
    assert environment.loader
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    imported = {macro for one in tree.find_all(nodes.FromImport) for macro in one.names}
    defined = {one.name for one in tree.find_all(nodes.Macro)}
    asked = meta.find_undeclared_variables(tree) - imported - defined
    assert asked - set(environment.globals) <= {"page", "shown"}


@pytest.mark.parametrize("name", template_names())
def test_a_template_uses_only_documented_filters_and_globals(name: str) -> None:
    environment = rendering.environment(ENGLISH)
    assert environment.loader
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    used = {one.name for one in tree.find_all(nodes.Filter)}
    documented = set(re.findall(r"\|(\w+)`", rendering.__doc__ or ""))
    assert used <= documented | (FILTERS.keys() - {"safe"})


def test_a_wrong_name_is_an_error() -> None:
    template = rendering.environment(ENGLISH).from_string("{{ shown.no_such_thing }}")
    with pytest.raises(UndefinedError):
        template.render(shown=Page(ENGLISH))


def test_a_wrong_filter_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        rendering.environment(ENGLISH).from_string("{{ 1|no_such_filter }}")


@pytest.mark.parametrize(
    ("template", "shown", "wanted"),
    [
        ("{{ shown|said }}", Words(text="a & b", language="en"), "a &amp; b"),
        (
            "{{ shown|said }}",
            Words(text="а & б", language="ru"),
            '<span lang="ru" dir="auto">а &amp; б</span> <small class="tongue">in Russian</small>',
        ),
        (
            "{{ shown|called }}",
            Words(text="а & б", language="ru"),
            '<span lang="ru" dir="auto">а &amp; б</span>',
        ),
        ("{{ shown|written }}", "2023", "2023"),
        ("{{ shown|written }}", "2023-04", "April 2023"),
        ("{{ shown|written }}", "2023-04-11", "11 April 2023"),
        ("{{ shown|number }}", 1234567, "1,234,567"),
        ("{{ shown|who }}", "registry", "Registry file"),
        ("{{ shown|who }}", "reviewer-2", "Reviewer 2"),
        ("{{ shown|who }}", "somebody-else", "somebody-else"),
        ("{{ shown|clock }}", datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "09:05"),
        ("{{ shown|language_name }}", "kk", "Kazakh"),
        ("{{ shown|language_name }}", "xx", "xx"),
    ],
)
def test_filters_write_for_readers(template: str, shown: object, wanted: str) -> None:
    assert rendering.environment(ENGLISH).from_string(template).render(shown=shown) == wanted


@pytest.mark.parametrize("text", ["<b>bold</b>", "50 % of it", "%(name)s %s %%", "&lt;"])
def test_a_sentence_that_quotes_what_somebody_wrote_is_shown_as_a_text(text: str) -> None:
    made = rendering.environment(ENGLISH).from_string("<p>{{ _(shown) }}</p>")
    assert read(made.render(shown=text)).one("p").text == text


def test_what_fills_a_message_of_a_template_is_shown_as_a_text() -> None:
    made = rendering.environment(ENGLISH).from_string('<p>{{ _("For %(who)s", who=shown) }}</p>')
    assert read(made.render(shown="<b>%")).one("p").text == "For <b>%"
