"""A client that a generator makes of the contract: it lists, goes through pages, and reads."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.addresses import API

NAME = "generated_scorecard_client"
CONFIG = """\
# Else it asks for a formatter, which changes nothing of what it does.
post_hooks: []
# It knows no archives: such a file is bytes.
content_type_overrides:
  application/zip: application/octet-stream
"""


@pytest.fixture(scope="module")
def generated(
    server_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, Path]]:
    """A client for the running server, and the folder of its code."""
    folder = tmp_path_factory.mktemp("client")
    contract, config = folder / "openapi.json", folder / "config.yaml"
    contract.write_bytes(httpx.get(f"{server_url}{API}/openapi.json").content)
    config.write_text(CONFIG, encoding="utf-8")
    program = Path(sys.executable).with_name("openapi-python-client")
    where = [f"--path={contract}", f"--config={config}", f"--output-path={folder / NAME}"]
    done = subprocess.run(
        [program, "generate", "--meta", "none", "--fail-on-warning", *where],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    client = import_module(NAME).Client(base_url=server_url, raise_on_unexpected_status=True)
    with client:
        yield client, folder / NAME
    sys.path.remove(str(folder))


def ask(client: Any, operation: str, *path: str, **query: Any) -> Any:  # noqa: ANN401 - made while the test runs
    """Call an operation of the generated client, such as `commitments.list_commitments`."""
    return import_module(f"{NAME}.api.{operation}").sync(*path, client=client, **query)


def test_it_lists_goes_through_all_pages_and_reads_one(generated: tuple[Any, Path]) -> None:
    client, _ = generated
    page = ask(client, "commitments.list_commitments", limit=30)
    found, total = [one.id for one in page.items], page.total
    while page.next_:
        page = ask(client, "commitments.list_commitments", limit=30, cursor=page.next_)
        found += [one.id for one in page.items]
    assert len(found) == len(set(found)) == total
    one = ask(client, "commitments.show_commitment", found[-1])
    assert one.id == found[-1]
    assert one.readings[0].first_day


def test_it_reads_a_problem_as_what_it_is(generated: tuple[Any, Path]) -> None:
    client, _ = generated
    problem = ask(client, "commitments.show_commitment", "decree-2021-99-nothing")
    assert (problem.status, problem.type_) == (404, "/api/v1/problems#not-found")


def test_every_operation_is_in_it(generated: tuple[Any, Path]) -> None:
    client, folder = generated
    made = {path.stem for path in (folder / "api").rglob("*.py")}
    paths = ask(client, "about.show_contract").to_dict()["paths"]
    wanted = {one["operationId"] for methods in paths.values() for one in methods.values()}
    assert wanted <= made
