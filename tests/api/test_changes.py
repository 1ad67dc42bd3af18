"""Following the changes over the API: a copy in step while eight people write, and what is told."""

import copy
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.domain.workflow import Intent, Proposed
from app.editing.drafts import Draft
from app.editing.looking import look
from app.editing.redacting import redact
from app.errors import ScorecardError
from app.main import create_app
from app.settings import Settings
from tests.api.addresses import API, get, pages
from tests.conftest import Databases
from tests.editing.offices import (
    ADMINISTRATOR,
    CONTEST,
    DISABILITY,
    EDITOR,
    Office,
    answer,
    bearing,
    described,
    evidence,
)
from tests.queries.follower import Follower
from tests.registry.exports import load
from tests.registry.registries import as_yaml
from tests.registry.variants import small

LISTS = {
    "instruments": "",
    "themes": "",
    "documents": "limit=200",
    "evidence": "limit=200",
    "commitments": "limit=200",
}
ROUNDS = 2
SOURCE = "law-opcrpd-2023"
REASON = "It says something else."
MECHANISMS = "decree-2021-01-un-mechanisms"


def taken(summary: str, **values: Any) -> Draft:  # noqa: ANN401 - any fields of a draft
    """Evidence out of a source of the small registry."""
    return evidence(document=SOURCE, date="2023-06", summary=summary, **values)


@pytest.fixture
def application(databases: Databases, tmp_path: Path) -> Iterator[tuple[TestClient, Office]]:
    """The application on a few commitments of the shipped registry, and people at its desk."""
    registry = tmp_path / "commitments.yaml"
    registry.write_text(as_yaml(small()), encoding="utf-8")
    url = databases.make("empty")
    app = create_app(Settings(database_url=url, registry=registry))
    with TestClient(app) as client:
        yield client, Office(app.state.engine)


def publish_evidence(office: Office) -> None:
    """Add evidence."""
    office.published(taken("Something happened.", concerns=(bearing(), bearing(MECHANISMS))))


def publish_and_withdraw(office: Office) -> None:
    """Add evidence, and take it back."""
    made = office.published(taken("Something else happened.", concerns=(bearing(MECHANISMS),)))
    office.published(Draft(reason=REASON), Intent.WITHDRAW, Proposed.EVIDENCE, made.entry_id)


def publish_and_replace(office: Office) -> None:
    """Add evidence, and correct it so that it concerns another commitment."""
    made = office.published(taken("Something was done.", concerns=(bearing(status="enacted"),)))
    better = taken("Little was done.", concerns=(bearing(MECHANISMS, "contested"),), reason=REASON)
    office.published(better, Intent.REPLACE, Proposed.EVIDENCE, made.entry_id)


def answer_a_contest(office: Office) -> None:
    """Add evidence that answers a contest of the file's."""
    office.published(taken("It was denied.", answers=(answer(CONTEST, DISABILITY),)))


def look_around(office: Office) -> None:
    """Find nothing new."""
    for name in (DISABILITY, MECHANISMS):
        with office.desk(EDITOR) as desk:
            look(desk, name)


def load_another_file(office: Office) -> None:
    """Load a file that says less and otherwise, and then the first again."""
    sections = copy.deepcopy(small())
    sections["evidence"] = [one for one in sections["evidence"] if one["id"] != "ev-un-upr-hrw"]
    sections["commitments"] = sections["commitments"][:2]
    for one in sections["evidence"]:
        one.get("bears_on", {}).pop("fs2024-un-protocols", None)
    sections["evidence"] = [one for one in sections["evidence"] if one.get("bears_on")]
    for one in sections["instruments"]:
        one["title"] |= {"en": "A decree under another title"}
    load(office.engine, as_yaml(sections))
    load(office.engine, as_yaml(small()))


def publish_and_redact(office: Office) -> None:
    """Add evidence that names somebody, and remove what it says."""
    made = office.published(taken("Where somebody lives."))
    with office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", made.entry_id)


def change_sources(office: Office) -> None:
    """Add a source with evidence, correct the source, and withdraw it with its evidence."""
    made = office.published(evidence(document="", date="2024-05", new_document=described()))
    better = Draft(new_document=described(title="A report"), reason=REASON)
    again = office.published(better, Intent.REPLACE, Proposed.DOCUMENT, made.document_id)
    office.published(Draft(reason=REASON), Intent.WITHDRAW, Proposed.DOCUMENT, again.entry_id)


WRITERS: tuple[Callable[[Office], None], ...] = (
    publish_evidence,
    publish_and_withdraw,
    publish_and_replace,
    answer_a_contest,
    look_around,
    load_another_file,
    publish_and_redact,
    change_sources,
)


def write(office: Office, act: Callable[[Office], None]) -> int:
    """Do one thing again and again; what others made impossible is left. Gives how often it was."""
    refused = 0
    for _ in range(ROUNDS):
        try:
            act(office)
        except ScorecardError:
            refused += 1
    return ROUNDS - refused


def follow(client: TestClient, follower: Follower, language: str) -> bool:
    """Take one page, and say whether there is more."""
    since = {"since": follower.since} if follower.since else {}
    answer = client.get(f"{API}/changes", params={"limit": 7, "lang": language, **since})
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    follower.apply(page)
    return bool(page["has_more"])


def everything(client: TestClient, language: str) -> dict[tuple[str, str], Any]:
    """Every entry of every list."""
    return {
        (noun, one["id"]): one
        for noun, query in LISTS.items()
        for one in pages(client, f"{noun}?lang={language}" + f"&{query}" * bool(query))
    }


def test_a_copy_is_the_state_of_the_api_after_eight_have_written_at_once(
    application: tuple[TestClient, Office],
) -> None:
    client, office = application
    followers = {"en": Follower(), "ru": Follower()}
    with ThreadPoolExecutor(len(WRITERS)) as threads:
        writing: list[Future[int]] = [threads.submit(write, office, act) for act in WRITERS]
        while not all(one.done() for one in writing):
            for language, follower in followers.items():
                follow(client, follower, language)
    done = [one.result() for one in writing]
    for language, follower in followers.items():
        while follow(client, follower, language):
            pass
        assert follower.told == list(range(1, len(follower.told) + 1)), "skipped, or out of order"
        assert follower.copy == everything(client, language)
        assert follower.about == get(client, f"scorecard?lang={language}")["about"]
    assert all(done), dict(zip(WRITERS, done, strict=True))
    assert len(follower.told) == get(client, "ledger")["revisions"] > 60


def test_the_end_is_a_place_to_go_on_from(on_sqlite: TestClient) -> None:
    newest = get(on_sqlite, "ledger")["revisions"]
    page = get(on_sqlite, f"changes?since={newest}")
    assert (page["items"], page["has_more"]) == ([], False)
    again = get(on_sqlite, f"changes?since={page['next']}")
    assert (again["items"], again["records"], again["next"]) == ([], [], page["next"])


def test_a_record_is_what_the_list_has_in_the_language_asked_for(reader: TestClient) -> None:
    listed = {one["id"]: one for one in pages(reader, "commitments?lang=kk&limit=200")}
    page = get(reader, "changes?since=230&limit=50&lang=kk")
    found = [one for one in page["records"] if one["noun"] == "commitments"]
    assert len(found) > 20
    for one in found:
        assert one["record"] == listed[one["id"]]
        assert one["tombstone"] is None


@pytest.mark.parametrize("since", ["nonsense", "1.5", "%00", "", "a" * 500])
def test_an_impossible_place_is_refused_with_what_to_do(on_sqlite: TestClient, since: str) -> None:
    answer = on_sqlite.get(f"{API}/changes?since={since}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "since"


def test_a_place_beyond_the_end_says_to_begin_again(on_sqlite: TestClient) -> None:
    answer = on_sqlite.get(f"{API}/changes?since=99999999&lang=en")
    assert (answer.status_code, answer.json()["type"]) == (410, f"{API}/problems#gone")
    assert "Begin again without `since`" in answer.json()["detail"]


def test_a_past_day_is_not_followed(on_sqlite: TestClient) -> None:
    assert on_sqlite.get(f"{API}/changes?as_of=2022-01-01").status_code == 422
