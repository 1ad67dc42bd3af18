"""Looks: a day is published, and no text."""

import pytest

from app.domain.workflow import StaffRole
from tests.writing.bench import API, Bench

COMMITMENTS = f"{API}/commitments"


def test_a_look_is_public_as_a_day_and_recorded_for_the_desk(bench: Bench) -> None:
    tool, before = bench.tool(), bench.recorded()
    (name,) = [one["id"] for one in bench.client.get(f"{COMMITMENTS}?limit=1").json()["items"]]
    answer = tool.post(f"{COMMITMENTS}/{name}/looks")
    assert answer.status_code == 200
    assert answer.json()["commitment"] == name
    shown = bench.client.get(f"{COMMITMENTS}/{name}").json()
    assert shown["looked_at"] == answer.json()["looked_at"]
    assert bench.recorded() == before + 1
    assert tool.post(f"{COMMITMENTS}/{name}/looks").json() == answer.json()
    assert bench.recorded() == before + 1


@pytest.mark.parametrize("name", ["no-such-thing", "a%00b", "%ff", "Decree", "a" * 300, "a'--"])
def test_there_is_nothing_to_look_at_where_nothing_is(bench: Bench, name: str) -> None:
    answer = bench.tool(StaffRole.REVIEWER).post(f"{COMMITMENTS}/{name}/looks")
    assert answer.status_code == 404
    assert answer.json()["type"] == f"{API}/problems#not-found"
