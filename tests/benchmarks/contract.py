"""schemathesis over the whole contract, at length: `python -m tests.benchmarks.contract`.

On a filled database and a real server, reading and writing, all checks in all phases. It takes some
minutes; what it is told further goes to schemathesis (`--max-examples 100`, `--seed 7`).
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.api.contract_run import run_schemathesis, served_with_token
from tests.conftest import Databases


def main(*options: str) -> int:
    """Run it, print what it says, and give 1 where anything is wrong."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        databases = Databases(folder, None)
        databases.prepare()
        began = time.monotonic()
        with served_with_token(databases) as (address, token):
            run = run_schemathesis(address, token, folder, *options)
        print(run.told)
        print(f"{run.cases} requests in {time.monotonic() - began:.0f} s")
    return 0 if run.is_good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
