"""The history of a commitment and of evidence: all that was recorded, readable, newest first."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.errors import NotFoundError
from app.queries.cursors import Asked
from app.queries.history import History, history_of_commitment, history_of_evidence
from app.queries.revision_shapes import ChangeLine
from app.registry.loading import Order, load_registry
from tests.conftest import SHIPPED, TODAY
from tests.queries.asking import looking
from tests.queries.deskwork import (
    DISPUTE,
    EXPRESSION,
    LAW,
    LAW_AGAIN,
    MORE,
    OTHER_DISPUTE,
    WHY,
    answer,
    look_at,
    remove,
    replace,
    replace_law,
    withdraw,
)
from tests.registry.copies import copy_with, copy_without, read

ALL = Asked(200, None)
AGAIN = "ev-d-3n8w5c"


def of_commitment(engine: Engine, asked: Asked = ALL) -> History:
    with looking(engine) as view:
        return history_of_commitment(view, EXPRESSION, asked)


def of_evidence(engine: Engine, name: str) -> list[ChangeLine]:
    with looking(engine) as view:
        return history_of_evidence(view, name, ALL).items


def values(line: ChangeLine) -> dict[str, tuple[str | None, str | None]]:
    """Old and new text of every field."""
    return {
        one.field: (one.old.text if one.old else None, one.new.text if one.new else None)
        for one in line.differences
    }


def test_a_commitment_tells_of_itself_and_of_all_evidence_on_it(engine: Engine) -> None:
    withdraw(engine, "evidence", DISPUTE)
    look_at(engine, EXPRESSION)
    found = of_commitment(engine)
    assert [(one.action, one.id) for one in found.items[:2]] == [
        ("looked_at", EXPRESSION),
        ("withdrawn", DISPUTE),
    ]
    assert found.total == len(found.items) == 2 + 1 + 27
    assert found.of.title.text == "Freedom of expression"
    assert {one.actor for one in found.items} == {"editor-2", "reviewer-2", "registry"}


def test_pages_of_a_history_follow_each_other(sqlite_engine: Engine) -> None:
    first = of_commitment(sqlite_engine, Asked(5, None))
    second = of_commitment(sqlite_engine, Asked(200, first.next))
    whole = of_commitment(sqlite_engine)
    assert first.items + second.items == whole.items


def test_a_withdrawal_tells_day_and_reason_in_its_languages(sqlite_engine: Engine) -> None:
    withdraw(sqlite_engine, "evidence", DISPUTE)
    newest = of_evidence(sqlite_engine, DISPUTE)[0]
    told = [(one.field, one.language, one.new and one.new.text) for one in newest.differences]
    assert told == [
        ("on", None, "2026-11-21"),
        ("reason", "en", WHY["en"]),
        ("reason", "ru", WHY["ru"]),
    ]


def test_a_replacement_tells_only_what_it_says_otherwise(engine: Engine) -> None:
    summary = replace_law(engine)["en"]
    (published,) = of_evidence(engine, LAW_AGAIN)
    assert (published.action, published.compared_with) == ("published", LAW)
    assert values(published) == {
        "summary": (summary.removesuffix(MORE), summary),
        "replaces": (None, LAW),
    }
    replaced = of_evidence(engine, LAW)[0]
    assert values(replaced)["by"] == (None, LAW_AGAIN)
    (by,) = [one.new for one in replaced.differences if one.field == "by"]
    assert by
    assert by.name
    assert by.name.text == summary


def test_an_answer_is_told_of_the_contest_with_the_commitment_that_it_is_about(
    sqlite_engine: Engine,
) -> None:
    answer(sqlite_engine, OTHER_DISPUTE, EXPRESSION, LAW)
    newest = of_evidence(sqlite_engine, OTHER_DISPUTE)[0]
    (difference,) = newest.differences
    assert newest.action == "answered"
    assert difference.commitment
    assert difference.commitment.title.text == "Freedom of expression"
    assert difference.new
    assert difference.new.text == LAW


def test_what_was_redacted_says_so_and_tells_nothing(sqlite_engine: Engine) -> None:
    summary = replace_law(sqlite_engine)["en"]
    remove(sqlite_engine, LAW_AGAIN)
    withdrawn, redacted, published = of_evidence(sqlite_engine, LAW_AGAIN)
    assert [one.action for one in (withdrawn, redacted)] == ["withdrawn", "redacted"]
    assert (published.is_redacted, published.differences) == (True, [])
    assert values(redacted) == {"revisions": (None, str(published.sequence))}
    with looking(sqlite_engine) as view:
        assert MORE not in history_of_evidence(view, LAW_AGAIN, ALL).model_dump_json()
        assert MORE not in history_of_commitment(view, EXPRESSION, ALL).model_dump_json()
    assert summary.endswith(MORE)


def test_a_replacement_of_what_was_redacted_is_told_as_a_whole(sqlite_engine: Engine) -> None:
    replace_law(sqlite_engine)
    replace(sqlite_engine, "evidence", LAW_AGAIN, AGAIN, summary={"en": "The law was signed."})
    remove(sqlite_engine, LAW_AGAIN)
    (published,) = of_evidence(sqlite_engine, AGAIN)
    assert published.compared_with is None
    assert values(published)["summary"] == (None, "The law was signed.")


def test_a_change_of_the_file_is_told_value_by_value(sqlite_engine: Engine, tmp_path: Path) -> None:
    enacted = f"    {EXPRESSION}:\n      status: enacted\n      extent: part\n"
    edited = copy_with(tmp_path, (enacted, f"    {EXPRESSION}: pledged\n"))
    load_registry(sqlite_engine, read(edited), Order(TODAY))
    changed = of_evidence(sqlite_engine, LAW)[0]
    assert (changed.action, changed.actor) == ("changed", "registry")
    assert values(changed) == {"status": ("enacted", "pledged"), "extent": ("part", None)}
    assert {one.commitment and one.commitment.id for one in changed.differences} == {EXPRESSION}


def test_an_entry_that_comes_back_unchanged_tells_no_difference(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    load_registry(sqlite_engine, read(copy_without(tmp_path, LAW)), Order(TODAY))
    load_registry(sqlite_engine, read(SHIPPED), Order(TODAY))
    found = of_evidence(sqlite_engine, LAW)
    assert [(one.action, bool(one.differences)) for one in found] == [
        ("restored", False),
        ("retired", True),
        ("added", True),
    ]


def test_there_is_no_history_of_what_never_was(sqlite_engine: Engine) -> None:
    with looking(sqlite_engine) as view:
        with pytest.raises(NotFoundError, match="There is no commitment"):
            history_of_commitment(view, DISPUTE, ALL)
        with pytest.raises(NotFoundError, match="There is no evidence"):
            history_of_evidence(view, EXPRESSION, ALL)
