"""SQLite and PostgreSQL answer with the same bytes."""

import re

from starlette.testclient import TestClient

from tests.api.addresses import API, every_address, get

# A load is recorded with the time it happened and with random salts; a cursor of the changes has
# the beginning of a hash in it.
OF_ITS_OWN = re.compile(rb'"(time|salt|digest|hash)":"[^"]*"|"next":"WyJjaGFuZ2Vz[^"]*"')


def test_every_answer_is_the_same_on_both_databases(
    on_sqlite: TestClient, on_postgresql: TestClient
) -> None:
    count = 0
    for address in every_address(on_sqlite):
        ours, theirs = (client.get(f"{API}/{address}") for client in (on_sqlite, on_postgresql))
        assert OF_ITS_OWN.sub(b"", ours.content) == OF_ITS_OWN.sub(b"", theirs.content), address
        assert ours.headers.get("content-language") == theirs.headers.get("content-language")
        count += 1
    assert count > 80


def test_every_refusal_is_the_same_on_both_databases(
    on_sqlite: TestClient, on_postgresql: TestClient
) -> None:
    for address in (
        "commitments?instrument=nope",
        "commitments?theme=nope",
        "commitments?cursor=abc",
        "commitments/nothing",
        "commitments/decree-2021-06-expression?as_of=2001-01-01",
        "instruments/decree-2021?as_of=2001-01-01",
        "themes/nothing",
        "documents/nothing",
        "evidence/ev-exp-orda-2025?as_of=2021-01-01",
    ):
        ours, theirs = (client.get(f"{API}/{address}") for client in (on_sqlite, on_postgresql))
        assert ours.status_code in {404, 422}
        assert ours.content == theirs.content, address


def test_the_ledger_is_the_same_but_for_times_and_salts(
    on_sqlite: TestClient, on_postgresql: TestClient
) -> None:
    ours, theirs = (get(client, "revisions?limit=200") for client in (on_sqlite, on_postgresql))
    assert ours["total"] == theirs["total"]
    for mine, other in zip(ours["items"], theirs["items"], strict=True):
        assert mine["payload"] == other["payload"]
        assert mine["digest"] != other["digest"]
