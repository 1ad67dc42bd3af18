"""Loading on either database: what a second, a changed and a shortened file do.

On both what is written at once, in bulk or not at all; on SQLite alone what the plan says of a
file, which the same code says of the same rows.
"""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlmodel import col

from app.errors import FaultyRegistryError, MassRetirementError
from app.registry.loading import Order, bring_up_to_date, load_registry
from app.registry.plan import Plan, plan_load
from app.registry.verification import altered_rows
from app.settings import Settings
from app.store.engine import reading, writing
from app.store.tables import Commitment, Evidence, RegistryState, Revision, StoredReading
from app.store.verification import wrong_readings
from tests.conftest import SHIPPED, TODAY
from tests.ledgers import newest_sequence
from tests.registry.copies import copy_with, copy_without, read

ORDER = Order(TODAY)


def _load(engine: Engine, path: Path, order: Order = ORDER) -> Plan:
    return load_registry(engine, read(path), order)


def _sequence(engine: Engine) -> int:
    with reading(engine) as session:
        return newest_sequence(session)


def _everything(engine: Engine) -> list[object]:
    with reading(engine) as session:
        return [
            session.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all()  # noqa: S608 - names of our own
            for table in ("commitment", "evidence", "link", "reading", "revision", "theme")
        ]


def test_first_load_adds_every_entry_and_records_each(empty_engine: Engine) -> None:
    registry = read(SHIPPED)
    plan = load_registry(empty_engine, registry, ORDER)
    assert plan.summary() == f"{len(registry)} added, 0 changed, 0 retired, 0 unchanged"
    assert _sequence(empty_engine) == len(registry) + 1


def test_second_load_changes_nothing(engine: Engine) -> None:
    before = _everything(engine)
    plan = _load(engine, SHIPPED)
    assert (plan.count("added"), plan.count("changed"), plan.count("retired")) == (0, 0, 0)
    assert _everything(engine) == before


def test_dry_run_tells_the_plan_and_writes_nothing(sqlite_engine: Engine, tmp_path: Path) -> None:
    before = _everything(sqlite_engine)
    path = copy_without(tmp_path, "ev-fs-torture")
    plan = _load(sqlite_engine, path, Order(TODAY, dry_run=True))
    assert plan.sections["evidence"].retired == ["ev-fs-torture"]
    assert _everything(sqlite_engine) == before


def test_changed_entry_is_named_with_its_fields(sqlite_engine: Engine, tmp_path: Path) -> None:
    path = copy_with(
        tmp_path,
        ("adopted: '2021-06-09'\n  tasks_stated: 11", "adopted: '2021-06-10'\n  tasks_stated: 12"),
    )
    plan = _load(sqlite_engine, path)
    assert "~ instrument decree-2021: adopted, tasks_stated" in list(plan.lines())
    with reading(sqlite_engine) as session:
        first = session.execute(
            select(func.min(col(StoredReading.first_day))).where(
                col(StoredReading.commitment_id) == "decree-2021-03-disability"
            )
        ).scalar_one()
        assert first.isoformat() == "2021-06-10"
        assert list(wrong_readings(session)) == []


def test_changed_origin_of_a_document_is_read_anew(sqlite_engine: Engine, tmp_path: Path) -> None:
    content = SHIPPED.read_text(encoding="utf-8")
    start = content.index("- id: astanatimes-2024-01\n")
    end = content.index("- id:", start + 5)
    entry = content[start:end]
    path = copy_with(tmp_path, (entry, entry.replace("origin: official", "origin: independent")))
    _load(sqlite_engine, path)
    with reading(sqlite_engine) as session:
        assert list(wrong_readings(session)) == []
        corroborations = session.execute(
            select(col(StoredReading.corroboration))
            .where(col(StoredReading.commitment_id) == "fs2024-youth-reserve")
            .where(col(StoredReading.corroboration).is_not(None))
        ).scalars()
        assert set(corroborations) == {"corroborated"}


def test_entry_gone_from_the_file_is_retired_and_never_deleted(
    engine: Engine, tmp_path: Path
) -> None:
    _load(engine, copy_without(tmp_path, "ev-fs-torture"))
    with reading(engine) as session:
        row = session.get(Evidence, "ev-fs-torture")
        assert row is not None
        assert row.retired_on == TODAY
        assert list(wrong_readings(session)) == []
    plan = _load(engine, SHIPPED)
    assert plan.sections["evidence"].restored == ["ev-fs-torture"]
    assert plan.summary().startswith("0 added, 0 changed, 1 restored, 0 retired")


def test_retired_evidence_counts_on_no_day(sqlite_engine: Engine, tmp_path: Path) -> None:
    def stages() -> list[str]:
        with reading(sqlite_engine) as session:
            found = session.execute(
                select(col(StoredReading.stage)).where(
                    col(StoredReading.commitment_id) == "fs2024-youth-reserve"
                )
            )
            return list(found.scalars())

    assert "enacted" in stages()
    content = SHIPPED.read_text(encoding="utf-8")
    entries = [part for part in content.split("\n- ") if "fs2024-youth-reserve: enacted" in part]
    ids = [entry.split("\n")[0].removeprefix("id: ") for entry in entries]
    _load(sqlite_engine, copy_without(tmp_path, *ids))
    assert "enacted" not in stages()


def test_instrument_said_to_have_no_tasks_is_not_changed_by_a_second_load(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    path = copy_with(tmp_path, ("  tasks_stated: 19", "  tasks_stated: 0"))
    assert _load(sqlite_engine, path).summary().startswith("0 added, 1 changed")
    assert _load(sqlite_engine, path).is_empty
    with reading(sqlite_engine) as session:
        assert list(altered_rows(session)) == []


def test_moving_entries_in_the_file_is_no_change(sqlite_engine: Engine, tmp_path: Path) -> None:
    content = SHIPPED.read_text(encoding="utf-8")
    first = content.index("- id: un-cooperation\n")
    second = content.index("- id: trafficking\n", first)
    third = content.index("- id: disability\n", second)
    swapped = content[:first] + content[second:third] + content[first:second] + content[third:]
    path = tmp_path / "commitments.yaml"
    path.write_text(swapped, encoding="utf-8")
    before = _sequence(sqlite_engine)
    plan = _load(sqlite_engine, path)
    assert plan.is_empty
    assert _sequence(sqlite_engine) == before
    with reading(sqlite_engine) as session:
        themes = session.execute(text("SELECT id FROM theme ORDER BY position")).scalars()
        assert list(themes)[:2] == ["trafficking", "un-cooperation"]


def test_mass_retirement_stops_before_anything_is_written(engine: Engine, tmp_path: Path) -> None:
    content = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "commitments.yaml"
    path.write_text(content[: content.index("\nevidence:")] + "\n", encoding="utf-8")
    before = _everything(engine)
    with pytest.raises(MassRetirementError, match="--allow-retire"):
        _load(engine, path)
    assert _everything(engine) == before
    plan = _load(engine, path, Order(TODAY, allow_retire=True))
    assert plan.count("retired") > 100


def test_interrupted_load_leaves_nothing(empty_engine: Engine) -> None:
    def interrupt(_done: int) -> None:
        raise KeyboardInterrupt

    before = _everything(empty_engine)
    with pytest.raises(KeyboardInterrupt):
        load_registry(empty_engine, read(SHIPPED), Order(TODAY, progress=interrupt))
    assert _everything(empty_engine) == before


def test_serving_loads_a_changed_file_by_itself(sqlite_engine: Engine, tmp_path: Path) -> None:
    path = copy_with(tmp_path, ("en: Human trafficking\n", "en: Trafficking in persons\n"))
    bring_up_to_date(sqlite_engine, Settings(registry=path), TODAY)
    with reading(sqlite_engine) as session:
        titles = session.execute(text("SELECT title FROM theme WHERE id = 'trafficking'"))
        assert "Trafficking in persons" in str(titles.scalar_one())


def test_serving_keeps_what_it_had_when_the_file_is_faulty(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    path = copy_with(tmp_path, ("kind: decree\n", "kind: decre\n"))
    before = _everything(sqlite_engine)
    bring_up_to_date(sqlite_engine, Settings(registry=path), TODAY)
    assert _everything(sqlite_engine) == before
    with reading(sqlite_engine) as session:
        state = session.execute(select(RegistryState)).scalar_one()
        assert state.faults is not None
        assert "Did you mean 'decree'?" in state.faults[0]
    bring_up_to_date(sqlite_engine, Settings(registry=SHIPPED), TODAY)
    with reading(sqlite_engine) as session:
        assert session.execute(select(RegistryState)).scalar_one().faults is None


def test_empty_database_refuses_to_serve_a_faulty_file(
    empty_engine: Engine, tmp_path: Path
) -> None:
    path = copy_with(tmp_path, ("kind: decree\n", "kind: decre\n"))
    with pytest.raises(FaultyRegistryError, match=r"commitments\.yaml:\d+: decree-2021: kind"):
        bring_up_to_date(empty_engine, Settings(registry=path), TODAY)


def test_new_version_of_the_rule_reads_everything_anew(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text("UPDATE reading SET status = NULL"))
        session.execute(text("UPDATE registry_state SET rule_version = 99"))
    bring_up_to_date(engine, Settings(registry=SHIPPED), TODAY)
    with reading(engine) as session:
        assert list(wrong_readings(session)) == []


def test_load_after_a_change_of_rule_reads_everything_anew(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with writing(sqlite_engine) as session:
        session.execute(text("UPDATE reading SET status = NULL"))
        session.execute(text("UPDATE registry_state SET rule_version = 99"))
    _load(sqlite_engine, copy_with(tmp_path, ("en: Human trafficking\n", "en: Trafficking\n")))
    with reading(sqlite_engine) as session:
        assert list(wrong_readings(session)) == []


def test_same_change_loaded_twice_at_once_is_recorded_once(engine: Engine, tmp_path: Path) -> None:
    path = copy_with(tmp_path, ("en: Human trafficking\n", "en: Trafficking\n"))
    before = _sequence(engine)
    loads = [threading.Thread(target=_load, args=(engine, path)) for _ in range(3)]
    for load in loads:
        load.start()
    for load in loads:
        load.join()
    assert _sequence(engine) == before + 2  # the load, and the one change


def test_first_load_twice_at_once_adds_everything_once(empty_engine: Engine) -> None:
    registry = read(SHIPPED)
    plans: list[Plan] = []
    loads = [
        threading.Thread(target=lambda: plans.append(load_registry(empty_engine, registry, ORDER)))
        for _ in range(2)
    ]
    for load in loads:
        load.start()
    for load in loads:
        load.join()
    assert sorted(plan.count("added") for plan in plans) == [0, len(registry)]


def test_revisions_name_the_load_they_belong_to(sqlite_engine: Engine, tmp_path: Path) -> None:
    before = _sequence(sqlite_engine)
    _load(sqlite_engine, copy_without(tmp_path, "ev-fs-torture"))
    with reading(sqlite_engine) as session:
        later = select(Revision).where(col(Revision.sequence) > before)
        new = session.execute(later.order_by(col(Revision.sequence))).scalars().all()
    assert [(row.action, row.subject_id, row.load) for row in new] == [
        ("load", "commitments.yaml", None),
        ("retired", "ev-fs-torture", before + 1),
    ]


def test_commitments_keep_their_key_for_life(engine: Engine, tmp_path: Path) -> None:
    def keys() -> dict[str, int]:
        with reading(engine) as session:
            rows = session.execute(select(col(Commitment.id), col(Commitment.key))).all()
            return {row.id: row.key for row in rows}

    before = keys()
    on_it = ["ev-int-fpc-magnitsky", "ev-cor-nhc-2012", "ev-int-uk-visa"]
    _load(engine, copy_without(tmp_path, "fpc-2021-i02-kleptocracy", *on_it))
    _load(engine, SHIPPED)
    assert keys() == before


def test_load_leaves_alone_what_the_desk_owns(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(
            text(
                "INSERT INTO theme (id, owner, digest, position, title)"
                " VALUES ('of-the-desk', 'desk', '', 0, '{}')"
            )
        )
        assert plan_load(session, read(SHIPPED)).is_empty
