"""Who owns what after a load: the desk keeps what the file does not say, and hands over the rest.

All of it on the small registry of tests/registry/variants.py.
"""

from typing import Any

from sqlalchemy import Engine, text

from app.store.engine import reading
from app.store.tables import Commitment, Document, Evidence
from tests.conftest import TODAY
from tests.registry.deskwork import (
    CONTEST,
    DAY,
    DISABILITY,
    MECHANISMS,
    PLEDGE,
    REASON,
    SOURCE,
    at_the_desk,
    document,
    evidence,
    some_of_everything,
)
from tests.registry.exports import (
    entries,
    export,
    facts,
    load,
    one,
    owners,
    recorded_since,
    sequence,
)
from tests.registry.registries import as_yaml
from tests.registry.tampering import found_in
from tests.registry.variants import small


def row(engine: Engine, model: type[Any], name: str) -> Any:  # noqa: ANN401 - a row of that model
    """Give one row."""
    with reading(engine) as session:
        return session.get(model, name)


def test_a_load_leaves_alone_all_that_the_desk_did(worked_engine: Engine) -> None:
    before, number = facts(worked_engine), sequence(worked_engine)
    assert load(worked_engine, as_yaml(small())).is_empty
    assert (facts(worked_engine), sequence(worked_engine)) == (before, number)


def test_what_the_desk_did_survives_changes_of_the_same_entries(worked_engine: Engine) -> None:
    before = facts(worked_engine)
    sections = small()
    for section, name in (("evidence", CONTEST), ("evidence", PLEDGE), ("commitments", DISABILITY)):
        one(sections, section, name)["note"] = "Read once more."
    assert (
        load(worked_engine, as_yaml(sections)).summary().startswith("0 added, 3 changed, 0 retired")
    )
    assert facts(worked_engine) == before
    assert found_in(worked_engine) == []


def test_what_the_desk_did_survives_retirement_and_return(worked_engine: Engine) -> None:
    before = facts(worked_engine)
    sections = small()
    sections["evidence"] = [it for it in sections["evidence"] if it["id"] not in (CONTEST, PLEDGE)]
    load(worked_engine, as_yaml(sections))
    assert found_in(worked_engine) == []
    load(worked_engine, as_yaml(small()))
    assert facts(worked_engine) == before
    assert found_in(worked_engine) == []


def test_a_loaded_export_changes_owners_and_nothing_else(worked_engine: Engine) -> None:
    before, number = facts(worked_engine), sequence(worked_engine)
    plan = load(worked_engine, export(worked_engine))
    assert facts(worked_engine) == before
    assert {action for action, _, _ in recorded_since(worked_engine, number)} == {"load", "adopted"}
    adopted = {
        "= document d-1 (adopted)",
        "= document d-2 (adopted)",
        f"= commitment {DISABILITY} (adopted)",
        f"= commitment {MECHANISMS} (adopted)",
        f"= evidence {CONTEST} (adopted)",
        f"= evidence {PLEDGE} (adopted)",
        "= evidence e-1 (adopted)",
    }
    *told, summary = plan.lines()
    assert set(told) == adopted
    assert summary.startswith("0 added, 0 changed, 7 adopted, 0 retired")
    assert set(owners(worked_engine, "evidence").values()) == {"registry"}
    assert found_in(worked_engine) == []


def test_nothing_is_adopted_twice(worked_engine: Engine) -> None:
    text_of_it = export(worked_engine)
    load(worked_engine, text_of_it)
    number = sequence(worked_engine)
    assert load(worked_engine, text_of_it).is_empty
    assert sequence(worked_engine) == number


def test_after_adoption_the_file_owns_all_but_the_day_of_the_last_look(
    small_engine: Engine,
) -> None:
    before = facts(small_engine)
    some_of_everything(small_engine)
    looks = facts(small_engine)["looks"]
    load(small_engine, export(small_engine))
    plan = load(small_engine, as_yaml(small()))
    assert plan.sections["evidence"].retired == ["e-1"]
    assert plan.sections["documents"].retired == ["d-1", "d-2"]
    after = facts(small_engine)
    assert (after["readings"], after["looks"]) == (before["readings"], looks)
    assert row(small_engine, Evidence, PLEDGE).withdrawal is None
    assert found_in(small_engine) == []


def test_an_old_export_may_be_loaded_when_the_desk_has_gone_on(worked_engine: Engine) -> None:
    old = export(worked_engine)
    with at_the_desk(worked_engine) as desk:
        desk.publish("evidence", evidence("e-2", "d-2", MECHANISMS), [(CONTEST, MECHANISMS)])
        desk.withdraw("evidence", "e-1")
    before = facts(worked_engine)
    assert load(worked_engine, old).count("changed") == 0
    assert facts(worked_engine) == before
    assert owners(worked_engine, "evidence")["e-2"] == "desk"
    assert load(worked_engine, export(worked_engine)).count("adopted") == 3
    assert facts(worked_engine) == before
    assert found_in(worked_engine) == []


def test_a_real_change_beside_what_is_adopted_is_a_change(worked_engine: Engine) -> None:
    sections = entries(worked_engine)
    one(sections, "evidence", CONTEST)["note"] = "Read once more."
    one(sections, "evidence", PLEDGE)["note"] = "Read once more."
    plan = load(worked_engine, as_yaml(sections))
    assert [change.key for change in plan.sections["evidence"].changed[CONTEST]] == [
        "bears_on",
        "note",
    ]
    assert row(worked_engine, Evidence, PLEDGE).withdrawn == {"on": DAY, "reason": REASON}
    assert load(worked_engine, as_yaml(sections)).is_empty
    assert found_in(worked_engine) == []


def test_the_newest_look_holds_whoever_says_so(small_engine: Engine) -> None:
    sections = small()
    commitment = one(sections, "commitments", DISABILITY)
    for said, held in (("2026-03", "2026-03"), ("2026", "2026"), ("2026-05-01", "2026-05-01")):
        commitment["looked_at"] = said
        load(small_engine, as_yaml(sections))
        assert row(small_engine, Commitment, DISABILITY).last_looked_at == held
    with at_the_desk(small_engine) as desk:
        desk.look(DISABILITY)
    for said in ("2026-06-01", DAY, "2026-01"):
        commitment["looked_at"] = said
        assert load(small_engine, as_yaml(sections)).count("retired") == 0
        assert row(small_engine, Commitment, DISABILITY).last_looked_at == DAY
        assert found_in(small_engine) == []


def test_evidence_follows_its_document_to_what_replaced_it(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.replace("documents", SOURCE, document("d-1", origin="legal_text"))
    sections = small()
    sections["evidence"].append(evidence("ev-newer", SOURCE, MECHANISMS))
    load(small_engine, as_yaml(sections))
    assert {row(small_engine, Evidence, name).source for name in (PLEDGE, "ev-newer")} == {"d-1"}
    load(small_engine, export(small_engine))
    load(small_engine, as_yaml(sections))
    assert row(small_engine, Document, "d-1").retired_on == TODAY
    assert {row(small_engine, Evidence, name).source for name in (PLEDGE, "ev-newer")} == {SOURCE}
    assert found_in(small_engine) == []


def test_an_export_does_not_name_a_replaced_entry_that_it_leaves_out(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.replace("evidence", PLEDGE, evidence("e-1", SOURCE, MECHANISMS))
    assert one(entries(small_engine), "evidence", "e-1")["replaces"] == PLEDGE
    sections = small()
    sections["evidence"] = [it for it in sections["evidence"] if it["id"] != PLEDGE]
    load(small_engine, as_yaml(sections))
    exported = entries(small_engine)
    assert "replaces" not in one(exported, "evidence", "e-1")
    assert load(small_engine, as_yaml(exported)).count("adopted") == 2
    assert owners(small_engine, "evidence")["e-1"] == "registry"
    assert found_in(small_engine) == []


def test_links_to_what_the_file_retires_do_not_keep_desk_evidence_from_being_adopted(
    small_engine: Engine,
) -> None:
    both = {MECHANISMS: "pledged", "fs2024-un-protocols": "contested"}
    with at_the_desk(small_engine) as desk:
        desk.publish("evidence", evidence("e-1", SOURCE, MECHANISMS, bears_on=both))
        desk.publish("evidence", evidence("e-2", SOURCE, "fs2024-un-protocols"))
    sections = small()
    sections["commitments"] = [it for it in sections["commitments"] if it["id"] in both][:1]
    kept = sections["commitments"][0]["id"]
    for it in sections["evidence"]:
        it["bears_on"] = {key: it["bears_on"][key] for key in it.get("bears_on", {}) if key == kept}
        it["context_for"] = [key for key in it.get("context_for", ()) if key == kept]
    sections["evidence"] = [
        it for it in sections["evidence"] if it["bears_on"] or it["context_for"]
    ]
    load(small_engine, as_yaml(sections))
    exported = entries(small_engine)
    assert one(exported, "evidence", "e-1")["bears_on"] == {MECHANISMS: "pledged"}
    load(small_engine, as_yaml(exported))
    assert {name: owners(small_engine, "evidence")[name] for name in ("e-1", "e-2")} == {
        "e-1": "registry",
        "e-2": "desk",
    }
    assert found_in(small_engine) == []


def test_statistics_of_owners_do_not_move_the_limit_of_retirement(worked_engine: Engine) -> None:
    plan = load(worked_engine, as_yaml(small()))
    with reading(worked_engine) as session:
        owned = "SELECT count(*) FROM {} WHERE owner = 'registry'"
        tables = ("about", "instrument", "theme", "document", "commitment", "evidence")
        counts = [session.execute(text(owned.format(table))).scalar_one() for table in tables]
    assert plan.count("in_force") == sum(counts)
