"""What tables and columns there are: named once, described, and as docs/data.md has them."""

from collections import Counter

from app.exports.columns import Type
from app.exports.files import NAMES
from app.exports.tables import TABLES
from tests.exports.described import PAGE, written


def test_the_page_on_the_data_describes_the_tables_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "python -m tests.exports.described"


def test_the_page_on_the_data_names_every_file() -> None:
    page = PAGE.read_text(encoding="utf-8")
    whole = [name for name in NAMES if name.startswith("scorecard")]
    assert [name for name in whole if f"`{name}`" not in page] == []


def test_columns_have_a_name_of_their_own_and_a_sentence() -> None:
    for table in TABLES:
        assert [name for name, times in Counter(table.header).items() if times > 1] == []
        assert set(table.key) <= {one.name for one in table.columns if one.is_required}
        assert [one.name for one in table.columns if not one.description.endswith(".")] == []


def test_tables_refer_to_ids_that_there_are() -> None:
    names = {table.name for table in TABLES if table.key == ("id",)}
    for table in TABLES:
        for column in table.columns:
            assert column.refers_to is None or column.refers_to in names
            assert column.refers_to is None or column.type is Type.TEXT
