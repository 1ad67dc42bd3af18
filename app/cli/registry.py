"""Commands about the registry file and what was loaded of it: load, check, schema."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import end_when_asked, settings_or_exit, steps_shown

if TYPE_CHECKING:
    from app.registry.plan import Plan

_File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The registry file (default: the setting).")
]


def load(
    file: _File = None,
    dry_run: Annotated[bool, typer.Option(help="Show the plan and write nothing.")] = False,
    allow_retire: Annotated[bool, typer.Option(help="Allow retiring many entries.")] = False,
) -> None:
    """Bring the database in line with the registry file, and say what that changes."""
    from app.cli.privacy import make_private
    from app.registry.loading import Order, load_registry
    from app.registry.reader import read_registry
    from app.store.engine import exists, open_engine
    from app.store.migrate import migrate

    end_when_asked()
    settings = settings_or_exit()
    with steps_shown("Reading") as steps:
        path = file or settings.registry
        registry = read_registry(path, settings.registry_max_mb, settings.today(), *steps)
    url = settings.database_url
    with TemporaryDirectory() as folder, steps_shown("Loading") as (advance, set_total):
        if dry_run and not exists(url):  # planned against an empty database, made aside
            url = f"sqlite:///{folder}/empty.db"
        make_private(url)
        engine = open_engine(url)
        migrate(engine)

        def announce(plan: "Plan", steps: int) -> None:
            sys.stdout.writelines(f"{line}\n" for line in plan.lines())
            set_total(steps)

        order = Order(settings.today(), dry_run, allow_retire, advance, announce)
        plan = load_registry(engine, registry, order)
        engine.dispose()
    typer.echo(_outcome(plan, dry_run=dry_run))


def _outcome(plan: "Plan", *, dry_run: bool) -> str:
    if dry_run:
        return "Nothing was written (--dry-run)."
    return "Nothing to do." if plan.is_empty else "Done: all of this is in the database."


def check(file: _File = None) -> None:
    """Check the registry file and name every fault in it; needs no database."""
    from app.registry.reader import read_registry

    settings = settings_or_exit()
    path = file or settings.registry
    with steps_shown("Reading") as steps:
        registry = read_registry(path, settings.registry_max_mb, settings.today(), *steps)
    counted = (one for one in registry.entries.items() if one[0] != "about")
    counts = ", ".join(f"{len(entries)} {name}" for name, entries in counted)
    typer.echo(f"{path.name}: no faults ({counts}).")


def schema() -> None:
    """Print the JSON Schema of the registry file, for completion in editors."""
    import json

    from app.registry.schema import registry_schema

    typer.echo(json.dumps(registry_schema(), ensure_ascii=False, indent=2))
