"""What the shipped registry has no example of: answered disputes, retired entries, many entries."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.pages.markup import Element, assert_well_made, read

HEAD = """
instruments:
- {id: plan, kind: action_plan, title: Plan, issuer: Government, adopted: '2021', tasks_stated: 3}
themes:
- {id: kept, title: Kept}
"""
GONE = "- {id: gone, title: Gone}\n"
SOURCES = """
documents:
- {id: act, publisher: Gazette, title: Act, language: en, kind: government, origin: legal_text,
  consulted: full}
- {id: critic, publisher: Critic, title: View, language: en, kind: ngo, origin: independent,
  consulted: extract, date: '2022'}
commitments:
"""
EVIDENCE = """
evidence:
- id: ev-critic
  document: critic
  locator: page 1
  date: '2022-05-01'
  summary: Says that it is not done.
  bears_on: {c-1: {status: contested, answered_by: [ev-act]}}
- id: ev-act
  document: act
  locator: article 1
  date: '2023-05-01'
  summary: Does it.
  bears_on: {c-1: {status: enacted, extent: whole}}
"""


def commitments(count: int) -> str:
    """As many commitments of the plan, the first of them looked at."""
    line = (
        "- {{id: c-{0}, instrument: plan, kind: plan_task, title: Task {0}, text: Do {0}.,"
        " themes: [kept], addressee: Government, locator: row {0}, consulted: full{1}}}\n"
    )
    return "".join(
        line.format(number, ", looked_at: '2026-10'" if number == 1 else "")
        for number in range(1, count + 1)
    )


Served = Callable[[str], TestClient]


@pytest.fixture
def serve(sqlite_databases: Databases, tmp_path: Path) -> Iterator[Served]:
    """Serves registry after registry over one database."""
    registry, clients = tmp_path / "commitments.yaml", list[TestClient]()
    settings = Settings(database_url=sqlite_databases.make("empty"), registry=registry)

    def start(text: str) -> TestClient:
        registry.write_text(text, encoding="utf-8")
        clients.append(TestClient(create_app(settings)).__enter__())
        return clients[-1]

    yield start
    for client in clients:
        client.__exit__()


def page_of(client: TestClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    page = read(answer.text)
    assert_well_made(page)
    return page


def test_an_answered_dispute_names_its_answer_and_decides_nothing(serve: Served) -> None:
    client = serve(HEAD + SOURCES + commitments(1) + EVIDENCE)
    page = page_of(client, "/en/commitments/c-1")
    contest, act = page.one("li", id="ev-critic"), page.one("li", id="ev-act")
    assert "Answered by: Gazette, 1 May 2023" in contest.text
    answer = next(one for one in contest.all("a") if one.attributes["href"].endswith("c-1#ev-act"))
    assert answer.text == "Gazette, 1 May 2023"
    assert not contest.has({"class_": "decided"})
    assert act.has({"class_": "decided"})
    assert "open dispute" not in page.one(class_="panel").text


def test_before_its_answer_a_dispute_is_open(serve: Served) -> None:
    client = serve(HEAD + SOURCES + commitments(1) + EVIDENCE)
    page = page_of(client, "/en/commitments/c-1?as_of=2022-12-31")
    assert "1 open dispute Critic: 1 May 2022" in page.one(class_="panel").text
    assert "Nothing recorded here answers it" in page.one("li", id="ev-critic").text
    assert not any(page.all(id="ev-act"))


def test_the_last_look_is_told_as_precisely_as_it_is_known(serve: Served) -> None:
    client = serve(HEAD + SOURCES + commitments(1) + EVIDENCE)
    assert "Last looked at October 2026" in page_of(client, "/en/commitments/c-1").text


def test_a_source_without_date_and_address_says_so(serve: Served) -> None:
    client = serve(HEAD + SOURCES + commitments(1) + EVIDENCE)
    assert "No address" in page_of(client, "/en/commitments/c-1").one("li", id="ev-act").text
    page = page_of(client, "/en/documents/act")
    assert "Published no date" in page.text
    assert "Address none is recorded" in page.text


def test_a_retired_entry_keeps_its_page_under_a_banner(serve: Served) -> None:
    rest = SOURCES + commitments(1) + EVIDENCE
    serve(HEAD + GONE + rest)
    client = serve(HEAD + rest)
    page = page_of(client, "/en/themes/gone")
    assert page.one("aside").text.startswith("Retired on ")
    assert "Gone" not in page_of(client, "/en/themes").one("main").text


def test_a_page_of_an_instrument_stops_at_200_and_leads_to_the_rest(serve: Served) -> None:
    client = serve(HEAD + SOURCES + commitments(205) + EVIDENCE)
    page = page_of(client, "/en/instruments/plan")
    assert len(list(page.all("li", class_="row"))) == 200
    assert "It is said to contain 3 items; 205 commitments from it are recorded here." in page.text
    rest = next(one for one in page.all("a") if one.text == "All 205 commitments")
    assert page_of(client, rest.attributes["href"]).one(class_="result").text.startswith("205 ")


def test_an_empty_day_is_said_to_be_empty(serve: Served) -> None:
    client = serve(HEAD + SOURCES + commitments(1) + EVIDENCE)
    assert "None is recorded" in page_of(client, "/en/instruments?as_of=2020-01-01").text
    assert "No commitment of this theme" in page_of(client, "/en/themes/kept?as_of=2020-01-01").text
    assert "0 commitments from 0 texts" in page_of(client, "/en/?as_of=2020-01-01").text


def test_a_text_without_commitments_is_not_among_those_they_come_from(serve: Served) -> None:
    empty = "- {id: empty, kind: decree, title: Decree, issuer: President, adopted: '2021'}\n"
    head = HEAD.replace("themes:\n", f"{empty}themes:\n")
    client = serve(head + SOURCES + commitments(2) + EVIDENCE)
    assert "2 commitments from 1 texts" in page_of(client, "/en/").text
