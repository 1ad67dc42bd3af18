"""Pages of lists: complete, without repetition, and never anything but what the list gave."""

import base64
import json

import pytest
from starlette.testclient import TestClient

from tests.api.addresses import API, SEEN, get, pages

LISTS = [
    f"commitments?{SEEN}",
    f"commitments?{SEEN}&sort=newest",
    f"commitments?{SEEN}&sort=due",
    f"commitments?{SEEN}&status=contested",
    f"commitments?{SEEN}&q=law&sort=newest",
    "documents?lang=en",
    f"evidence?{SEEN}",
    "revisions?subject=commitment",
]


def written(*values: object) -> str:
    text = json.dumps(values, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("address", LISTS)
def test_small_pages_give_what_a_large_one_gives(reader: TestClient, address: str) -> None:
    large = list(pages(reader, f"{address}&limit=200"))
    assert list(pages(reader, f"{address}&limit=29")) == large
    assert len(large) == get(reader, f"{address}&limit=1")["total"] > 10


@pytest.mark.parametrize("address", LISTS)
def test_a_last_page_that_is_full_has_no_next(reader: TestClient, address: str) -> None:
    total = get(reader, f"{address}&limit=1")["total"]
    if total <= 200:
        assert get(reader, f"{address}&limit={total}")["next"] is None
        assert get(reader, f"{address}&limit={total - 1}")["next"] is not None


def test_what_has_no_date_comes_last(reader: TestClient) -> None:
    dues = [one["due"] for one in pages(reader, f"commitments?{SEEN}&sort=due&limit=9")]
    dated = [one for one in dues if one is not None]
    assert dues == dated + [None] * (len(dues) - len(dated))
    newest = [one["last_evidence"] for one in pages(reader, f"commitments?{SEEN}&sort=newest")]
    assert newest.index(None) == len(newest) - newest.count(None)


def test_a_cursor_of_another_list_is_refused(reader: TestClient) -> None:
    cursors = {
        address: get(reader, f"{address}&limit=2")["next"]
        for address in LISTS
        if "q=" not in address
    }
    for address in cursors:
        for other, cursor in cursors.items():
            answer = reader.get(f"{API}/{address}&limit=2&cursor={cursor}")
            same = other.split("&status")[0] == address.split("&status")[0]
            assert answer.status_code == (200 if same else 422), (address, other)


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("abc", id="no base64 of anything"),
        pytest.param("%C3%A9", id="letters outside base64"),
        pytest.param("a" * 401, id="too long"),
        pytest.param("W" * 400, id="as long as may be"),
        pytest.param(written(), id="an empty list"),
        pytest.param(written("commitments by registry"), id="no values"),
        pytest.param(written("commitments by registry", 1), id="too few values"),
        pytest.param(written("commitments by registry", 1, 2, 3), id="too many values"),
        pytest.param(written("commitments by registry", 10**30, 1), id="a huge number"),
        pytest.param(written("commitments by registry", 2**31, 1), id="beyond the column"),
        pytest.param(written("commitments by registry", -1, 1), id="a negative number"),
        pytest.param(written("commitments by registry", 1.0, 1), id="a fraction"),
        pytest.param(written("commitments by registry", True, 1), id="a truth"),
        pytest.param(written("commitments by registry", None, 1), id="a null where none is"),
        pytest.param(written("commitments by registry", "1", 1), id="a text"),
        pytest.param(written("commitments by registry", [1], 1), id="a list"),
        pytest.param(written("commitments by newest", "2023-04-11", 1, 1), id="another order"),
        pytest.param(written("documents", "2023-04-11", "a"), id="another list"),
        pytest.param(written("commitments by registry", 1, 1) + "=", id="padded"),
        pytest.param(written("commitments  by registry", 1, 1), id="another name"),
        pytest.param(base64.b64encode(b"[" * 250).decode().rstrip("="), id="nested deeply"),
        pytest.param(base64.b64encode(b'["commitments by registry", 1, 1]').decode(), id="spaces"),
    ],
)
def test_a_cursor_that_was_not_given_is_refused(reader: TestClient, cursor: str) -> None:
    answer = reader.get(f"{API}/commitments?cursor={cursor}")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "cursor"


@pytest.mark.parametrize("value", ["2023-W01-1", "20230411", "2023-04-31", "", "2023-04-11\x00"])
def test_a_day_in_a_cursor_is_written_in_one_way(reader: TestClient, value: str) -> None:
    cursor = written("evidence", value, "ev-exp-orda-2025")
    assert reader.get(f"{API}/evidence?cursor={cursor}").status_code == 422


@pytest.mark.parametrize("name", ["EV", "a b", "a\x00", "x" * 81, ""])
def test_an_id_in_a_cursor_is_one_that_can_be(reader: TestClient, name: str) -> None:
    cursor = written("evidence", "2023-04-11", name)
    assert reader.get(f"{API}/evidence?cursor={cursor}").status_code == 422
