"""Whose voices are counted: each piece of evidence once, and only what counts on the day."""

from datetime import date

from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.queries.voices import Voices, count_heard
from tests.queries.asking import looking


def test_each_piece_of_bearing_evidence_is_counted_once(
    shipped_engine: Engine, shipped_client: TestClient
) -> None:
    heard: dict[str, set[str]] = {name: set() for name in Voices.model_fields}
    listed = shipped_client.get("/api/v1/commitments?limit=200").json()["items"]
    for line in listed:
        whole = shipped_client.get(f"/api/v1/commitments/{line['id']}").json()
        for one in whole["evidence"]:
            if one["role"] == "bears":
                heard[one["document"]["origin"]].add(one["id"])
    with looking(shipped_engine) as view:
        counted = count_heard(view).voices.model_dump()
    assert counted == {name: len(found) for name, found in heard.items()}


def test_nobody_has_spoken_before_the_first_commitment(shipped_engine: Engine) -> None:
    with looking(shipped_engine, date(2021, 6, 8)) as view:
        assert set(count_heard(view).voices.model_dump().values()) == {0}
