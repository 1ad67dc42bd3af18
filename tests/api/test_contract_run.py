"""The whole contract as schemathesis reads it; `tests/benchmarks/contract.py` looks longer."""

from pathlib import Path

import pytest

from tests.api.contract_run import run_schemathesis, served_with_token
from tests.conftest import Databases

SHORT = ("--phases", "examples,fuzzing", "--max-examples", "1", "--seed", "5")


@pytest.mark.timeout(240)
def test_every_operation_answers_as_the_contract_says(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    with served_with_token(sqlite_databases) as (address, token):
        run = run_schemathesis(address, token, tmp_path, *SHORT)
    assert run.is_good, run.told
    assert run.cases > 200
