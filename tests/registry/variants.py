"""Small registries out of the shipped one, in many states: for loading one after the other."""

import copy
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.conftest import SHIPPED
from tests.registry.registries import Sections

COMMITMENTS = ["decree-2021-01-un-mechanisms", "decree-2021-03-disability", "fs2024-un-protocols"]
CONTESTS = ["ev-un-upr-selective", "ev-un-upr-hrw", "ev-dis-hrw-2024"]
OTHERS = ["ev-un-opcrpd", "ev-un-opcrc", "ev-un-astanatimes-2024", "ev-dis-upr-segregation"]
LINKED = {"bears_on", "context_for"}

State = dict[str, Any]
STATES = st.fixed_dictionaries(
    {
        "gone": st.sets(st.sampled_from([*COMMITMENTS, *CONTESTS, *OTHERS])),
        "only_context": st.sets(st.sampled_from(OTHERS)),
        "answered": st.booleans(),
        "backwards": st.booleans(),
        "year": st.sampled_from(["2018", "2019-05"]),
        "origin": st.sampled_from(["official", "independent"]),
        "note": st.sampled_from(["first", "second"]),
    }
)


def small() -> Sections:
    """Give the entries of the shipped file that concern the commitments and evidence above."""
    sections = copy.deepcopy(_chosen())
    for one in sections["evidence"]:
        _link(one, COMMITMENTS, {"only_context": ()})
    return sections


@cache
def _chosen() -> Sections:
    sections: Sections = yaml.load(SHIPPED.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    keep = {*COMMITMENTS, *CONTESTS, *OTHERS}
    for section in ("commitments", "evidence"):
        sections[section] = [one for one in sections[section] if one["id"] in keep]
    sources = {one["document"] for one in sections["evidence"]}
    sections["documents"] = [one for one in sections["documents"] if one["id"] in sources]
    return sections


def variant(state: State) -> Sections:
    """Give the small registry in this state."""
    sections = copy.deepcopy(_chosen())
    for section in ("commitments", "evidence"):
        sections[section] = [one for one in sections[section] if one["id"] not in state["gone"]]
    known = [one["id"] for one in sections["commitments"]]
    for one in sections["evidence"]:
        _link(one, known, state)
    sections["evidence"] = [one for one in sections["evidence"] if len(one.keys() & LINKED)]
    for one in sections["evidence"]:
        _answer(one, sections["evidence"], state)
    _rewrite(sections, state)
    return sections


def _link(entry: dict[str, Any], known: list[str], state: State) -> None:
    """Leave only links to what is there, and none that bears where the state wants context."""
    bears = {name: one for name, one in entry.pop("bears_on", {}).items() if name in known}
    context = [name for name in entry.pop("context_for", []) if name in known]
    if entry["id"] in state["only_context"]:
        bears, context = {}, [*bears, *context]
    entry |= {"bears_on": bears} if bears else {}
    entry |= {"context_for": context} if context else {}


def _answer(entry: dict[str, Any], evidence: list[dict[str, Any]], state: State) -> None:
    for name, standing in entry.get("bears_on", {}).items():
        others = [one["id"] for one in evidence if name in one.get("bears_on", {})]
        answers = [one for one in others if one in OTHERS]
        if standing == "contested" and state["answered"] and answers:
            entry["bears_on"][name] = {"status": "contested", "answered_by": answers}


def _rewrite(sections: Sections, state: State) -> None:
    for one in sections["documents"]:
        one["origin"] = state["origin"]
    for one in sections["evidence"]:
        one["date"] = state["year"]
    for one in sections["commitments"]:
        one["note"] = state["note"]
        one["themes"] = one["themes"][:: -1 if state["backwards"] else 1]
    for section in sections.values():
        section.sort(key=lambda one: str(one["id"]), reverse=state["backwards"])
