"""Loading a registry file: on command, and by itself before serving."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, select, update
from sqlmodel import col

from app.domain.readings import RULE_VERSION
from app.errors import FaultyRegistryError, MassRetirementError
from app.registry.plan import Plan, plan_load
from app.registry.reader import Progress, Registry, read_registry
from app.registry.sync import Load, apply_plan
from app.settings import Settings
from app.store.engine import reading, writing
from app.store.readings import rewrite_readings
from app.store.tables import Commitment, RegistryState

_log = logging.getLogger(__name__)


def _tell_nobody(_done: int) -> None:
    """Make no progress bar."""


@dataclass(frozen=True, slots=True)
class Order:
    """How to load: on which day, whether anything is written, and whom to tell what.

    `announce` is given the plan before anything is written, with the number of steps to come.
    """

    today: date
    dry_run: bool = False
    allow_retire: bool = False
    progress: Progress = field(default=_tell_nobody)
    announce: Callable[[Plan, int], None] = field(default=lambda _plan, _steps: None)


def load_registry(engine: Engine, registry: Registry, order: Order) -> Plan:
    """Plan, announce, and (unless `dry_run`) apply in one transaction.

    Raises:
        MassRetirementError: unless allowed, before anything is written.

    """
    with writing(engine) as session:
        plan = plan_load(session, registry)
        load = Load(registry, plan, order.today, order.progress)
        order.announce(plan, load.steps)
        if not order.allow_retire:
            plan.refuse_mass_retirement()
        if order.dry_run:
            session.rollback()
        else:
            apply_plan(session, load)
    return plan


def bring_up_to_date(engine: Engine, settings: Settings, today: date) -> None:
    """Before serving: load the registry file when it changed, or keep what was loaded before.

    A faulty file is said in the log and kept in the database for the staff side.

    Raises:
        FaultyRegistryError: when the database holds nothing yet that could be served instead.

    """
    with reading(engine) as session:
        state = session.execute(select(RegistryState)).scalar_one()
        loaded, tried, rule = state.loaded_sha256, state.tried_sha256, state.rule_version
    if loaded is not None and loaded == tried and loaded == _sha256_of(settings.registry):
        _follow_rule(engine, rule)
        return
    try:
        registry = read_registry(settings.registry, settings.registry_max_mb, today)
        plan = load_registry(engine, registry, Order(today))
        _log.info("Registry %s loaded: %s", settings.registry.name, plan.summary())
    except (FaultyRegistryError, MassRetirementError) as error:
        if loaded is None:
            raise
        _keep_serving(engine, settings.registry, error)
    _follow_rule(engine, rule)


def _sha256_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _keep_serving(
    engine: Engine, path: Path, error: FaultyRegistryError | MassRetirementError
) -> None:
    faults = error.lines() if isinstance(error, FaultyRegistryError) else [error.detail]
    with writing(engine) as session:
        session.execute(
            update(RegistryState).values(
                tried_sha256=_sha256_of(path) or "",
                tried_at=datetime.now(UTC).isoformat(timespec="seconds"),
                faults=faults,
            )
        )
    _log.error(
        "The registry file was not loaded; what was loaded before is served on. "
        "Mend the file and start again:\n%s",
        "\n".join(faults),
    )


def _follow_rule(engine: Engine, rule: int) -> None:
    """Read every commitment anew when the rule itself has another version than at the last load."""
    if rule in (0, RULE_VERSION):
        return
    with writing(engine) as session:
        ids = session.execute(select(col(Commitment.id))).scalars().all()
        rewrite_readings(session, ids)
        session.execute(update(RegistryState).values(rule_version=RULE_VERSION))
