"""The day that the page of an entry cites: that of the newest revision that concerns it."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.vocabulary import Language
from app.mirror.survey import survey
from app.mirror.units import Stamped
from app.queries import changed
from app.queries.changed import DATED_ALONE, last_change, last_changes, times_of
from app.queries.languages import Tongue
from app.queries.view import View, look
from app.store.engine import reading
from tests.mirror.small import COMMITMENTS, Small
from tests.queries.asking import recorded

DISABILITY, EXPRESSION, WOMEN = COMMITMENTS


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small.filled(tmp_path)


def newest(small: Small, noun: str, *names: str) -> dict[str, int]:
    with reading(small.engine) as session:
        view = look(session, small.day, small.day, Tongue(Language.ENGLISH))
        return last_changes(view, noun, names or None)


def test_a_change_of_evidence_concerns_its_commitment_and_document_and_no_other(
    small: Small,
) -> None:
    one = next(e for e in small.sections["evidence"] if list(e.get("bears_on", {})) == [WOMEN])
    before = newest(small, "commitments")
    documents = newest(small, "documents")
    one["summary"] = "Other words for what happened."
    small.load()
    after = newest(small, "commitments")
    assert [name for name in after if after[name] != before[name]] == [WOMEN]
    changed = newest(small, "documents")
    assert [name for name in changed if changed[name] != documents[name]] == [one["document"]]


def test_what_lost_its_evidence_changed_as_well(small: Small) -> None:
    one = next(e for e in small.sections["evidence"] if list(e.get("bears_on", {})) == [WOMEN])
    before = newest(small, "commitments")
    one["bears_on"] = {DISABILITY: "pledged"}
    small.load()
    after = newest(small, "commitments")
    assert after[WOMEN] == after[DISABILITY] > before[WOMEN]
    assert after[EXPRESSION] == before[EXPRESSION]


def test_an_instrument_and_its_themes_are_as_new_as_their_commitments(small: Small) -> None:
    small.entry("commitments", WOMEN)["title"] = {"en": "Another title"}
    small.entry("commitments", WOMEN).pop("translated", None)
    small.load()
    [number] = newest(small, "commitments", WOMEN).values()
    assert newest(small, "instruments")["decree-2021"] == number
    themes = newest(small, "themes")
    own = set(small.entry("commitments", WOMEN)["themes"])
    assert {name for name, one in themes.items() if one == number} == own


@pytest.mark.parametrize("looked_at", [500, 10, 0], ids=["all", "some", "none"])
def test_one_and_all_are_read_alike_and_as_the_copy_reads_them(
    small: Small, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed, "_LOOKED_AT", looked_at)
    monkeypatch.setattr(changed, "_PER_COMMITMENT", 0)
    with reading(small.engine) as session:
        view = look(session, small.day, small.day, Tongue(Language.ENGLISH))
        for noun in DATED_ALONE:
            found = last_changes(view, noun)
            for name, number in found.items():
                assert last_change(view, noun, name) == times_of(view, [number])[number]
        days = {name: day for name, day in _days(view).items() if name in COMMITMENTS}
    assert set(days.values()) == {small.day}


def test_what_has_many_commitments_is_not_looked_up_as_a_whole(small: Small) -> None:
    one = next(e for e in small.sections["evidence"] if list(e.get("bears_on", {})) == [WOMEN])
    one["bears_on"] = {DISABILITY: "pledged"}
    small.load()
    instruments, themes = newest(small, "instruments"), newest(small, "themes")
    with reading(small.engine) as session:
        view = look(session, small.day, small.day, Tongue(Language.ENGLISH))
        changed.departures(view)
        with recorded(small.engine) as record:
            for noun, every in (("instruments", instruments), ("themes", themes)):
                for name, number in every.items():
                    assert last_change(view, noun, name) == times_of(view, [number])[number]
    assert not [one for one in record.texts if "max(revision" in one]


def _days(view: View) -> dict[str, dt.date]:
    stamped = Stamped(survey(view, dt.UTC))
    return {name: unit.day for name, unit in stamped.commitments.items()}


def test_of_what_was_never_recorded_nothing_is_known(small: Small) -> None:
    with reading(small.engine) as session:
        view = look(session, small.day, small.day, Tongue(Language.ENGLISH))
        assert last_change(view, "commitments", "no-such-commitment") is None
