"""What docs/webhooks.md tells the owners of receivers is true, and its program works."""

import importlib.util
import json
import re
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
import time_machine

from app.accounts.moments import now
from app.outgoing.guarded import SECONDS_AT_ALL
from app.outgoing.listed import Standing
from app.outgoing.payloads import MOST as MOST_REVISIONS
from app.outgoing.schedule import DELAYS
from app.outgoing.webhooks import MOST
from app.staff.webhook_words import STANDINGS
from tests.outgoing.hooks import Hooks
from tests.outgoing.receivers import Receiver

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def shown(tmp_path: Path) -> ModuleType:
    """The program on the page, as somebody would save it."""
    path = tmp_path / "shown.py"
    path.write_text(block("python"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("shown", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_program_knows_our_deliveries_from_others(
    shown: ModuleType, hooks: Hooks, receiver: Receiver
) -> None:
    made = hooks.to(receiver.url)
    hooks.happen()
    hooks.deliver()
    got = receiver.got[0]
    headers = {name.lower(): value for name, value in got.headers.items()}
    assert shown.is_ours(made.secret, headers, got.body)
    assert not shown.is_ours(made.secret, headers, got.body + b" ")
    assert not shown.is_ours("whsec_b3RoZXI=", headers, got.body)
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        for value in (None, "é", "9" * 5000):
            hostile = {one: said for one, said in headers.items() if one != name}
            assert not shown.is_ours(
                made.secret, hostile | ({name: value} if value else {}), got.body
            )
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        assert not shown.is_ours(made.secret, headers, got.body)


def test_the_example_has_the_fields_that_come(hooks: Hooks, receiver: Receiver) -> None:
    hooks.to(receiver.url)
    hooks.happen()
    hooks.deliver()
    said, told = json.loads(receiver.got[0].body), json.loads(block("json"))
    assert list(said) == list(told)
    assert list(said["items"][0]) == list(told["items"][0])
    assert said["changes"].startswith("https://scorecard.example.org/api/v1/changes?since=")


def test_the_numbers_and_words_are_those_of_the_program() -> None:
    assert [one.total_seconds() for one in DELAYS] == [
        *(5, 30, 2 * 60, 10 * 60, 30 * 60),
        *(2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600),
    ]
    for number in (int(SECONDS_AT_ALL), MOST_REVISIONS, MOST):
        assert re.search(rf"\b{number}\b", PAGE)
    assert all(f"| {STANDINGS[one].name} |" in PAGE for one in Standing)
