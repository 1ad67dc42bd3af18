"""What is ready to be sent: the same bytes as the application gives, and never what is old."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine, event
from starlette.testclient import TestClient
from starlette.types import Message

from app.main import Scorecard, create_app
from app.settings import Settings
from app.wire.ready import Ready
from tests.conftest import Databases
from tests.editing.offices import DISABILITY, Office, evidence
from tests.wire.scopes import asked_for

ADDRESSES = [
    "/en/",
    "/kk/commitments?status=enacted",
    f"/ru/commitments/{DISABILITY}",
    "/en/feed.atom",
    "/api/v1/commitments?limit=100",
    "/api/v1/commitments?lang=ru&q=expression",
    "/api/v1/scorecard?as_of=2023-01-01",
]
COMMITMENT = f"/api/v1/commitments/{DISABILITY}"


@pytest.fixture
def app(database_url: str) -> Iterator[Scorecard]:
    """An application over a database of this test's own, on either kind."""
    made = create_app(Settings(database_url=database_url))
    yield made
    made.state.engine.dispose()


@pytest.fixture
def ready(app: Scorecard) -> Ready:
    """What stands before it."""
    assert isinstance(app.ready, Ready)
    return app.ready


@pytest.fixture
def client(app: Scorecard) -> Iterator[TestClient]:
    """A client of it."""
    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def counted(app: Scorecard) -> list[str]:
    """Every statement that it sends to its database."""
    return _statements(app.state.engine)


def _statements(engine: Engine) -> list[str]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401 - whatever the driver is given
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_an_answer_is_the_same_ready_or_not(encoding: str, sqlite_databases: Databases) -> None:
    url = sqlite_databases.make("filled")
    asked = {"Accept-Encoding": encoding}
    with (
        time_machine.travel(datetime.now(UTC) + timedelta(seconds=5)),
        TestClient(create_app(Settings(database_url=url))) as ready,
        TestClient(create_app(Settings(database_url=url, cache_mb=0))) as plain,
    ):
        for path in ADDRESSES:
            for method in ("GET", "GET", "HEAD"):
                one = ready.request(method, path, headers=asked)
                other = plain.request(method, path, headers=asked)
                assert (one.status_code, one.content) == (200, other.content)
                assert one.headers == other.headers
            known = asked | {"If-None-Match": one.headers["etag"]}
            again, other = ready.get(path, headers=known), plain.get(path, headers=known)
            assert (again.status_code, again.content, again.headers) == (304, b"", other.headers)
            since = asked | {"If-Modified-Since": one.headers["last-modified"]}
            assert ready.get(path, headers=since).status_code == 304


def test_what_is_ready_asks_the_database_nothing(client: TestClient, counted: list[str]) -> None:
    first = client.get("/en/")
    counted.clear()
    began = monotonic()
    answers = [client.get("/en/").content for _ in range(20)]
    looks = (monotonic() - began) / 0.25 + 1
    assert set(answers) == {first.content}
    assert len(counted) <= 3 * looks, counted


@pytest.mark.parametrize(
    "headers", [{"Cookie": "a=b"}, {"Authorization": "Bearer no"}, {"Range": "bytes=0-9"}]
)
def test_who_says_who_asks_is_answered_by_the_application(
    headers: dict[str, str], ready: Ready, client: TestClient
) -> None:
    assert client.get("/en/", headers=headers).status_code in {200, 206, 401}
    assert ready.number == 0


def test_a_publication_is_seen_at_once(engine: Engine, client: TestClient, ready: Ready) -> None:
    office = Office(engine)
    before = client.get(COMMITMENT).json()
    assert client.get(COMMITMENT).json() == before
    made = office.published(evidence())
    assert made.entry_id in client.get(COMMITMENT).text
    assert ready.number == 1


def test_a_publication_of_another_process_is_seen_within_a_second(
    database_url: str, engine: Engine, client: TestClient
) -> None:
    Office(engine)
    client.get(COMMITMENT)
    program = (
        "import sys; from app.store.engine import open_engine;"
        "from tests.editing.offices import Office, evidence;"
        "office = Office.__new__(Office); office.engine = open_engine(sys.argv[1]);"
        "print(office.published(evidence()).entry_id)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, database_url],
        capture_output=True,
        text=True,
        check=True,
    )
    sleep(1)
    assert done.stdout.strip() in client.get(COMMITMENT).text


def test_what_is_written_beside_the_ledger_lets_everything_stand(
    engine: Engine, client: TestClient, counted: list[str]
) -> None:
    office = Office(engine)
    client.get("/en/")
    counted.clear()
    office.submitted(evidence())
    client.get("/en/")
    assert len(counted) <= 3, "only the state of the ledger is looked at"


def test_midnight_is_seen_at_once(client: TestClient) -> None:
    with time_machine.travel("2026-11-30T18:59:59+00:00", tick=False) as clock:
        assert client.get("/api/v1/scorecard").json()["as_of"] == "2026-11-30"
        clock.move_to("2026-11-30T19:00:00+00:00")
        assert client.get("/api/v1/scorecard").json()["as_of"] == "2026-12-01"


def test_made_up_addresses_take_no_room(client: TestClient, ready: Ready) -> None:
    for number in range(30):
        client.get(f"/en/?made_up={number}")
        client.get(f"/en/nothing-{number}")
        client.get(f"/api/v1/themes?made_up={number}")
        client.get(f"/api/v1/commitments/none-{number}")
    client.get("/en/?utm_source=a&as_of=2023-01-01", headers={"Host": "made.up"})
    client.get("/en/?as_of=2023-01-01&utm_source=b")
    assert ready.number == 2


def test_nothing_of_one_request_is_in_what_others_get(client: TestClient) -> None:
    mark = "leakmark"
    told = {"Host": mark, "Origin": f"https://{mark}", "User-Agent": mark, "Referer": mark}
    for path in ADDRESSES:
        asked = f"{path}{'&' if '?' in path else '?'}{mark}={mark}" if "/api" not in path else path
        answers = [client.get(asked, headers=told), client.get(path)]
        for answer in answers:
            assert mark not in answer.text
            assert mark not in str(answer.headers)


def test_searches_do_not_drive_out_what_everybody_reads(sqlite_databases: Databases) -> None:
    settings = Settings(database_url=sqlite_databases.make("filled"), cache_mb=1)
    app = create_app(settings)
    assert isinstance(app.ready, Ready)
    with TestClient(app) as client:
        counted = _statements(app.state.engine)
        client.get("/api/v1/themes")
        for number in range(40):
            client.get(f"/api/v1/commitments?q=rights+{number}&limit=20")
        assert app.ready.size <= 2**20
        counted.clear()
        client.get("/api/v1/themes")
        assert len(counted) <= 3, "but for a look at the ledger"


def test_many_who_ask_at_once_wait_for_one(app: Scorecard) -> None:
    counted = _statements(app.state.engine)
    # In another thread: in this one, the loop of a browser may run.
    with ThreadPoolExecutor(1) as pool:
        alone, together = (
            pool.submit(lambda times: asyncio.run(_asked(app, counted, times)), times).result()
            for times in (1, 30)
        )
    assert together <= alone + 3


async def _asked(app: Scorecard, counted: list[str], times: int) -> int:
    """Ask `times` at once for a page that is not ready, and count the statements it takes."""
    path = f"/en/commitments/{DISABILITY}" if times > 1 else "/en/commitments/decree-2021-04-women"
    counted.clear()
    sent: list[list[Message]] = [[] for _ in range(times)]

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    def keeping(messages: list[Message]) -> Callable[[Message], Any]:
        async def send(message: Message) -> None:
            messages.append(message)

        return send

    scope = asked_for(path)
    await asyncio.gather(*(app(dict(scope), receive, keeping(one)) for one in sent))
    assert {one[0]["status"] for one in sent} == {200}
    assert len({one[1]["body"] for one in sent}) == 1
    return len(counted)


def test_readers_never_see_less_than_what_was_published_before_they_asked(
    engine: Engine, client: TestClient
) -> None:
    office = Office(engine)
    published: list[str] = []

    def read() -> None:
        while len(published) < 6:
            known = list(published)
            text = client.get(COMMITMENT).text
            assert all(one in text for one in known)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        drafts = [evidence(locator=f"page {number}") for number in range(6)]
        try:
            for draft in drafts:
                made = office.published(draft)
                published.append(made.entry_id)
        finally:
            published += [""] * 6
        for one in readers:
            one.result(30)


def test_without_the_database_the_application_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'registry.db'}"
    app = create_app(Settings(database_url=url))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/en/").status_code == 200
        app.state.engine.dispose()
        (tmp_path / "registry.db").write_bytes(b"no database at all" * 100)
        for beside in tmp_path.glob("registry.db-*"):
            beside.unlink()
        sleep(0.3)
        assert client.get("/en/").status_code >= 500
