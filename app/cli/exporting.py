"""The command that writes the registry file anew, from all that is public in the database."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.terminal import settings_or_exit


class Form(StrEnum):
    """What an export can be written as."""

    YAML = "yaml"


def export(
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.YAML,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to (default: standard output).")
    ] = None,
    force: Annotated[bool, typer.Option(help="Write over the file if it is there.")] = False,
) -> None:
    """Write what is public, of the registry and of the desk, as one registry file."""
    from app.registry.writer import write_registry
    from app.store.engine import exists, in_plain_words, open_engine, reading
    from app.store.migrate import migrate

    url = settings_or_exit().database_url
    if not exists(url):
        sys.exit(f"There is no database at {url}: check SCORECARD_DATABASE_URL and the folder.")
    if output is not None and output.exists() and not force:
        sys.exit(f"{output} exists: name another file, or say --force to write over it.")
    engine = open_engine(url)
    migrate(engine)
    writers = {Form.YAML: write_registry}
    with in_plain_words(engine), reading(engine) as session:
        pieces = writers[form](session)
        if output is None:
            for piece in pieces:
                typer.echo(piece.encode(), nl=False)  # as bytes: the same on every system
        else:
            _write(output, pieces)
    engine.dispose()


def _write(path: Path, pieces: Iterable[str]) -> None:
    """Write a file that gets its name once it is whole."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        partial.replace(path)
    except OSError as error:
        sys.exit(f"{path} cannot be written ({error.strerror}): check the folder and its space.")
    finally:
        partial.unlink(missing_ok=True)
