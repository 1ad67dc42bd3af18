"""The `scorecard` command: serve, load, check, verify, schema.

Commands import what they need when they run, so that `--help` and a warm start stay quick.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from app.errors import ScorecardError
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from app.registry.plan import Plan

app = typer.Typer(
    name="scorecard",
    help="The reform scorecard: what was promised, what became of it, and according to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The registry file (default: the setting).")
]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
) -> None:
    """Migrate the database, load the registry when it changed, and serve the scorecard."""
    import uvicorn

    from app.main import create_app

    settings = _settings()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # No access log: who read what is nobody's business. No server header: it helps only attackers.
    uvicorn.run(
        create_app(settings),
        host=host or settings.host,
        port=settings.port if port is None else port,
        access_log=False,
        server_header=False,
    )


@app.command()
def load(
    file: _File = None,
    dry_run: Annotated[bool, typer.Option(help="Show the plan and write nothing.")] = False,
    allow_retire: Annotated[bool, typer.Option(help="Allow retiring many entries.")] = False,
) -> None:
    """Bring the database in line with the registry file, and say what that changes."""
    from app.registry.loading import Order, load_registry
    from app.registry.reader import read_registry
    from app.store.engine import exists, open_engine
    from app.store.migrate import migrate

    settings = _settings()
    with _progress("Reading") as (advance, _set_total):
        path = file or settings.registry
        registry = read_registry(path, settings.registry_max_mb, settings.today(), advance)
    url = settings.database_url
    with TemporaryDirectory() as folder, _progress("Loading") as (advance, set_total):
        if dry_run and not exists(url):  # planned against an empty database, made aside
            url = f"sqlite:///{folder}/empty.db"
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


@app.command()
def check(file: _File = None) -> None:
    """Check the registry file and name every fault in it; needs no database."""
    from app.registry.reader import read_registry

    settings = _settings()
    path = file or settings.registry
    with _progress("Reading") as (advance, _set_total):
        registry = read_registry(path, settings.registry_max_mb, settings.today(), advance)
    counted = (one for one in registry.entries.items() if one[0] != "about")
    counts = ", ".join(f"{len(entries)} {name}" for name, entries in counted)
    typer.echo(f"{path.name}: no faults ({counts}).")


@app.command()
def verify() -> None:
    """Check the ledger's chain, the stored readings, the rows and all references."""
    from app.registry.verification import altered_rows
    from app.store import verification
    from app.store.engine import exists, in_plain_words, open_engine, reading
    from app.store.migrate import migrate

    url = _settings().database_url
    if not exists(url):
        sys.exit(f"There is no database at {url}: check SCORECARD_DATABASE_URL and the folder.")
    engine = open_engine(url)
    migrate(engine)
    with in_plain_words(engine), reading(engine) as session:
        checked = verification.count_checked(session)
        if not checked["revisions"]:
            sys.exit("Nothing was ever loaded here: check SCORECARD_DATABASE_URL and the folder.")
        found = [
            *verification.broken_links(session),
            *verification.wrong_readings(session),
            *verification.dangling_references(session),
            *altered_rows(session),
        ]
    sys.stderr.writelines(f"{sentence}\n" for sentence in found)
    if found:
        typer.echo(f"{len(found)} places are wrong: restore a backup, and find out who wrote here.")
        raise typer.Exit(1)
    counts = ", ".join(f"{number} {name}" for name, number in checked.items())
    typer.echo(f"All is as it was recorded ({counts}).")


@app.command()
def schema() -> None:
    """Print the JSON Schema of the registry file, for completion in editors."""
    import json

    from app.registry.schema import registry_schema

    typer.echo(json.dumps(registry_schema(), ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command; what somebody can mend is printed as a sentence, without a traceback."""
    try:
        app()
    except ScorecardError as error:
        sys.exit(f"{error.title}:\n{error.detail}")


def _settings() -> Settings:
    """Read the settings; what is wrong with them is told, each with what it sets."""
    try:
        return load_settings()
    except ValidationError as error:
        lines = [_complaint(str(one["loc"][0]), one["input"]) for one in error.errors()]
    sys.exit("A setting is wrong:\n" + "\n".join(lines))


def _complaint(name: str, value: object) -> str:
    field = Settings.model_fields[name]
    default = "" if field.default_factory else f" The default is {field.default}."
    return (
        f"SCORECARD_{name.upper()} is '{value}', which cannot be. "
        f"It sets this: {field.description}{default}"
    )


@contextmanager
def _progress(what: str) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """Show a bar on a terminal; give a function that advances it, and one that sets its end."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield (
            lambda done: bar.advance(task, done),
            lambda total: bar.update(task, total=total),
        )


if __name__ == "__main__":
    main()
