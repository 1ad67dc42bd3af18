"""Versions: every change names the one it is made to, and nothing is written over unseen."""

import pytest

from app.domain.workflow import Scope
from app.writing.examples import DRAFT
from tests.writing.bench import API, PROPOSALS, Bench

OTHER = {"draft": DRAFT | {"note": "The text of somebody else."}}


@pytest.mark.parametrize(
    "version",
    ["*", 'W/"1"', '"1", "2"', "1", '"0"', '"01"', '"-1"', '""', '"१"', '"9999999999"', '"p-1"'],
)
def test_what_is_not_one_strong_etag_is_refused(on_sqlite: Bench, version: str) -> None:
    answer = on_sqlite.tool().send_raw("PUT", f"{PROPOSALS}/p-1", "If-Match", version)
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "If-Match"


def test_a_change_that_names_no_version_is_refused(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    address = tool.make()
    for answer in (tool.ask("PUT", address, OTHER), tool.post(f"{address}/submit")):
        assert answer.status_code == 428
        assert answer.json()["type"] == f"{API}/problems#version-needed"


def test_whoever_was_slower_is_given_what_stands_now(bench: Bench) -> None:
    first, second = bench.tool(), bench.tool()
    address = first.make()
    saved = second.ask("PUT", address, OTHER, If_Match='"1"')
    assert (saved.status_code, saved.headers["etag"]) == (200, '"2"')
    stale = first.ask("PUT", address, {"draft": DRAFT}, If_Match='"1"')
    assert stale.status_code == 412
    assert stale.json()["current"] == {"version": 2, "draft": saved.json()["draft"]}
    shown = first.get(address)
    assert shown.headers["etag"] == '"2"'
    assert shown.json()["draft"]["note"] == OTHER["draft"]["note"]
    assert shown.json()["authors"] == sorted({first.person.number, second.person.number})


def test_whoever_may_change_a_text_is_shown_the_one_in_the_way(on_sqlite: Bench) -> None:
    first, second = on_sqlite.tool(), on_sqlite.tool()
    address = first.make()
    first.ask("PUT", address, OTHER, If_Match='"1"')
    writes_only = on_sqlite.tool_of(second.person, [Scope.PROPOSE])
    stale = writes_only.post(f"{address}/submit", If_Match='"1"')
    assert stale.json()["current"]["draft"]["note"] == OTHER["draft"]["note"]


def test_a_version_that_never_was_is_stale_too(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    stale = tool.ask("PUT", tool.make(), OTHER, If_Match='"7"')
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 1)


def test_saving_the_same_makes_no_new_version(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    saved = tool.ask("PUT", tool.make(), {"draft": DRAFT}, If_Match='"1"')
    assert (saved.status_code, saved.headers["etag"]) == (200, '"1"')
