"""Entries become rows and rows become the same entries again."""

import json

import pytest
from sqlalchemy import Engine

from app.registry.entries import BY_SECTION
from app.registry.parts import pack
from app.registry.rows import entries_in
from app.store.engine import reading
from tests.conftest import SHIPPED
from tests.registry.copies import read


@pytest.mark.parametrize("section", BY_SECTION)
def test_rows_give_back_the_entries_they_came_from(engine: Engine, section: str) -> None:
    entries = read(SHIPPED).entries[section]
    with reading(engine) as session:
        found = entries_in(session, section, list(entries))
    assert {name: json.loads(packed) for name, packed in entries.items()} == found
    assert all(pack(found[name]) == packed for name, packed in entries.items())
