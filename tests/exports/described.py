"""The tables of docs/data.md, as they follow from the code: run to write them anew.

python -m tests.exports.described
"""

from collections.abc import Iterator

from app.exports.sqlite_file import VIEWS
from app.exports.tables import TABLES
from tests.test_house import ROOT

PAGE = ROOT / "docs" / "data.md"
BEGIN = "<!-- The tables from here on are written by `python -m tests.exports.described`. -->\n"


def tables() -> Iterator[str]:
    """Yield the lines that describe each table and view."""
    for table in TABLES:
        yield f"### {table.name}\n\n{table.description} Key: {', '.join(table.key)}.\n\n"
        yield "| column | type | what it holds |\n|---|---|---|\n"
        for column in table.columns:
            words = f" One of: {', '.join(column.words)}." if column.words else ""
            refers = f" Refers to {column.refers_to}." if column.refers_to else ""
            needed = "" if column.is_required else ", may be empty"
            said = f"{column.description}{words}{refers}"
            yield f"| `{column.name}` | {column.type.value}{needed} | {said} |\n"
        yield "\n"
    yield "### Views of the SQLite file\n\n"
    for name, (description, _) in VIEWS.items():
        yield f"* `{name}`: {description}\n"


def written() -> str:
    """Give the page with its tables as they are now."""
    before, mark, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{mark}\n{''.join(tables())}"


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
