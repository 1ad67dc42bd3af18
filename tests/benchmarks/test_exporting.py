"""The benchmark of whole copies, shortened; how long they take is nobody's business here."""

from pathlib import Path

from tests.benchmarks.exporting import NOTHING, made
from tests.conftest import Databases


def test_each_file_is_measured_with_what_came_of_it(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    url = sqlite_databases.make("filled")
    nothing, themes = (made(url, name, str(tmp_path)) for name in (NOTHING, "themes.csv"))
    assert (nothing.rows, nothing.bytes) == (0, 0)
    assert (themes.rows, themes.bytes) == (25, (tmp_path / "themes.csv").stat().st_size)
    assert themes.peak_mb >= nothing.peak_mb
