"""What a test needs beyond Python, and whether its absence skips the test or fails it."""

import os
from typing import NoReturn

import pytest


def require_or_skip(what: str, reason: str) -> NoReturn:
    """Skip the test and print why; fail it when SCORECARD_TEST_REQUIRE names `what`.

    The variable is a comma-separated list, such as `postgresql,chromium`: a machine that promises
    to have them (.ci/run does) must not pass by leaving tests out.
    """
    required = os.environ.get("SCORECARD_TEST_REQUIRE", "").split(",")
    if what in [name.strip() for name in required]:
        pytest.fail(f"{what} is required here, and missing: {reason}", pytrace=False)
    pytest.skip(f"{what}: {reason}")
