"""The doctor names webhooks that are not told of changes."""

import time_machine
from sqlalchemy import Engine

from app.accounts.moments import now
from app.cli.doctor_webhooks import examine_webhooks
from app.cli.findings import Level
from app.domain.workflow import StaffRole
from app.outgoing.addresses import Trouble
from app.outgoing.guarded import Outcome
from app.outgoing.schedule import DELAYS
from app.settings import Settings
from app.store.engine import open_engine, reading
from tests.conftest import Databases
from tests.outgoing.hooks import Hooks
from tests.staffing import add_staff

URL = "https://example.org/known-to-its-owner"


def hooks_in(databases: Databases) -> Hooks:
    engine = open_engine(databases.make("empty"))
    return Hooks(engine, add_staff(engine, StaffRole.ADMINISTRATOR).actor)


def found(engine: Engine, **settings: str) -> list[tuple[Level, str]]:
    with reading(engine) as session:
        told = list(examine_webhooks(session, Settings.model_validate(settings)))
    assert all(URL not in one.sentence for one in told)
    return [(one.level, one.sentence) for one in told]


def test_where_there_is_none_nothing_is_said(sqlite_databases: Databases) -> None:
    hooks = hooks_in(sqlite_databases)
    assert found(hooks.engine, webhooks="off") == []
    hooks.engine.dispose()


def test_failures_what_was_given_up_and_what_is_switched_off_are_told(
    sqlite_databases: Databases,
) -> None:
    hooks = hooks_in(sqlite_databases)
    outcomes = [Outcome(None, 200), Outcome(Trouble.STATUS, 500), Outcome(Trouble.GONE, 410)]
    hooks.to(URL, "Partner")
    said = []
    with time_machine.travel(now(), tick=False) as clock:
        for outcome in outcomes:
            hooks.happen()
            hooks.deliver(lambda *_, so=outcome: so)
            said += found(hooks.engine)
            clock.shift(DELAYS[-1])
    assert [level for level, _ in said] == [Level.OK, Level.WARN, Level.WARN]
    assert "1, all without a failure" in said[0][1]
    assert "'Partner' fails since" in said[1][1]
    assert "wants no more" in said[2][1]
    assert "SCORECARD_WEBHOOKS is off" in found(hooks.engine, webhooks="off")[0][1]
    hooks.engine.dispose()
