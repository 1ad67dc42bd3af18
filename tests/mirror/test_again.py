"""A copy that is brought up to date is the same, byte for byte, as one that is made anew.

Kinds of changes are made to a small registry, some at a time. After these, the copy of before is
brought up to date, and another is written into an empty folder. After each, the plan made from what
changed is compared with that of a look at everything, as a large copy makes it.
"""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.vocabulary import Language
from app.domain.workflow import Intent, Proposed
from app.editing.drafts import Draft, DraftAnswer, DraftConcern
from app.editing.looking import look
from app.editing.redacting import redact
from app.mirror import plan
from app.mirror.checking import check_site
from app.mirror.files import CopyFaultError
from app.mirror.notes import NAME, Notes, read_notes
from app.mirror.outlook import Outlook
from app.mirror.plan import Plan
from app.mirror.since import touched_since
from app.mirror.writing import Order, Watch, write_site
from app.queries.languages import Tongue
from app.queries.view import look as look_at
from app.store.engine import reading
from tests.editing.offices import ADMINISTRATOR, EDITOR, Office
from tests.mirror.small import COMMITMENTS, Change, Small, contents

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


CHANGES: tuple[tuple[Change, ...], ...] = (
    (title, looked),
    (instrument,),
    (theme, due),
    (document, published),
    (evidence, answered),
    (moved, replaced),
    (redacted, withdrawn),
    (order, later),
    (retired,),
)
"""What is done before the copy is brought up to date: several at once where they are of different
commitments, so that none makes up for what another left as it was."""

UNUSUAL = frozenset({redacted, order, later})
"""After these everything is looked at."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    made = Small.filled(tmp_path_factory.mktemp("small"))
    made.copied("kept")
    yield made
    made.engine.dispose()


def as_large(small: Small, kept: Notes) -> Plan:
    """The plan of a copy without pages of evidence, which the last run may shorten."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plan, "MOST_WITH_OWN_PAGES", 1)
        return Outlook(small.settings()).plan(small.engine, kept)


def left_by(made: Plan) -> Notes:
    """What a run that wrote all of a plan leaves for the next one."""
    return Notes("", {one.key: one.mark for one in made.units}, seen=made.seen)


def is_short(small: Small, kept: Notes) -> bool:
    """Whether the next run looks only at what changed."""
    with reading(small.engine) as session:
        view = look_at(session, small.day, small.day, Tongue(Language.ENGLISH))
        return touched_since(view, kept.seen) is not None


def test_a_run_after_nothing_changed_writes_nothing(small: Small) -> None:
    before = contents(small.folder / "kept")
    assert small.copied("kept").made == 0
    assert contents(small.folder / "kept") == before


@pytest.mark.parametrize(
    "changes", CHANGES, ids=lambda some: "-and-".join(one.__name__ for one in some)
)
def test_a_copy_brought_up_to_date_is_what_one_made_anew_is(
    small: Small, changes: tuple[Change, ...]
) -> None:
    before = contents(small.folder / "kept")
    for change in changes:
        kept = left_by(as_large(small, Notes("")))
        change(small)
        assert is_short(small, kept) == (change not in UNUSUAL)
        assert as_large(small, kept) == as_large(small, Notes(""))
    small.copied("kept")
    small.copied("anew")
    kept_files, anew = contents(small.folder / "kept"), contents(small.folder / "anew")
    shutil.rmtree(small.folder / "anew")
    assert sorted(kept_files) == sorted(anew)
    assert [path for path in anew if kept_files[path] != anew[path]] == []
    assert kept_files != before


def test_the_notes_of_another_database_or_that_nobody_can_read_shorten_nothing(
    small: Small, tmp_path: Path
) -> None:
    other = Small.filled(tmp_path)
    kept = left_by(as_large(small, Notes("")))
    other.day = small.day
    assert not is_short(other, kept)
    assert as_large(other, kept) == as_large(other, Notes(""))
    other.engine.dispose()
    whole = left_by(as_large(small, Notes("")))
    lost = Notes("", dict(list(whole.stamps.items())[:-1]), seen=whole.seen)
    forged = Notes("", dict.fromkeys(whole.stamps, "no mark"), seen=whole.seen)
    assert [as_large(small, one) for one in (lost, forged)] == [as_large(small, Notes(""))] * 2


def test_what_an_interrupted_run_left_is_mended_by_the_next(tmp_path: Path) -> None:
    small, made = Small.filled(tmp_path), []
    some = frozenset({"commitments", "themes", "commitments-list"})

    def stop(number: int) -> None:
        made.append(number)
        if len(made) > 1:
            raise KeyboardInterrupt

    def interrupted() -> None:
        made.clear()
        with pytest.raises(KeyboardInterrupt):
            write_site(Order(out, small.settings(), 1, kinds=some), Watch(lambda _: None, stop))

    out = tmp_path / "out"
    interrupted()
    with pytest.raises(CopyFaultError, match="holds no manifest"):
        check_site(out, None, lambda _done, _all: None)
    small.copied("out", some)
    title(small)
    theme(small)
    interrupted()
    assert read_notes(out, str(json.loads((out / NAME).read_bytes())["program"])).seen is None
    (out / "en" / "half.html.partial").write_text("half")
    small.copied("out", some)
    small.copied("anew", some)
    assert contents(out) == contents(tmp_path / "anew")
    assert check_site(out, None, lambda _done, _all: None).is_intact


def test_notes_that_were_damaged_cost_time_and_nothing_else(tmp_path: Path) -> None:
    small, some = Small.filled(tmp_path), frozenset({"commitments", "themes"})
    small.copied("out", some)
    notes = tmp_path / "out" / NAME
    whole = notes.read_bytes()
    shifted = json.loads(whole)
    shifted["units"] = {key: ["a stamp", [["en/a.html"]]] for key in shifted["units"]}
    title(small)
    for damaged in (whole[: len(whole) // 2], json.dumps(shifted).encode(), b"\xff" * 20):
        notes.write_bytes(damaged)
        made = small.copied("out", some).made
        assert made > len(COMMITMENTS)
        assert small.copied("out", some).made == 0
    small.copied("anew", some)
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")
