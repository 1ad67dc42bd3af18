"""The whole exports of a copy are made once a day, unless something was redacted."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest

from tests.mirror.small import Small, contents
from tests.mirror.test_again import redacted, title

EXPORTS = frozenset({"exports"})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    made = Small.filled(tmp_path_factory.mktemp("exported"))
    made.copied("copy", EXPORTS)
    yield made
    made.engine.dispose()


def revision(files: dict[str, bytes]) -> int:
    """The revision that the folder of exports says it is of."""
    return int(json.loads(files["exports/datapackage.json"])["revision"])


def exported(small: Small, name: str = "copy", *, now: bool | None = None) -> dict[str, bytes]:
    """The exports after another run."""
    small.copied(name, EXPORTS, exports=now)
    return contents(small.folder / name)


def test_exports_stay_as_they_are_until_the_next_day_or_until_somebody_wants_them(
    small: Small,
) -> None:
    before = contents(small.folder / "copy")
    listed = {one["name"] for one in json.loads(before["api/v1/exports.json"])["items"]}
    assert {f"exports/{name}" for name in listed} < before.keys()
    title(small)
    same = exported(small)
    assert {name for name in same if same[name] != before[name]} == {"manifest.json"}
    assert f"revision {revision(before)} of the public ledger" in same["en/data.html"].decode()
    wanted = exported(small, now=True)
    assert revision(wanted) > revision(before)
    assert wanted == exported(small, "anew")
    small.entry("commitments", "decree-2021-04-women")["title"] = "One more title"
    small.load()
    assert revision(exported(small)) == revision(wanted)
    small.day += dt.timedelta(days=1)
    assert revision(exported(small)) > revision(wanted)


def test_what_was_redacted_stays_in_no_export(small: Small) -> None:
    redacted(small)
    after = exported(small)
    assert after == exported(small, "after")
    assert json.loads(after["exports/revisions.ndjson"].splitlines()[-1])["action"] == "redacted"


def test_a_lost_export_makes_all_of_them_anew(small: Small) -> None:
    whole = contents(small.folder / "copy")
    (small.folder / "copy/exports/scorecard.db").unlink()
    assert exported(small) == whole
