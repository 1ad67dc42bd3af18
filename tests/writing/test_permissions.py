"""The permission table, asked through the API: every role, verb and state, own and others'.

On SQLite: the table is one of the program, and what each verb writes is tested on both databases.
"""

from dataclasses import dataclass
from typing import Any

from app.domain.workflow import StaffRole, State, Verb
from app.writing.examples import DRAFT
from tests.conftest import Databases
from tests.domain.test_workflow import OF_ONE, OF_TWO, SIGNS, WHO, square
from tests.staffing import add_staff
from tests.writing.bench import PROPOSALS, Bench, Tool, opened_bench, row

SENT: dict[Verb, tuple[str, str, Any]] = {
    Verb.READ: ("GET", "", None),
    Verb.EDIT: ("PUT", "", {"draft": DRAFT | {"note": "Another text."}}),
    Verb.SUBMIT: ("POST", "/submit", None),
    Verb.TAKE_BACK: ("POST", "/take-back", None),
    Verb.SEND_BACK: ("POST", "/send-back", {"comment": "Say where it stands."}),
    Verb.PUBLISH: ("POST", "/publish", None),
    Verb.SET_ASIDE: ("POST", "/set-aside", None),
    Verb.REOPEN: ("POST", "/reopen", None),
}
"""Every verb that is done to a proposal: method, what follows its address, and the body."""


@dataclass(frozen=True)
class Cell:
    """One square of the table: who tries what on which proposal, and whether they may."""

    verb: Verb
    state: State
    tool: Tool
    proposal: str
    may: bool

    def tried(self) -> int:
        """Do it, and give the status of the answer."""
        method, path, body = SENT[self.verb]
        address = f"{PROPOSALS}/{self.proposal}{path}"
        return self.tool.ask(method, address, body, If_Match='"3"').status_code


def cells(bench: Bench, table: str) -> list[Cell]:
    """A proposal of its own for every square of the table."""
    tools = {role: bench.tool(role) for role in StaffRole}
    others = {add_staff(bench.engine, StaffRole.EDITOR).number for _ in range(2)}
    found, rows = [], []
    for (verb, state), signs in square(table).items():
        for sign, (role, own) in zip(signs, WHO, strict=True) if verb in SENT else ():
            tool = tools[role]
            authors = others | ({tool.person.number} if own else set())
            rows.append(row(state, authors, summary=f"{verb} {state} {role} {own}."))
            found.append(Cell(verb, state, tool, rows[-1].id, may=sign != "-"))
    ids = [one.proposal for one in found]
    bench.keep(*rows)
    assert len(ids) == len(SENT) * len(State) * len(SIGNS)
    return found


def expected(cell: Cell) -> int:
    return 200 if cell.may else 403


def test_everybody_may_what_the_square_says_and_each_act_is_recorded(on_sqlite: Bench) -> None:
    bench = on_sqlite
    before, table = bench.recorded(), cells(bench, OF_TWO)
    started = bench.recorded()
    wrong = [
        (cell.verb, cell.state, cell.tool.person.role, status)
        for cell in table
        for status in [cell.tried()]
        if status != expected(cell)
    ]
    assert wrong == []
    acts = [cell for cell in table if cell.may and cell.verb is not Verb.READ]
    assert bench.recorded() - started == len(acts) > 40
    assert started > before
    for cell in acts[::7]:
        (step,) = cell.tool.get(f"{PROPOSALS}/{cell.proposal}/history").json()["items"]
        assert step["action"] == cell.verb
        assert step["actor"] == cell.tool.person.actor.name


def test_where_one_person_does_all_they_publish_what_they_wrote(
    sqlite_databases: Databases,
) -> None:
    with opened_bench(sqlite_databases, review="single") as bench:
        table = [one for one in cells(bench, OF_ONE) if one.verb is Verb.PUBLISH]
        assert [cell.tried() for cell in table] == [expected(cell) for cell in table]
        assert sum(cell.may for cell in table) == 4
