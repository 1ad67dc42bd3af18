"""What two tools that are not Python say of the public pages: the Nu HTML checker and Lighthouse.

python -m tests.benchmarks.web_tools [--nu vnu.jar] [--lighthouse PATH] [--runs 3]

Either can be left out. It serves the shipped registry itself. Ends with 1 where the checker finds
an error, or a page scores less than it must. docs/checking-pages.md says how to get both.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from tests.benchmarks.accessibility import scorecard_served
from tests.browser import find_chromium
from tests.pages.accessibility import ALL_KINDS, LANGUAGES, MANY

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What a page must score, as the median of some runs on Lighthouse's telephone."""

TRIES = 3
"""Of one run: now and then a browser records no beginning of a page (NO_NAVSTART)."""

SCORED = ("", "commitments", f"commitments/{MANY}")
PICTURES = ("badge.svg", f"commitments/{MANY}/badge.svg", "instruments/action-plan-2022/badge.svg")
NOT_KNOWN_YET = re.compile("Property “(paint-order|vector-effect)” doesn't exist")
"""Properties of SVG 2 that every browser has, and the checker's list of CSS has not."""

_SAYS_IT_AGAIN = "The first occurrence of"
_STATIC = re.compile(r'"(?P<path>/static/[^"]+\.(?:css|svg))"')


def main(arguments: list[str]) -> int:
    """Let the tools that were named look, print what they say, and give the exit code."""
    wish = _parser().parse_args(arguments)
    passed = True
    if wish.nu:
        with scorecard_served(after_desk=True) as address:
            passed = check_markup(wish.nu, address)
    if wish.lighthouse:
        with scorecard_served() as address:
            passed = score_pages(wish.lighthouse, address, wish.runs) and passed
    return 0 if passed else 1


def check_markup(jar: Path, address: str) -> bool:
    """Let the Nu checker read every kind of page in every language, the stylesheet and pictures.

    Errors fail; warnings are listed. Returns whether there was no error.
    """
    with TemporaryDirectory(prefix="scorecard-markup-") as folder:
        count = len(list(_saved(address, Path(folder))))
        options = ["--also-check-css", "--also-check-svg", "--format", "json", "--stdout"]
        command = ["java", "-jar", str(jar), *options, "--exit-zero-always", folder]
        done = subprocess.run(command, capture_output=True, check=True)
    messages = [one for one in json.loads(done.stdout)["messages"] if _counts(one["message"])]
    errors = _told("error", [one for one in messages if one["type"] != "info"])
    warnings = _told("warning", [one for one in messages if one["type"] == "info"])
    print(f"Nu: {count} files, {errors} kinds of error, {warnings} kinds of warning")
    return errors == 0


def _counts(message: str) -> bool:
    return not (NOT_KNOWN_YET.search(message) or message.startswith(_SAYS_IT_AGAIN))


def _saved(address: str, folder: Path) -> Iterator[Path]:
    """Save every page and what it is made of as files, named by kind and language."""
    statics = set()
    for language in LANGUAGES:
        for kind, path in ALL_KINDS.items():
            text = _fetched(f"{address}/{language}/{path}")
            statics |= {match["path"] for match in _STATIC.finditer(text)}
            yield _save(folder / f"{language}-{re.sub('[^a-z]+', '-', kind)}.html", text)
        for path in PICTURES:
            name = f"{language}-{path.replace('/', '-')}"
            yield _save(folder / name, _fetched(f"{address}/{language}/{path}"))
    for path in sorted(statics):
        yield _save(folder / path.rpartition("/")[2], _fetched(address + path))


def _fetched(address: str) -> str:
    return httpx.get(address, trust_env=False, timeout=60).text


def _save(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _told(name: str, messages: list[dict[str, Any]]) -> int:
    """Print each kind of message once, with the first place; gives how many kinds there are."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for one in messages:
        # What differs in what they quote is alike.
        kinds.setdefault(re.sub("“[^”]*[0-9а-я][^”]*”", "“…”", one["message"]), []).append(one)
    for alike in kinds.values():
        first = alike[0]
        place = f"{Path(first.get('url', '')).name}:{first.get('lastLine', '')}"
        extract = " ".join(first.get("extract", "").split())
        print(f"{name}, {len(alike)} times: {first['message']}\n    {place}  {extract}")
    return len(kinds)


def score_pages(lighthouse: str, address: str, runs: int) -> bool:
    """Let Lighthouse load the scorecard, the list and a commitment as a telephone would.

    Returns whether every one scores what it must in every language.
    """
    print(f"| page | {' | '.join(LEAST)} |\n|---|{'---:|' * len(LEAST)}")
    passed = True
    for language in LANGUAGES:
        for path in SCORED:
            reports = [_run(lighthouse, f"{address}/{language}/{path}") for _ in range(runs)]
            scores = {name: median(_score(one, name) for one in reports) for name in LEAST}
            print(f"| /{language}/{path} | {' | '.join(f'{one:g}' for one in scores.values())} |")
            for name in (name for name in LEAST if scores[name] < LEAST[name]):
                passed = False
                print(*(f"    {one}" for one in _lost(reports[-1], name)), sep="\n")
    return passed


def _run(lighthouse: str, address: str) -> dict[str, Any]:
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [lighthouse, address, "--quiet", "--output=json", "--output-path=stdout", flags]
    categories = f"--only-categories={','.join(LEAST)}"
    environment = os.environ | {"CHROME_PATH": find_chromium() or ""}
    print(f"... {address}", file=sys.stderr, flush=True)
    said = b""
    for _ in range(TRIES):
        done = subprocess.run(
            [*command, categories], capture_output=True, env=environment, check=False
        )
        if not done.returncode:
            found: dict[str, Any] = json.loads(done.stdout)
            return found
        said = done.stderr
    sys.exit(f"Lighthouse gave up:\n{said.decode(errors='replace')[-2000:]}")


def _score(report: dict[str, Any], category: str) -> float:
    return round((report["categories"][category]["score"] or 0) * 100, 1)


def _lost(report: dict[str, Any], category: str) -> Iterator[str]:
    """Name every audit of a category that cost something."""
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if (
            part["weight"]
            and (audit["score"] or 0) < 1
            and audit["scoreDisplayMode"]
            in {
                "binary",
                "numeric",
                "error",
            }
        ):
            yield f"{category}: {audit['id']} ({audit.get('displayValue', audit['title'])})"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.web_tools", description=__doc__
    )
    parser.add_argument("--nu", type=Path, help="the checker's vnu.jar; needs java")
    parser.add_argument("--lighthouse", help="the lighthouse command; needs node and chromium")
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse a page: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
