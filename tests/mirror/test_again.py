"""A copy that is brought up to date is the same, byte for byte, as one that is made anew.

Each kind of change is made to a small registry, one after the other. After each, the copy of before
is brought up to date, and another is written into an empty folder.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.workflow import Intent, Proposed
from app.editing.drafts import Draft, DraftAnswer, DraftConcern
from app.editing.looking import look
from app.editing.redacting import redact
from app.mirror.checking import check_site
from app.mirror.files import CopyFaultError
from app.mirror.writing import Order, Watch, write_site
from tests.editing.offices import ADMINISTRATOR, EDITOR, Office
from tests.mirror.small import COMMITMENTS, PAGES, Change, Small, contents

DISABILITY, EXPRESSION, WOMEN = COMMITMENTS
_office: dict[int, Office] = {}


def office(small: Small) -> Office:
    """The people of a registry's desk."""
    if id(small) not in _office:
        _office[id(small)] = Office(small.engine)
    return _office[id(small)]


def first(small: Small, commitment: str) -> str:
    """The first piece of evidence that bears on a commitment."""
    bearing = (one for one in small.sections["evidence"] if commitment in one.get("bears_on", {}))
    return str(next(bearing)["id"])


def draft(small: Small, status: str, answers: tuple[DraftAnswer, ...] = ()) -> Draft:
    """Evidence out of the newest document, that bears on a commitment."""
    dated = [one for one in small.sections["documents"] if one.get("date")]
    source = max(dated, key=lambda one: str(one["date"]))
    return Draft(
        document=source["id"],
        locator="Second section",
        date=str(source["date"])[:4],
        summary="What stands in the second section.",
        concerns=(DraftConcern(commitment=EXPRESSION, status=status),),
        answers=answers,
    )


def nothing_new(_small: Small) -> None:
    """Change nothing."""


def title(small: Small) -> None:
    small.entry("commitments", DISABILITY)["title"] = "Another title of a commitment"
    small.load()


def instrument(small: Small) -> None:
    small.sections["instruments"][0]["title"]["en"] = "Another decree"
    small.load()


def theme(small: Small) -> None:
    small.sections["themes"][0]["title"]["en"] = "Another theme"
    small.load()


def document(small: Small) -> None:
    small.sections["documents"][0]["publisher"] = "Another publisher"
    small.load()


def evidence(small: Small) -> None:
    small.sections["evidence"][0]["summary"] = {"en": "Another summary", "kk": "Басқа мазмұн"}
    small.load()


def moved(small: Small) -> None:
    """Let evidence bear on another commitment than before."""
    one = small.entry("evidence", first(small, DISABILITY))
    one["bears_on"] = {WOMEN: "pledged"}
    small.load()


def order(small: Small) -> None:
    """Let the file have another order."""
    small.sections["commitments"].reverse()
    small.sections["themes"].reverse()
    small.load()


def published(small: Small) -> None:
    at = office(small)
    at.publish(at.submitted(draft(small, "contested")))


def answered(small: Small) -> None:
    at = office(small)
    contest = at.publish(at.submitted(draft(small, "contested"))).entry_id
    answer = DraftAnswer(contest=contest, commitment=EXPRESSION)
    at.publish(at.submitted(draft(small, "pledged", (answer,))))


def replaced(small: Small) -> None:
    at = office(small)
    replacing = draft(small, "pledged").model_copy(update={"reason": "It named the wrong year."})
    at.publish(at.submitted(replacing, Intent.REPLACE, Proposed.EVIDENCE, first(small, EXPRESSION)))


def withdrawn(small: Small) -> None:
    at = office(small)
    wish = Draft(reason="The page is a forgery.")
    at.publish(at.submitted(wish, Intent.WITHDRAW, Proposed.EVIDENCE, first(small, WOMEN)))


def looked(small: Small) -> None:
    with office(small).desk(EDITOR) as desk:
        look(desk, WOMEN)


def redacted(small: Small) -> None:
    """Take the first words of a changed entry away for good."""
    with office(small).desk(ADMINISTRATOR) as desk:
        redact(desk, "commitment", DISABILITY)


def due(small: Small) -> None:
    small.entry("commitments", WOMEN)["due"] = "2026-12-15"
    small.entry("commitments", WOMEN).pop("due_inferred", None)
    small.load()


def later(small: Small) -> None:
    """Let the day pass on which it became due."""
    small.day = dt.date(2027, 1, 10)


def retired(small: Small) -> None:
    gone = first(small, EXPRESSION)
    small.sections["evidence"] = [one for one in small.sections["evidence"] if one["id"] != gone]
    small.load()


CHANGES: tuple[Change, ...] = (
    nothing_new,
    title,
    instrument,
    theme,
    document,
    evidence,
    moved,
    published,
    answered,
    replaced,
    withdrawn,
    looked,
    redacted,
    order,
    due,
    later,
    retired,
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    made = Small.filled(tmp_path_factory.mktemp("small"))
    made.copied("kept")
    yield made
    made.engine.dispose()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_copy_brought_up_to_date_is_what_one_made_anew_is(small: Small, change: Change) -> None:
    before = contents(small.folder / "kept")
    change(small)
    small.copied("kept")
    small.copied("anew")
    kept, anew = contents(small.folder / "kept"), contents(small.folder / "anew")
    shutil.rmtree(small.folder / "anew")
    assert sorted(kept) == sorted(anew)
    assert [path for path in anew if kept[path] != anew[path]] == []
    assert (kept != before) == (change is not nothing_new)


def test_what_an_interrupted_run_left_is_mended_by_the_next(tmp_path: Path) -> None:
    small, made = Small.filled(tmp_path), []

    def stop(number: int) -> None:
        made.append(number)
        if len(made) > 3:
            raise KeyboardInterrupt

    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        write_site(Order(out, small.settings(), 1, kinds=PAGES), Watch(lambda _: None, stop))
    with pytest.raises(CopyFaultError, match="holds no manifest"):
        check_site(out, None, lambda _done, _all: None)
    (out / "en" / "half.html.partial").write_text("half")
    small.copied("out")
    small.copied("anew")
    assert contents(out) == contents(tmp_path / "anew")
    assert check_site(out, None, lambda _done, _all: None).is_intact
