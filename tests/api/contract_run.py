"""schemathesis over the whole contract: against a real server, reading and writing, all checks."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.workflow import Scope, StaffRole
from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.serving import serving
from tests.staffing import add_staff, token_for

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """\
hooks = "tests.api.schemathesis_hooks"

[auth.openapi.token]
bearer = "{token}"

# A request of the right form may name a version that is not the newest any more: 412.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 412, 429]

# What is too large is refused unread: 413.
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429]

# Without If-Match a change is refused as RFC 6585 has it: 428.
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 404, 406, 409, 413, 415, 422, 428]
"""

FUZZ_ONLY = """
[[operations]]
include-path-regex = "^(?!.*/({nouns})$)"
phases.fuzzing.enabled = false
"""
"""Makes requests up for the operations at these addresses alone; all others get the examples."""

_CASES = re.compile(r"(\d+) generated, (?:(\d+) found|(\d+) passed)")


@dataclass(frozen=True)
class Run:
    """One run: how many requests were made up and sent, and what is wrong, in words."""

    cases: int
    is_good: bool
    told: str


@contextmanager
def served_with_token(databases: Databases) -> Iterator[tuple[str, str]]:
    """Serve the shipped registry; give the address, and a token that may do what tokens may."""
    app = create_app(Settings(database_url=databases.make("filled")))
    person = add_staff(app.state.engine, StaffRole.REVIEWER)
    with serving(app) as address:
        yield address, token_for(app.state.engine, person, list(Scope))


def run_schemathesis(
    address: str, token: str, folder: Path, *options: str, config_too: str = ""
) -> Run:
    """Run it in a process of its own, all checks, with further options of its command line."""
    config = folder / "schemathesis.toml"
    config.write_text(CONFIG.format(token=token) + config_too, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config)]
    asked = ["run", f"{address}/api/v1/openapi.json", "-c", "all", "--no-color", *options]
    done = subprocess.run(
        [*command, *asked],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    match = _CASES.search(done.stdout)
    return Run(int(match[1]) if match else 0, done.returncode == 0, done.stdout + done.stderr)
