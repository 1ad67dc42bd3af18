"""Loading a registry file: on command, and by itself before serving."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, select, update

from app.domain.readings import RULE_VERSION
from app.errors import FaultyRegistryError, MassRetirementError, UnusableDatabaseError
from app.registry.plan import Plan, plan_load
from app.registry.progress import Progress, no_progress
from app.registry.reader import Registry, read_registry, refuse
from app.registry.sync import Load, apply_plan
from app.settings import Settings
from app.store.engine import in_plain_words, reading, writing
from app.store.readings import follow_rule
from app.store.tables import RegistryState
from app.store.tallies import count_anew

_LOST_STATE = (
    "the database has lost its row in registry_state, so somebody wrote to it by hand: "
    "run `scorecard verify`, and restore a backup"
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """How to load: on which day, whether anything is written, and whom to tell what.

    `announce` is given the plan before anything is written, with the number of steps to come.
    """

    today: date
    dry_run: bool = False
    allow_retire: bool = False
    progress: Progress = field(default=no_progress)
    announce: Callable[[Plan, int], None] = field(default=lambda _plan, _steps: None)


def load_registry(engine: Engine, registry: Registry, order: Order) -> Plan:
    """Plan, announce, and (unless `dry_run`) apply in one transaction.

    Raises:
        FaultyRegistryError: when the file contradicts the desk, before anything is written.
        MassRetirementError: unless allowed, before anything is written.
        UnusableDatabaseError: when the database refuses, a full disk for example.

    """
    with in_plain_words(engine), writing(engine) as session:
        plan = plan_load(session, registry)
        refuse(registry.source, plan.contradictions)
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
        state = session.execute(select(RegistryState)).scalar_one_or_none()
        if state is None:
            raise UnusableDatabaseError(_LOST_STATE)
        loaded, tried, rule = state.loaded_sha256, state.tried_sha256, state.rule_version
    if rule not in {0, RULE_VERSION}:
        with writing(engine) as session:
            follow_rule(session)
            count_anew(session)
    if loaded is not None and loaded == tried and loaded == _sha256_of(settings.registry):
        return
    try:
        registry = read_registry(settings.registry, settings.registry_max_mb, today)
        plan = load_registry(engine, registry, Order(today))
        _log.info("Registry %s loaded: %s", settings.registry.name, plan.summary())
    except (FaultyRegistryError, MassRetirementError) as error:
        if loaded is None:
            raise
        _keep_serving(engine, settings.registry, error)


def _sha256_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
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
