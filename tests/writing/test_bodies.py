"""Bodies: JSON exactly as it is described, within bounds; anything else is refused by its field."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Response
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.workflow import StaffRole
from app.editing.drafts import Draft, DraftDocument
from app.writing.bodies import MOST_BYTES
from app.writing.examples import DRAFT
from tests.writing.bench import NEW, PROPOSALS, Bench, Tool

JSON = {"Content-Type": "application/json"}
HUGE = "9" * 5_000


@pytest.fixture(scope="module")
def tool(on_sqlite: Bench) -> Tool:
    """A tool that only makes proposals."""
    return on_sqlite.tool()


def sent(tool: Tool, content: bytes | str | Iterator[bytes], **headers: str) -> Response:
    """Send anything as it is."""
    all_headers = {"Authorization": f"Bearer {tool.token}"} | (headers or JSON)
    return tool.client.post(PROPOSALS, content=content, headers=all_headers)


def drafted(**fields: Any) -> str:  # noqa: ANN401 - anything, also what no draft may hold
    return json.dumps({"draft": DRAFT | fields})


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("", "body"),
        ("null", "body"),
        ("[]", "body"),
        ('"text"', "body"),
        ("{", "body"),
        ("[" * 100_000, "body"),
        ('{"a":' * 40_000, "body"),
        (drafted(note=[[[[[[[[[[[[[]]]]]]]]]]]]]), "body"),
        ('{"draft": {"date": NaN}}', "body"),
        ('{"draft": {"date": -Infinity}}', "body"),
        (f'{{"draft": {{"date": {HUGE}}}}}', "body"),
        ('{"draft": {}, "draft": {}}', "body"),
        ('{"draft": {"date": "2025", "date": "2024"}}', "body"),
        (b'{"draft": {"note": "\xff"}}', "body"),
        ('{"draft": {"note": "a\nb"}}', "body"),
        ("{}", "draft"),
        ('{"draft": null}', "draft"),
        ('{"draft": []}', "draft"),
        (drafted(date=1e999).replace("Infinity", "1e999"), "draft.date"),
        (drafted(date=2025), "draft.date"),
        (drafted(date=True), "draft.date"),
        (drafted(date=None), "draft.date"),
        (drafted(note="\ud800"), "draft.note"),
        (drafted(note="a\x00b"), "draft.note"),
        (drafted(**{"\ud800": "a"}), "draft"),
        (drafted(note="a" * 20_001), "draft.note"),
        (drafted(concerns={}), "draft.concerns"),
        (drafted(concerns=["x"]), "draft.concerns.0"),
        (drafted(concerns=[{}] * 201), "draft.concerns"),
        (drafted(concerns=[{}, {"status": 1}]), "draft.concerns.1.status"),
        (drafted(new_document={"mirror": "yes"}), "draft.new_document.mirror"),
        (drafted(new_document={"mirror": 1}), "draft.new_document.mirror"),
        (json.dumps(NEW | {"intent": "publish"}), "intent"),
        (json.dumps(NEW | {"target": "a" * 81}), "target"),
        (json.dumps(NEW | {"target": "\ud800"}), "target"),
    ],
    ids=lambda one: str(one)[:24],
)
def test_what_cannot_be_read_is_refused_by_its_field(
    tool: Tool, content: bytes | str, field: str
) -> None:
    answer = sent(tool, content)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "/api/v1/problems#faulty-draft"
    assert [one["parameter"] for one in problem["errors"]] == [field]
    assert problem["detail"].endswith((".", ". "))


@pytest.mark.parametrize(
    ("where", "field"),
    [
        (("state",), "state"),
        (("version",), "version"),
        (("authors",), "authors"),
        (("entry_id",), "entry_id"),
        (("created_by",), "created_by"),
        (("import_id",), "import_id"),
        (("draft", "id"), "draft.id"),
        (("draft", "owner"), "draft.owner"),
        (("draft", "x" * 300 + "\x00"), "draft." + "x" * 80),
    ],
)
def test_fields_that_are_not_ones_to_give_are_refused(
    tool: Tool, where: tuple[str, ...], field: str
) -> None:
    body: dict[str, Any] = json.loads(json.dumps(NEW))
    inner = body if len(where) == 1 else body[where[0]]
    inner[where[-1]] = "published"
    answer = sent(tool, json.dumps(body))
    assert answer.status_code == 422
    told = [{"parameter": field, "detail": "There is no such field here: leave it out."}]
    assert answer.json()["errors"] == told


def test_no_more_faults_are_told_than_anybody_reads(tool: Tool) -> None:
    answer = sent(tool, json.dumps(NEW | {f"field-{number}": 1 for number in range(5_000)}))
    assert len(answer.json()["errors"]) == 50


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_what_does_not_say_that_it_is_json_is_not_read(tool: Tool, kind: str) -> None:
    answer = sent(tool, json.dumps(NEW), **{"Content-Type": kind})
    assert answer.status_code == 415
    assert answer.json()["type"] == "/api/v1/problems#not-json"


def test_json_may_say_in_which_letters_it_is_written(tool: Tool) -> None:
    kind = {"Content-Type": "Application/JSON; charset=utf-8"}
    made = sent(tool, json.dumps(NEW, ensure_ascii=False).encode(), **kind)
    assert made.status_code == 201


def test_a_body_that_is_too_large_is_refused_whatever_it_says_of_itself(tool: Tool) -> None:
    body = drafted(note=" " * MOST_BYTES)
    pieces = (body[start : start + 9_000].encode() for start in range(0, len(body), 9_000))
    for content in (body, pieces):
        answer = sent(tool, content)
        assert answer.status_code == 413
        assert answer.json()["type"] == "/api/v1/problems#too-large"


def test_the_largest_body_is_read(tool: Tool) -> None:
    body = json.dumps(NEW)
    assert sent(tool, body + " " * (MOST_BYTES - len(body))).status_code == 201


def test_a_step_reads_nothing_and_says_so(tool: Tool) -> None:
    address = tool.make()
    refused = tool.post(f"{address}/submit", {"state": "published"}, If_Match='"1"')
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["parameter"] == "body"
    assert tool.post(f"{address}/submit", {}, If_Match='"1"').status_code == 200


def test_a_proposal_goes_back_only_with_a_comment(on_sqlite: Bench, tool: Tool) -> None:
    address = tool.make()
    tool.post(f"{address}/submit", If_Match='"1"')
    reviewer = on_sqlite.tool(StaffRole.REVIEWER)
    for comment in (None, "", " \n", "a\x00b", "a" * 20_001, 7):
        refused = reviewer.post(f"{address}/send-back", {"comment": comment}, If_Match='"2"')
        assert (refused.status_code, refused.json()["parameter"]) == (422, "comment")
    returned = reviewer.post(f"{address}/send-back", {"comment": "Қай абзац?"}, If_Match='"2"')
    assert (returned.json()["state"], returned.json()["comment"]) == ("returned", "Қай абзац?")


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
_FIELDS = [*Draft.model_fields, *DraftDocument.model_fields, "unknown"]


@settings(max_examples=60, deadline=None)
@given(draft=_VALUES | st.dictionaries(st.sampled_from(_FIELDS), _VALUES, max_size=4))
def test_whatever_stands_in_a_draft_is_kept_or_refused_and_breaks_nothing(
    tool: Tool, draft: object
) -> None:
    body = json.dumps({"draft": draft})
    made, checked = sent(tool, body), tool.post(f"{PROPOSALS}/check", {"draft": draft})
    assert (made.status_code, checked.status_code) in {(201, 200), (422, 422)}
    if made.status_code == 201:
        handed_in = tool.post(f"{made.headers['location']}/submit", If_Match='"1"')
        assert handed_in.status_code == 422
