"""Whatever the desk or a file does, and takes back, reaches a copy."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from app.store.engine import open_engine, writing
from tests.conftest import Databases
from tests.queries.deskwork import (
    DISPUTE,
    EXPRESSION,
    LAW,
    OTHER_DISPUTE,
    WITHDRAWN_SOURCE,
    answer,
    busy,
    look_at,
    replace,
    replace_law,
    withdraw,
)
from tests.queries.follower import Follower, in_step
from tests.registry.exports import load
from tests.registry.registries import Sections, as_yaml
from tests.registry.variants import small


def entry(sections: Sections, section: str, name: str) -> dict[str, Any]:
    """One entry of a registry, to be changed."""
    return next(one for one in sections[section] if one["id"] == name)


@pytest.fixture(scope="module")
def in_step_with_shipped(sqlite_databases: Databases) -> Follower:
    """Somebody who has followed the shipped registry from the start, for tests to go on from."""
    engine, follower = open_engine(sqlite_databases.make("filled")), Follower()
    in_step(engine, follower)
    engine.dispose()
    return follower


@pytest.mark.parametrize(
    "act",
    [
        replace_law,
        lambda engine: withdraw(engine, "evidence", DISPUTE),
        lambda engine: withdraw(engine, "documents", WITHDRAWN_SOURCE),
        lambda engine: replace(
            engine, "documents", WITHDRAWN_SOURCE, "doc-again", origin="unclear"
        ),
        lambda engine: answer(engine, OTHER_DISPUTE, EXPRESSION, LAW),
        lambda engine: look_at(engine, EXPRESSION),
        busy,
    ],
    ids=["replaced", "withdrawn", "source", "source again", "answered", "looked", "busy"],
)
def test_whatever_the_desk_does_reaches_a_copy(
    sqlite_engine: Engine, in_step_with_shipped: Follower, act: Callable[[Engine], object]
) -> None:
    follower = copy.deepcopy(in_step_with_shipped)
    act(sqlite_engine)
    in_step(sqlite_engine, follower)


def test_a_dispute_is_open_again_in_a_copy_when_its_answer_is_withdrawn(
    sqlite_engine: Engine,
    in_step_with_shipped: Follower,
) -> None:
    answer(sqlite_engine, OTHER_DISPUTE, EXPRESSION, LAW)
    follower = copy.deepcopy(in_step_with_shipped)
    in_step(sqlite_engine, follower)
    withdraw(sqlite_engine, "evidence", LAW)
    in_step(sqlite_engine, follower)
    concerns = follower.copy["evidence", OTHER_DISPUTE]["concerns"]
    assert all(LAW not in one["answered_by"] for one in concerns)


def _rename_instruments(sections: Sections) -> None:
    for one in sections["instruments"]:
        one["title"] |= {"en": "Another title"}


def _adopt_later(sections: Sections) -> None:
    for one in sections["instruments"]:
        one["adopted"] = "2026-11-20"


def _rename_theme(sections: Sections) -> None:
    theme = sections["commitments"][0]["themes"][0]
    entry(sections, "themes", theme)["title"] |= {"en": "Another theme"}


def _move_commitment(sections: Sections) -> None:
    first, *_, last = sections["commitments"]
    first |= {"instrument": last["instrument"], "themes": last["themes"]}


def _change_source(sections: Sections) -> None:
    source = entry(sections, "documents", sections["evidence"][0]["document"])
    source |= {"publisher": "Another publisher", "origin": "unclear"}


def _change_commitment(sections: Sections) -> None:
    sections["commitments"][0] |= {"title": {"en": "Another"}, "looked_at": "2026-11-20"}


def _change_about(sections: Sections) -> None:
    sections["about"][0]["title"] = {"en": "Another headline"}


def _take_from_elsewhere(sections: Sections) -> None:
    sections["evidence"][0]["document"] = sections["evidence"][-1]["document"]


def _link_elsewhere(sections: Sections) -> None:
    linked = next(one for one in sections["evidence"] if len(one.get("bears_on", {})) == 1)
    [(name, standing)] = linked["bears_on"].items()
    others = [one["id"] for one in sections["commitments"] if one["id"] != name]
    linked["bears_on"] = {others[0]: standing}


def _turn_around(sections: Sections) -> None:
    sections["commitments"].reverse()


def _withdraw(sections: Sections) -> None:
    sections["evidence"][0]["withdrawn"] = {"on": "2026-11-20", "reason": "It was wrong."}


def altered(alter: Callable[[Sections], None]) -> Sections:
    """The small registry with one thing changed, as an editor of the file would."""
    sections = copy.deepcopy(small())
    alter(sections)
    return sections


@pytest.mark.parametrize(
    "alter",
    [
        _rename_instruments,
        _adopt_later,
        _rename_theme,
        _move_commitment,
        _change_source,
        _change_commitment,
        _change_about,
        _take_from_elsewhere,
        _link_elsewhere,
        _turn_around,
        _withdraw,
    ],
)
def test_whatever_changes_in_the_file_reaches_a_copy_there_and_back(
    small_engine: Engine, alter: Callable[[Sections], None]
) -> None:
    follower = Follower()
    in_step(small_engine, follower)
    before = dict(follower.copy), follower.about
    load(small_engine, as_yaml(altered(alter)))
    in_step(small_engine, follower)
    assert before != (follower.copy, follower.about) or alter is _turn_around
    load(small_engine, as_yaml(small()))
    in_step(small_engine, follower)
    assert before == (follower.copy, follower.about)


def test_what_redactions_removed_from_the_ledger_is_made_up_for(small_engine: Engine) -> None:
    follower = Follower()
    in_step(small_engine, follower)
    load(small_engine, as_yaml(altered(_move_commitment)))
    load(small_engine, as_yaml(altered(_take_from_elsewhere)))
    with writing(small_engine) as session:
        emptied = "UPDATE revision SET payload = NULL, salt = NULL WHERE action != 'load'"
        session.execute(text(emptied))
    in_step(small_engine, follower)
