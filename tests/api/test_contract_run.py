"""The whole contract as schemathesis reads it: what the examples say, to every operation.

Requests are made up, right ones and wrong ones, for two nouns here, of days and of cursors;
for all of them, and in all other phases, in `python -m tests.benchmarks.contract`.
"""

from pathlib import Path

import pytest

from tests.api.contract_run import FUZZ_ONLY, run_schemathesis, served_with_token
from tests.conftest import Databases

SHORT = ("--phases", "examples,fuzzing", "--max-examples", "1", "--seed", "5")
FEW = FUZZ_ONLY.format(nouns="changes|comparison")


@pytest.mark.timeout(240)
def test_every_operation_answers_as_the_contract_says(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    with served_with_token(sqlite_databases) as (address, token):
        run = run_schemathesis(address, token, tmp_path, *SHORT, config_too=FEW)
    assert run.is_good, run.told
    assert run.cases > 200
