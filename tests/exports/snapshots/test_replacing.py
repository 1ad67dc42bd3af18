"""What is redacted after a snapshot was made leaves the snapshot too, and that is said."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.exports.snapshots.checks import Held, check_snapshot
from app.exports.snapshots.redactions import outstanding
from app.exports.snapshots.replacing import replace_redacted
from app.exports.snapshots.shelf import Kept, read_kept
from app.exports.snapshots.taking import SnapshotError
from app.main import create_app
from app.settings import Settings
from app.store.redactions import MARKER
from tests.conftest import TODAY
from tests.docs.test_verify_snapshot import script
from tests.exports.chains import KEY
from tests.exports.taken import MARK, Story, content


def kept(path: Path) -> Kept:
    """Read a snapshot that is there."""
    found = read_kept(path)
    assert found is not None
    return found


def rows(story: Story, name: str) -> dict[str, dict[str, object]]:
    """Give the rows of an NDJSON file of the new snapshot by their ids."""
    lines = content(story.after.path)[name].decode().splitlines()
    return {str(row["id"]): row for row in map(json.loads, lines)}


def test_the_secret_was_in_it_in_many_forms(story: Story) -> None:
    with_it = {name for name, part in content(story.before).items() if MARK.encode() in part}
    assert {"evidence.csv", "documents.ndjson", "revisions.ndjson", "scorecard.db"} <= with_it


def test_no_byte_of_the_secret_is_left_in_any_file(story: Story) -> None:
    parts = content(story.after.path)
    assert [name for name, part in parts.items() if MARK.encode() in part] == []
    assert MARK.encode() not in story.after.path.read_bytes()
    assert {path.name for path in story.folder.iterdir()} == {story.after.name}


def test_the_marker_stands_where_the_texts_were(story: Story) -> None:
    entry = rows(story, "evidence.ndjson")[story.entry]
    assert (entry["summary_en"], entry["locator_en"]) == (MARKER, MARKER)
    assert (entry["date"], entry["document"]) == ("2021-06", story.document)
    document = rows(story, "documents.ndjson")[story.document]
    assert (document["title"], document["note_en"], document["url"]) == (MARKER, MARKER, None)
    cells = csv.DictReader(
        io.StringIO(content(story.after.path)["evidence.csv"].decode("utf-8-sig"))
    )
    assert {row["summary_en"] for row in cells if row["id"] == story.entry} == {MARKER}


def test_all_else_is_as_it_was_to_the_byte(story: Story) -> None:
    before, after = content(story.before), content(story.after.path)
    for name in ("commitments.csv", "links.ndjson", "readings.csv", "checkpoint", "key.pub"):
        assert after[name] == before[name]
    for name in ("evidence.csv", "documents.ndjson", "revisions.ndjson"):
        old, new = before[name].splitlines(), after[name].splitlines()
        changed = [line for line, other in zip(old, new, strict=True) if line != other]
        assert changed
        assert all(MARK.encode() in line for line in changed)


def test_it_says_what_was_done_and_what_it_lost(story: Story) -> None:
    said = json.loads(content(story.after.path)["replaced.json"])
    numbers = [one.revision for one in story.redactions]
    assert (said["on"], said["why"]) == (TODAY.isoformat(), "To protect a person.")
    assert [one["revision"] for one in said["redactions"]] == numbers
    assert all(one["emptied"] for one in said["redactions"])
    gone = content(story.before).keys() - content(story.after.path).keys()
    assert gone == set(said["left_out"])
    assert {"scorecard.db", "scorecard.xlsx", "scorecard.json", "scorecard.yaml"} <= gone


def test_what_is_left_is_described_and_signed(story: Story) -> None:
    parts = content(story.after.path)
    described = {one["path"] for one in json.loads(parts["datapackage.json"])["resources"]}
    assert described == {name for name in parts if name.endswith((".csv", ".ndjson"))}
    verdict = check_snapshot(story.after.path, Held(KEY.public), lambda *_: None)
    assert verdict.faults == []
    assert "replaced to protect a person" in verdict.remarks[0]
    said, code = script.main(story.after.path, str(KEY.public))
    assert code == 0, said
    assert f"see revision {story.redactions[0].revision}" in said


def test_it_is_done_once(story: Story) -> None:
    old, new = kept(story.before), story.after
    assert outstanding(old, story.redactions) == story.redactions
    assert outstanding(new, story.redactions) == []
    assert list(replace_redacted(story.folder, story.redactions, KEY, TODAY)) == []


def test_a_signed_one_is_not_replaced_by_an_unsigned_one(story: Story, tmp_path: Path) -> None:
    path = tmp_path / story.before.name
    path.write_bytes(story.before.read_bytes())
    with pytest.raises(SnapshotError, match="set SCORECARD_SIGNING_KEY"):
        list(replace_redacted(tmp_path, story.redactions, None, TODAY))
    assert path.read_bytes() == story.before.read_bytes()


def test_nobody_gets_it_until_it_is_replaced(story: Story, tmp_path: Path) -> None:
    path = tmp_path / story.before.name
    path.write_bytes(story.before.read_bytes())
    settings = Settings(database_url=str(story.engine.url), snapshots=tmp_path)
    with TestClient(create_app(settings)) as client:
        address = f"/api/v1/snapshots/{path.name}"
        refused = client.get(address)
        assert (refused.status_code, refused.json()["title"]) == (451, "This is being replaced")
        assert client.head(address).status_code == 451
        assert client.get("/api/v1/snapshots").json()["items"][0]["is_withheld"] is True
        path.write_bytes(story.after.path.read_bytes())
        answer = client.get(address)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
        (line,) = client.get("/api/v1/snapshots").json()["items"]
    assert (line["is_withheld"], line["replaced"]) == (False, TODAY.isoformat())
    assert line["replaced_because"] == "To protect a person."
    assert line["redactions"] == [one.revision for one in story.redactions]


def test_one_that_was_made_before_there_was_anything_of_it_stays(story: Story) -> None:
    early = [one for one in story.redactions if one.first > 592]
    assert early == story.redactions
    old = kept(story.before)
    shorter = type(old.checkpoint)(592, "0" * 64, "")
    before_all = Kept(old.path, date(2026, 1, 1), shorter, None, None, old.state)
    assert outstanding(before_all, story.redactions) == []
