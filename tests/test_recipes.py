"""docs/recipes.md: every example is run against a running server, and the three ways agree.

Python examples print what stands under them. What curl gets and what a spreadsheet would show is
compared with that: steps are done here on the files as a spreadsheet opens them.
"""

import csv
import io
import json
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import feedparser
import httpx
import openpyxl
import pytest

from tests.requirement import require_or_skip

PAGE = (Path(__file__).parents[1] / "docs" / "recipes.md").read_text(encoding="utf-8")
TASKS = [part.split("\n", 1) for part in re.split(r"^## \d+\. ", PAGE, flags=re.MULTILINE)[1:]]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
WRITTEN = "https://scorecard.example.org"
# One process for all of them: each begins with nothing, as in a file of its own.
RUNNER = """
import contextlib, io, json, sys
printed = []
for example in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(example, "docs/recipes.md", "exec"), {"__name__": "__main__"})
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""
Rows = list[dict[str, str]]
# Made once: each request would read all certificates of the machine anew.
CONTEXT = ssl.create_default_context()


def blocks(number: int, *kinds: str) -> list[str]:
    """What stands in the code blocks of a task, counted from 1, of one kind or of several."""
    return [text for kind, text in BLOCK.findall(TASKS[number - 1][1]) if kind in kinds]


EVERY = range(1, len(TASKS) + 1)
PYTHON = [one for number in EVERY for one in blocks(number, "python")]
PRINTED = [one for number in EVERY for one in blocks(number, "text")]


def fetch(address: str) -> httpx.Response:
    """Fetch what has to be there."""
    return httpx.get(address, verify=CONTEXT).raise_for_status()


@dataclass
class Terminal:
    """A folder in which the commands of the page are typed."""

    server: str
    folder: Path

    def type(self, number: int) -> str:
        """Run the command of a task, and give what it prints."""
        if shutil.which("curl") is None:
            require_or_skip("curl", "no curl on this machine (Debian: apt install curl)")
        (command,) = blocks(number, "sh")
        words = shlex.split(command.replace("$SCORECARD", self.server))
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def answer(self, number: int) -> dict[str, Any]:
        """Run it, and read the JSON that it prints."""
        found: dict[str, Any] = json.loads(self.type(number))
        return found


@dataclass
class Sheet:
    """A spreadsheet, as far as the steps of the page need one."""

    server: str
    rows: Rows = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    looked_at: str = ""

    def do(self, step: str) -> None:
        """Do one step; one that is not understood, or names no column of the file, fails."""
        steps: dict[str, Callable[..., None]] = {
            r"Open (\S+)": self._open,
            r"Feed (\S+)": self._feed,
            r"Count rows by (.+)": self._count,
            r"Filter (.+?) (=|>|<=|>=|contains) (.+?)( or empty)?": self._filter,
            r"Sort by (.+?)(, last first)?": self._sort,
            r"Look up (\w+) in (\S+)": self._look_up,
            r"Look at (.+)": self._look_at,
        }
        for verb, does in steps.items():
            if found := re.fullmatch(verb, step):
                does(*found.groups())
                return
        pytest.fail(f"no step: {step}")

    def _get(self, address: str) -> httpx.Response:
        assert address.startswith(WRITTEN)
        return fetch(address.replace(WRITTEN, self.server))

    def _read(self, address: str) -> Rows:
        answer = self._get(address)
        if address.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)
            header, *rows = book.worksheets[0].values
            return [dict(zip(header, row, strict=True)) for row in rows]
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    def _open(self, address: str) -> None:
        self.rows = self._read(address)

    def _feed(self, address: str) -> None:
        read = feedparser.parse(self._get(address).content)
        assert not read.bozo
        self.rows = [{"title": one.title, "id": one.id} for one in read.entries]

    def _count(self, column: str) -> None:
        self.counts = Counter(row[column] for row in self.rows)

    def _filter(self, column: str, sign: str, value: str, or_empty: str | None) -> None:
        self.rows = [
            row
            for row in self.rows
            if (row[column] == "" and or_empty) or (row[column] and fits(row[column], sign, value))
        ]

    def _sort(self, column: str, backwards: str | None) -> None:
        self.rows.sort(key=lambda row: sortable(row[column]), reverse=bool(backwards))

    def _look_up(self, column: str, address: str) -> None:
        by_id = {row["id"]: row for row in self._read(address)}
        self.rows = [by_id[row[column]] | row for row in self.rows]

    def _look_at(self, column: str) -> None:
        self.looked_at = self.rows[0][column]


def sortable(text: str) -> tuple[int, str]:
    """Numbers by their size, other texts by their letters: days are written so as to fit."""
    return (int(text), "") if text.isdecimal() else (0, text)


def fits(cell: str, sign: str, value: str) -> bool:
    here, there = sortable(cell), sortable(value)
    compared = {"=": here == there, ">": here > there, "<=": here <= there, ">=": here >= there}
    return compared.get(sign, value.casefold() in cell.casefold())


@pytest.fixture
def terminal(server_url: str, tmp_path: Path) -> Terminal:
    return Terminal(server_url, tmp_path)


@pytest.fixture(scope="module")
def printed(server_url: str) -> list[str]:
    """What each example in Python prints, in the order of the page."""
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps(PYTHON),
        env=os.environ | {"SCORECARD": server_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def sheet_of(server: str, number: int) -> Sheet:
    """Do the steps of a task."""
    sheet = Sheet(server)
    (steps,) = blocks(number, "steps")
    for step in steps.splitlines():
        sheet.do(step)
    return sheet


def column(rows: Rows, name: str) -> list[str]:
    return [row[name] for row in rows]


def lines(number: int, start: int = 0) -> Iterator[str]:
    """The lines that a task says its first example prints."""
    yield from blocks(number, "text")[0].splitlines()[start:]


def test_there_are_ten_tasks_and_each_is_done_in_three_ways() -> None:
    assert len(TASKS) == 10
    for number in EVERY:
        kinds = [kind for kind, _ in BLOCK.findall(TASKS[number - 1][1])]
        assert (kinds[0], kinds[-1]) == ("sh", "steps")
        assert kinds[1:-1] == ["python", "text"] * (len(kinds) // 2 - 1)


@pytest.mark.parametrize("place", range(len(PYTHON)))
def test_an_example_in_python_prints_what_the_page_says(place: int, printed: list[str]) -> None:
    assert printed[place] == PRINTED[place]


def test_counting_by_status(terminal: Terminal) -> None:
    told = dict(line.split() for line in lines(1))
    found = terminal.answer(1)["choices"]["status"]
    assert {name: str(number) for name, number in found.items()} == told
    sheet = sheet_of(terminal.server, 1)
    assert sheet.counts["No evidence yet"] == found.pop("none")
    assert {name: sheet.counts[name.capitalize()] for name in found} == found
    assert len(sheet.counts) == len(told)


def test_the_contested_commitments_of_an_instrument(terminal: Terminal) -> None:
    found = terminal.answer(2)
    titles = [one["title"] for one in found["items"]]
    assert found["next"] is None
    assert titles == [line.partition(" ")[2] for line in lines(2)]
    assert titles == column(sheet_of(terminal.server, 2).rows, "Title")


def test_one_commitment_with_its_sources(terminal: Terminal) -> None:
    found = terminal.answer(3)
    publishers = [one["document"]["publisher"] for one in found["evidence"]]
    assert [line.split(" ", 3)[3] for line in lines(3, 2)] == publishers
    sheet = sheet_of(terminal.server, 3)
    assert {one["id"] for one in found["evidence"]} == set(column(sheet.rows, "evidence"))
    assert {one["document"]["url"] for one in found["evidence"]} == set(column(sheet.rows, "url"))


def test_searching_in_two_languages(terminal: Terminal) -> None:
    titles = [one["title"] for one in terminal.answer(4)["items"]]
    assert [f"kk {one}" for one in titles] == [one for one in lines(4) if one.startswith("kk")]
    assert any(one.startswith("ru") for one in lines(4))
    assert titles == column(sheet_of(terminal.server, 4).rows, "title_kk")


def test_a_day_of_the_past(terminal: Terminal) -> None:
    found = [one["id"] for one in terminal.answer(5)["items"]]
    total, *first = lines(5)
    assert (int(total.split()[0]), found[: len(first)]) == (len(found), first)
    assert sorted(column(sheet_of(terminal.server, 5).rows, "commitment")) == sorted(found)


def test_what_changed_between_two_days(terminal: Terminal) -> None:
    found = terminal.answer(6)["items"]
    changed = [one["id"] for one in found if one["kind"] == "status"]
    assert changed == [line.split()[0] for line in lines(6)]
    rows = sheet_of(terminal.server, 6).rows
    assert {one["id"] for one in found} <= set(column(rows, "commitment"))


def test_keeping_in_step(terminal: Terminal) -> None:
    first = terminal.answer(7)
    assert [one["sequence"] for one in first["items"]] == list(range(1, 101))
    assert first["has_more"]
    newest = fetch(f"{terminal.server}/api/v1/ledger").json()["revisions"]
    rows = sheet_of(terminal.server, 7).rows
    assert [int(one) for one in column(rows, "sequence")] == list(range(501, newest + 1))


def test_a_whole_copy_is_fetched_once(terminal: Terminal) -> None:
    assert [terminal.type(8).strip(), terminal.type(8).strip()] == ["200", "304"]
    with ZipFile(terminal.folder / "scorecard.zip") as archive:
        assert {"datapackage.json", "commitments.csv"} <= set(archive.namelist())
    workbook = sheet_of(terminal.server, 8)
    assert f"{len(workbook.rows)} commitments\n" in next(iter(blocks(8, "text")))


def test_a_filter_is_followed_as_a_feed(terminal: Terminal) -> None:
    read = feedparser.parse(terminal.type(9))
    title, *first = lines(9)
    assert (read.bozo, read.feed.title) == (False, title)
    assert [one.title for one in read.entries][: len(first)] == first
    assert column(sheet_of(terminal.server, 9).rows, "id") == [one.id for one in read.entries]


def test_the_newest_number_and_hash_are_those_of_the_ledger(terminal: Terminal) -> None:
    found = terminal.answer(10)
    sheet = sheet_of(terminal.server, 10)
    newest = (int(sheet.rows[0]["sequence"]), sheet.looked_at)
    assert newest == (found["revisions"], found["hash"])
