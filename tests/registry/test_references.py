"""References between entries, and dates that do not go together."""

from app.registry.references import References
from tests.conftest import TODAY
from tests.registry.registries import faults_of, read_text, sound_but

_LATER = ("date: 2021-06-09", "date: 2021-09-01")
_PLEDGED = "    decree-2021-02-trafficking-victims: pledged\n"
_ENACTED = """
- id: ev-answer
  document: fpc-retreating-rights-2021
  locator: bullet 2
  date: 2021
  summary: The plan was approved.
  bears_on:
    decree-2021-02-trafficking-victims: enacted
"""


def contested(answer: str) -> str:
    """The sound registry with one contest, answered by this evidence, and an enactment."""
    standing = f"status: contested, answered_by: [{answer}]"
    line = f"    decree-2021-02-trafficking-victims: {{{standing}}}\n"
    return sound_but((_PLEDGED, line)) + _ENACTED


def test_a_contest_may_be_answered_by_evidence_that_comes_later_in_the_file() -> None:
    assert faults_of(contested("ev-answer")) == []


def test_nothing_answers_a_contest_that_bears_on_something_else() -> None:
    assert len(faults_of(contested("ev-decree-01-fpc"))) == 1


def test_each_wrong_answer_is_told() -> None:
    faults = faults_of(contested("ev-decree-02-fpc, ev-answer, ev-anser"))
    assert [line.partition(": ")[2].partition(": ")[2] for line in faults] == [
        "it cannot answer itself: name the evidence that answers it",
        "there is no evidence 'ev-anser'. Did you mean 'ev-answer'?",
    ]


def test_evidence_may_be_later_than_a_law_which_is_read_as_amended_since() -> None:
    assert len(faults_of(sound_but(_LATER))) == 1
    assert faults_of(sound_but(_LATER, ("origin: independent", "origin: legal_text"))) == []


def test_evidence_of_a_vague_day_may_be_within_the_year_of_its_document() -> None:
    assert faults_of(sound_but(("date: 2021-06-09", "date: 2021"))) == []
    assert faults_of(sound_but(_LATER, ("date: 2021-07-22", "date: 2021"))) == []


def test_what_happened_today_is_not_in_the_future() -> None:
    document = ("date: 2021-07-22", f"date: {TODAY}")
    assert faults_of(sound_but(document, ("date: 2021-06-09", f"date: {TODAY}"))) == []
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    assert len(faults_of(sound_but(document, ("date: 2021-06-09", f"date: {tomorrow}")))) == 1


def test_a_due_date_may_be_the_year_in_which_it_was_promised() -> None:
    full = "bullet 2\n  consulted: full\n"
    assert faults_of(sound_but((full, f"{full}  due: 2021\n"))) == []
    assert len(faults_of(sound_but((full, f"{full}  due: 2021-05\n")))) == 1


def test_the_shape_of_the_sound_registry_has_no_misfit() -> None:
    entries = read_text(sound_but()).entries
    assert list(References(entries, TODAY).misfits()) == []


def test_nobody_is_blamed_for_references_to_a_section_that_could_not_be_read() -> None:
    entries = read_text(sound_but()).entries | {"themes": {}}
    assert len(list(References(entries, TODAY).misfits())) == 2
    assert list(References(entries, TODAY, unread={"themes"}).misfits()) == []
