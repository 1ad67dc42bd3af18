"""How a database would read what was asked of it, as it says itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, text

from tests.queries.asking import Recorded

LARGE = {"commitment", "reading", "evidence", "document", "link", "revision", "commitment_theme"}


@dataclass(frozen=True)
class Plan:
    """What a database would do for a statement, one step a line."""

    statement: str
    steps: list[str]

    @property
    def scanned(self) -> set[str]:
        """The large tables that are read as a whole, or by an index from one end to the other.

        An index that holds all that is asked for is read so where few of a list are to be collected
        by what has no index of its own.
        """
        collecting = "SCAN reading USING COVERING INDEX ix_reading_listed_place"
        found = (re.match(r"SCAN (\w+)", step) for step in self.steps if step != collecting)
        return {one[1] for one in found if one and one[1] in LARGE}

    @property
    def is_sorted_as_a_whole(self) -> bool:
        return "USE TEMP B-TREE FOR ORDER BY" in self.steps


def plans(engine: Engine, record: Recorded) -> Iterator[Plan]:
    with engine.connect() as connection:
        for statement, parameters in record.statements:
            if "0 = 1" in statement:  # nothing is looked at
                continue
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            yield Plan(statement, [row[3] for row in rows])


def scanned_in_postgresql(engine: Engine, record: Recorded) -> dict[str, set[str]]:
    """The large tables that statements would read as a whole though an index could be used."""
    found: dict[str, set[str]] = {}
    with engine.connect() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        for statement, parameters in record.statements:
            rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
            read = (re.search(r"Seq Scan on (\w+)", line) for (line,) in rows)
            scanned = {one[1] for one in read if one} & LARGE
            if scanned:
                found[statement] = scanned
    return found
