"""Corrections: everything that was taken back, by the desk or by the registry file, with why."""

from pathlib import Path

from sqlalchemy import Engine

from app.domain.vocabulary import Action
from app.queries.corrections import Correction, list_corrections
from app.queries.cursors import Asked
from app.registry.loading import Order, load_registry
from app.registry.reader import read_registry
from tests.conftest import SHIPPED, TODAY, Databases
from tests.queries.asking import loaded, looking
from tests.queries.deskwork import (
    DISPUTE,
    EXPRESSION,
    LAW,
    LAW_AGAIN,
    OTHER_DISPUTE,
    REDACTED,
    WHY,
    WITHDRAWN_SOURCE,
    busy,
)


def corrections(engine: Engine, limit: int = 50) -> list[Correction]:
    with looking(engine) as view:
        page = list_corrections(view, Asked(limit, None))
        found, total = list(page.items), page.total
        while page.next:
            page = list_corrections(view, Asked(limit, page.next))
            found += page.items
    assert len(found) == total
    return found


def load(engine: Engine, path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    load_registry(engine, read_registry(path, 32, TODAY), Order(TODAY))


def test_nothing_is_corrected_by_loading(shipped_engine: Engine) -> None:
    assert corrections(shipped_engine) == []


def test_the_work_of_the_desk_is_listed_newest_first_with_its_reasons(engine: Engine) -> None:
    busy(engine)
    found = corrections(engine)
    assert [one.sequence for one in found] == sorted((one.sequence for one in found), reverse=True)
    assert found == corrections(engine, limit=2)
    by_id = {(one.correction, one.id): one for one in found}
    replaced = by_id[Action.REPLACED, LAW]
    assert replaced.replaced_by
    assert replaced.replaced_by.id == LAW_AGAIN
    assert str(replaced.reason) == WHY["en"]
    assert str(by_id[Action.WITHDRAWN, DISPUTE].reason) == WHY["en"]
    assert (Action.WITHDRAWN, WITHDRAWN_SOURCE) in by_id
    answered = by_id[Action.ANSWERED, OTHER_DISPUTE]
    assert answered.commitment
    assert answered.answered_by
    assert (answered.commitment.id, answered.answered_by.id) == (EXPRESSION, LAW_AGAIN)
    assert by_id[Action.REDACTED, REDACTED].emptied


def withdrawn_text(name: str = DISPUTE) -> str:
    """The shipped registry with one piece of evidence withdrawn in it."""
    text = SHIPPED.read_text(encoding="utf-8")
    at = text.index("\n", text.index(f"- id: {name}\n")) + 1
    withdrawn = "  withdrawn:\n    on: '2026-11-20'\n    reason: It says something else.\n"
    return text[:at] + withdrawn + text[at:]


def test_what_the_file_withdraws_is_listed_until_it_stands_again(
    engine: Engine, tmp_path: Path
) -> None:
    load(engine, tmp_path / "withdrawn.yaml", withdrawn_text())
    (one,) = corrections(engine)
    assert (one.correction, one.action, one.id) == (Action.WITHDRAWN, Action.CHANGED, DISPUTE)
    assert str(one.reason) == "It says something else."
    load(engine, tmp_path / "again.yaml", SHIPPED.read_text(encoding="utf-8"))
    assert corrections(engine) == []


def test_a_file_that_brings_withdrawals_with_it_tells_of_them(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    path = tmp_path / "withdrawn.yaml"
    path.write_text(withdrawn_text(), "utf-8")
    with loaded(sqlite_databases, path) as engine:
        (one,) = corrections(engine)
    assert (one.correction, one.action, one.id) == (Action.WITHDRAWN, Action.ADDED, DISPUTE)


def test_a_link_to_a_commitment_called_withdrawn_is_no_withdrawal(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    path = tmp_path / "first.yaml"
    path.write_text(SHIPPED.read_text("utf-8").replace(EXPRESSION, "withdrawn"), "utf-8")
    with loaded(sqlite_databases, path) as engine:
        text = withdrawn_text(LAW).replace(EXPRESSION, "withdrawn")
        load(engine, tmp_path / "second.yaml", text)
        (one,) = corrections(engine)
    assert (one.correction, one.action, one.id) == (Action.WITHDRAWN, Action.CHANGED, LAW)


def test_what_left_the_file_is_listed_as_retired(sqlite_engine: Engine, tmp_path: Path) -> None:
    before, _, rest = SHIPPED.read_text(encoding="utf-8").partition(f"- id: {DISPUTE}\n")
    load(sqlite_engine, tmp_path / "shorter.yaml", before + rest[rest.index("- id: ") :])
    (one,) = corrections(sqlite_engine)
    assert (one.correction, one.id, one.reason) == (Action.RETIRED, DISPUTE, None)
    assert one.title
