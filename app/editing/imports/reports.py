"""The faults of a file as another file: to work through beside the one that has to be corrected."""

import csv
import io
from collections.abc import Iterable

from app.domain.messages import message
from app.editing.imports.inert import inert
from app.editing.imports.looking_through import DryRun
from app.queries.languages import Tongue

ROW = message("Row")
COLUMN = message("Column")
FOUND = message("What is wrong, and what to do")
SAID_IN_FILE = message("Left out: row {row} says the same.")
SAID_AT_DESK = message("Left out: proposal {id} says the same.")
SAID_IN_PUBLIC = message("Left out: {id} says the same, and is published.")


def faults_as_csv(run: DryRun, tongue: Tongue) -> bytes:
    """Write faults, then rows that are left out, as a CSV file with a byte order mark for Excel."""
    faults = [(str(one.row), one.column, one.sentence) for one in run.faults]
    return as_csv([tuple(map(tongue.say, (ROW, COLUMN, FOUND))), *faults, *_left_out(run, tongue)])


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Write rows as CSV that a spreadsheet program opens as what it is: UTF-8, and text alone."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _left_out(run: DryRun, tongue: Tongue) -> Iterable[tuple[str, str, str]]:
    for one in run.left_out:
        twin = one.twin
        if twin is None:
            continue
        if twin.row is not None:
            sentence = tongue.say(SAID_IN_FILE, row=twin.row)
        elif twin.proposal is not None:
            sentence = tongue.say(SAID_AT_DESK, id=twin.proposal)
        else:
            sentence = tongue.say(SAID_IN_PUBLIC, id=twin.evidence)
        yield str(one.row.number), "", sentence
