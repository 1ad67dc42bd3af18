"""axe and measures on every kind of public page, in every look: the tests see a part of it.

python -m tests.benchmarks.accessibility [--languages en,ru,kk] [--only WORD]

Each kind in three languages, light and dark, on 320 and 1280 px and with forced colours, with the
shipped registry as it is and after one of everything that staff can do; on each page every contrast
and whether all texts fit, doubled too. Ends with 1 where anything is found. It needs chromium;
docs/checking-pages.md says more.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from app.main import create_app
from app.settings import Settings
from tests.browser import chromium_browser
from tests.pages.accessibility import (
    ALL_KINDS,
    HEIGHT,
    KINDS,
    LANGUAGES,
    LOOKS,
    STATUSES,
    WIDTHS,
    Fault,
    Look,
    faults_of,
    looking,
    show,
)
from tests.pages.fitting import measured_in_every_way
from tests.queries.deskwork import busy
from tests.serving import serving

FORCED = tuple(
    Look(language, "light", width, forced=True) for language in LANGUAGES for width in WIDTHS
)


@dataclass(frozen=True)
class Finding:
    """A fault, and where it was found."""

    kind: str
    look: Look
    fault: Fault


@contextmanager
def scorecard_served(*, after_desk: bool = False) -> Iterator[str]:
    """Serve the shipped registry as a site that knows its own address, while the block lasts."""
    with TemporaryDirectory(prefix="scorecard-pages-") as folder:
        app = create_app(Settings(database_url=f"sqlite:///{Path(folder)}/scorecard.db"))
        if after_desk:
            busy(app.state.engine)
        with serving(app) as address:
            app.state.settings = app.state.settings.model_copy(update={"public_url": address})
            yield address


def main(arguments: list[str]) -> int:
    """Look at everything, print what was found, and give the exit code."""
    wish = _parser().parse_args(arguments)
    languages = wish.languages.split(",")
    looks = [one for one in (*LOOKS, *FORCED) if one.language in languages]
    found: list[Finding] = []
    count = 0
    with chromium_browser() as browser:
        for after_desk, kinds in ((False, KINDS), (True, ALL_KINDS)):
            chosen = {name: path for name, path in kinds.items() if wish.only in name}
            name = "after the desk" if after_desk else "as shipped"
            with scorecard_served(after_desk=after_desk) as server:
                for look in looks:
                    seen = list(_findings(browser, server, look, chosen))
                    count += len(chosen)
                    found += seen
                    _say(f"{name}, {look}: {len(chosen)} pages, {len(seen)} faults")
    print("\n".join(report(count, found)))
    return 1 if found else 0


def _findings(
    browser: Browser, server: str, look: Look, kinds: Mapping[str, str]
) -> Iterator[Finding]:
    with looking(browser, look) as page:
        for kind, path in kinds.items():
            status = show(page, server, look.language, path)
            if status != STATUSES.get(kind, 200):
                yield Finding(kind, look, Fault("status", path, "", f"answered {status}"))
            for fault in faults_of(page):
                yield Finding(kind, look, fault)
            for misfit in measured_in_every_way(page, kind):
                yield Finding(
                    kind, look, Fault("fit", path, misfit, "nothing is cut off or covered")
                )
            page.set_viewport_size({"width": look.width, "height": HEIGHT})


def report(count: int, found: Iterable[Finding]) -> Iterator[str]:
    """Write what was found as Markdown: each rule by kind, with the first place in full."""
    found = list(found)
    yield f"{count} pages looked at, {len(found)} faults."
    if not found:
        return
    yield "\n| rule | kind of page | times | looks |\n|---|---|---:|---|"
    firsts: dict[tuple[str, str], Finding] = {}
    for one in found:
        firsts.setdefault((one.fault.rule, one.kind), one)
    times = Counter((one.fault.rule, one.kind) for one in found)
    for rule, kind in firsts:
        looks = {str(one.look) for one in found if (one.fault.rule, one.kind) == (rule, kind)}
        named = ", ".join(sorted(looks)[:3]) + (", …" if len(looks) > 3 else "")
        yield f"| {rule} | {kind} | {times[rule, kind]} | {named} |"
    yield ""
    yield from (f"{kind}: {one.fault}" for (_, kind), one in firsts.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.accessibility", description=__doc__
    )
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="default: %(default)s")
    parser.add_argument("--only", default="", help="kinds of page whose name holds this word")
    return parser


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
