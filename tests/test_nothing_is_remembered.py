"""What is remembered between requests (counts, vocabularies, cards) forgets what was redacted.

The texts are read by everybody first, so that whatever remembers anything remembers them.
"""

from starlette.testclient import TestClient

from app.editing.redacting import redact
from app.main import create_app
from app.settings import Settings
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.editing.offices import ADMINISTRATOR, DISABILITY, Office, described, evidence

MARK, MISTYPED = "leakmark", "leakmrak"


def test_what_was_redacted_is_remembered_nowhere(sqlite_databases: Databases) -> None:
    database_url = sqlite_databases.make("filled")
    engine = open_engine(database_url)
    office = Office(engine)
    source = described(title=f"{MARK}title", url=f"https://example.org/{MARK}", note=f"{MARK}note")
    draft = evidence(
        document="", new_document=source, summary=f"{MARK}summary", locator=f"{MARK}locator"
    )
    made = office.published(draft)
    pages = (f"evidence/{made.entry_id}", f"documents/{made.document_id}")
    promise, search = f"commitments/{DISABILITY}", f"commitments?q={MISTYPED}summary"
    lists = (search, "corrections", "comparison?from=2021-01-01", "evidence", "documents", "")
    taken = ("share", "widget", "badge.svg", "card.png", "history")
    addresses = [f"/en/{one}" for one in (*pages, promise, *lists, f"{pages[0]}/history")]
    addresses += [f"/kk/{promise}/{one}" for one in taken]
    addresses += [f"/api/v1/{one}" for one in (search, f"{promise}/history", "revisions")]
    with TestClient(create_app(Settings(database_url=database_url))) as client:
        before = {one: client.get(one).text for one in addresses}
        assert f"{MARK}summary" in before[f"/api/v1/{search}"]
        assert f"{MARK}title" in before[f"/en/{pages[1]}"]
        with office.desk(ADMINISTRATOR) as desk:
            redact(desk, "evidence", made.entry_id)
            redact(desk, "document", made.document_id)
        assert [one for one in addresses if MARK in client.get(one).text] == []
    engine.dispose()
