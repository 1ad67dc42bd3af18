"""One good answer of every address that takes a token, from one proposal on its way."""

from collections.abc import Iterator
from typing import Any

from app.writing.examples import OF_MODEL
from tests.writing.bench import API, PROPOSALS, Tool


def answers_of(tool: Tool, reviewer: Tool) -> Iterator[tuple[str, str, Any]]:
    """One good answer of every address, with method and path as the contract has them."""
    new, one = OF_MODEL["NewProposal"], f"{PROPOSALS}/{{id}}"
    made = tool.post(PROPOSALS, new)
    address = made.headers["location"]
    yield "post", PROPOSALS, made
    yield "post", f"{PROPOSALS}/check", tool.post(f"{PROPOSALS}/check", new)
    yield "get", PROPOSALS, tool.get(f"{PROPOSALS}?mine=true")
    for path in ("", "/effects", "/history"):
        yield "get", one + path, tool.get(address + path)
    yield "get", f"{API}/me", tool.get(f"{API}/me")
    looks = f"{API}/commitments/{{id}}/looks"
    yield "post", looks, tool.post(looks.replace("{id}", "decree-2021-06-expression"))
    yield "put", one, tool.ask("PUT", address, OF_MODEL["NewText"], If_Match='"1"')
    steps = ("submit", "take-back", "set-aside", "reopen", "submit", "send-back", "submit")
    for version, step in enumerate(steps, 1):
        body = OF_MODEL["Comment"] if step == "send-back" else None
        who = reviewer if step == "send-back" else tool
        answer = who.post(f"{address}/{step}", body, If_Match=f'"{version}"')
        yield "post", f"{one}/{step}", answer
    published = reviewer.post(f"{address}/publish", If_Match='"8"')
    yield "post", f"{one}/publish", published
