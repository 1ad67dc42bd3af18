"""The examples of the contract, made by asking: `python -m tests.api.example_answers` writes them.

What a run decides anew (times, hashes, salts, ids made at the desk) is compared by its kind.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.domain.workflow import Scope, StaffRole
from tests.api.addresses import API, SEEN
from tests.conftest import Databases
from tests.writing.bench import NEW, PROPOSALS, Bench, opened_bench
from tests.writing.every_answer import answers_of

FILE = Path(__file__).resolve().parents[2] / "app" / "api" / "examples.json"
JSON = "application/json"
MORE = {
    "list_commitments": "instrument=factsheet-2024&theme=public-administration",
    "compare_days": "from=2022-06-30&to=2022-12-31&instrument=fpc-2021",
}
"""What is asked for besides a day and one entry, so that the example shows something."""

_OF_A_RUN = re.compile(
    r"time|hash|digest|salt|load|sha256|bytes|since|next|made_at|.*_at|number|sequence|actor|"
    r"revisions|name|key_id|previous|size"
)
_MADE = re.compile(r"(p|ev|doc)-[0-9a-z]{12}")


def every_example(bench: Bench) -> dict[str, dict[str, Any]]:
    """Ask for everything that is answered in JSON, and for a problem of each sort."""
    contract = bench.app.openapi()
    answers = dict(_public(bench, contract)) | dict(_private(bench, contract))
    return {"answers": answers, "problems": dict(_problems(bench))}


def _public(bench: Bench, contract: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for path, methods in contract["paths"].items():
        operation = methods.get("get", {"security": []})
        if "security" not in operation and _is_json(operation):
            address = _address(path, operation)
            answer = bench.client.get(address)
            assert answer.status_code == 200, (address, answer.text)
            yield operation["operationId"], abbreviated(answer.json(), _is_free(operation))


def _is_json(operation: dict[str, Any]) -> bool:
    return list(operation["responses"]["200"]["content"]) == [JSON]


def _private(bench: Bench, contract: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for method, path, answer in answers_of(bench.tool(), bench.tool(StaffRole.REVIEWER)):
        assert answer.status_code < 300, (path, answer.text)
        yield contract["paths"][path][method]["operationId"], abbreviated(answer.json())


def _address(path: str, operation: dict[str, Any]) -> str:
    query = [MORE[operation["operationId"]]] if operation["operationId"] in MORE else []
    for one in operation.get("parameters", ()):
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", one["schema"]["examples"][0])
        elif one["name"] == "as_of":
            query.append(SEEN)
        elif one["name"] == "limit":
            query.append("limit=1")
    return f"{path}?{'&'.join(query)}" if query else path


def _is_free(operation: dict[str, Any]) -> bool:
    """Say whether an answer is an object of any form, of which only the plain values are shown."""
    schema = operation["responses"]["200"]["content"][JSON]["schema"]
    return bool(schema.get("additionalProperties")) and "properties" not in schema


def abbreviated(value: Any, is_free: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """Give of every list the first entry; of an object of any form, what is neither."""
    if isinstance(value, list):
        return [abbreviated(one) for one in value[:1]]
    if not isinstance(value, dict):
        return value
    return {
        name: abbreviated(one)
        for name, one in value.items()
        if not (is_free and isinstance(one, dict | list))
    }


def _problems(bench: Bench) -> Iterator[tuple[str, Any]]:
    """Do what is wrong in each way that a client can do it."""
    tool, reader = bench.tool(), bench.tool(StaffRole.EDITOR, Scope.READ)
    address = tool.make()
    json_needed = {"Content-Type": "text/plain", "Authorization": f"Bearer {tool.token}"}
    key = {"Idempotency_Key": "0192f0c1-5f0e-7cc4-9d7e-6a8f4c1c2b11"}
    tool.post(PROPOSALS, NEW, **key)
    wrong = (
        bench.client.get(PROPOSALS),
        reader.post(PROPOSALS, {}),
        bench.client.get(f"{API}/commitments/decree-2021-06-expresion"),
        bench.client.get(f"{API}/themes", headers={"Accept": "text/html"}),
        tool.post(PROPOSALS, {"draft": {}}, **key),
        tool.ask("PUT", address, {"draft": {}}, If_Match='"7"'),
        tool.post(PROPOSALS, {"draft": {"summary": "x" * 300_000}}),
        bench.client.post(PROPOSALS, content="evidence", headers=json_needed),
        bench.client.get(f"{API}/commitments?overdue=yes"),
        tool.post(f"{address}/submit"),
        bench.client.get(f"{API}/exports/themes.csv", headers={"Range": "lines=1-9"}),
        bench.client.get(f"{API}/exports/themes.csv", headers={"Range": "bytes=1000000-"}),
    )
    for answer in wrong:
        yield str(answer.status_code), answer.json()


def steady(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any JSON
    """Put the kind of a value in its place, where each run decides it anew."""
    if isinstance(value, dict):
        return {key: steady(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [steady(one, name) for one in value]
    if _OF_A_RUN.fullmatch(name):
        return type(value).__name__
    return _MADE.sub(r"\1-made", value) if isinstance(value, str) else value


def main() -> None:
    """Write the file, from a database filled for this."""
    with TemporaryDirectory() as folder:
        databases = Databases(Path(folder), None)
        databases.prepare()
        with opened_bench(databases) as bench:
            made = every_example(bench)
    text = json.dumps(made, ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.write(f"{len(made['answers'])} answers and {len(made['problems'])} problems\n")


if __name__ == "__main__":
    main()
