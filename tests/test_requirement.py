"""A missing program skips a test, unless this machine promised to have it."""

import pytest

from tests.requirement import require_or_skip


def test_a_missing_program_skips_the_test_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCORECARD_TEST_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="chromium: not installed"):
        require_or_skip("chromium", "not installed")


def test_a_missing_program_fails_where_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_TEST_REQUIRE", "postgresql, chromium")
    with pytest.raises(pytest.fail.Exception, match="required here, and missing: not installed"):
        require_or_skip("chromium", "not installed")
