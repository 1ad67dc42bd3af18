"""The command that writes what is public to a file, in the formats that other programs open."""

import shutil
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import end_when_asked, settings_or_exit, steps_shown
from app.domain.vocabulary import Language

if TYPE_CHECKING:
    from app.queries.view import View


class Form(StrEnum):
    """What an export can be written as."""

    YAML = "yaml"
    CSV = "csv"
    NDJSON = "ndjson"
    JSON = "json"
    XLSX = "xlsx"
    SQLITE = "sqlite"
    PACKAGE = "package"


_TABLES = {Form.CSV: "scorecard", Form.NDJSON: "commitments"}
"""The table that is written in these forms where none is named."""

_NAMES = {Form.SQLITE: "scorecard.db", Form.PACKAGE: "scorecard.zip"}
_NOT_TEXT = frozenset({Form.XLSX, Form.SQLITE, Form.PACKAGE})


def export(
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.YAML,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="NOUN",
            help="Which table, as csv (default: one sheet for people) or ndjson (default:"
            " commitments).",
        ),
    ] = None,
    lang: Annotated[
        Language, typer.Option(help="The language of the sheet for people: csv and xlsx.")
    ] = Language.ENGLISH,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to (default: standard output).")
    ] = None,
    force: Annotated[bool, typer.Option(help="Write over the file if it is there.")] = False,
) -> None:
    """Write what is public, of the registry and of the desk, as one file that was read back."""
    end_when_asked()
    if output is None and form in _NOT_TEXT:
        sys.exit(f"{form.value} is no text for a terminal: say where to write it, with --output.")
    if output is not None and output.exists() and not force:
        sys.exit(f"{output} exists: name another file, or say --force to write over it.")
    wish = _Wish(_name_of(form, table), lang)
    if output is not None:
        _write(wish, output)
        return
    with TemporaryDirectory(prefix="scorecard-export-") as folder:
        whole = Path(folder) / wish.name
        _write(wish, whole)
        with whole.open("rb") as file:  # as bytes: the same on every system
            shutil.copyfileobj(file, typer.get_binary_stream("stdout"))


@dataclass(frozen=True, slots=True)
class _Wish:
    """Which file is asked for, by its name in the API, and in which language."""

    name: str
    language: Language


def _name_of(form: Form, table: str | None) -> str:
    from app.exports.tables import TABLES

    if table is None:
        return _NAMES.get(form, f"{_TABLES.get(form, 'scorecard')}.{form.value}")
    known = [one.name for one in TABLES]
    if form not in _TABLES:
        sys.exit(f"{form.value} holds all tables: leave out --table, or choose csv or ndjson.")
    if table not in known:
        sys.exit(f"There is no table '{table}'. Write one of these: {', '.join(known)}.")
    return f"{table}.{form.value}"


def _write(wish: _Wish, path: Path) -> None:
    """Write a file that gets its name once it is whole and was read back."""
    from app.exports.making import BrokenExportError
    from app.queries.languages import Tongue
    from app.queries.view import look
    from app.store.engine import exists, in_plain_words, open_engine, reading
    from app.store.migrate import migrate

    settings = settings_or_exit()
    if not exists(settings.database_url):
        sys.exit(
            f"There is no database at {settings.database_url}: check SCORECARD_DATABASE_URL and"
            " the folder."
        )
    engine = open_engine(settings.database_url)
    migrate(engine)
    today = settings.today()
    try:
        with in_plain_words(engine), reading(engine) as session:
            _make(look(session, today, today, Tongue(wish.language)), wish.name, path)
    except BrokenExportError as error:
        sys.exit(_why(path, error))
    except OSError as error:
        sys.exit(_no_room(path, error))
    finally:
        engine.dispose()


def _make(view: "View", name: str, path: Path) -> None:
    from app.exports.files import BY_NAME, EXPORTS, PACKAGE
    from app.exports.making import make
    from app.exports.package import pack, rows_to_write, write_package

    with steps_shown("Writing") as (advance, set_total):
        set_total(rows_to_write(view, EXPORTS if name == PACKAGE else [BY_NAME[name]]))
        if name != PACKAGE:
            make(view, BY_NAME[name], path, advance)
            return
        with TemporaryDirectory(prefix=".scorecard-package-", dir=path.parent) as folder:
            pack(write_package(view, Path(folder), advance), path)


def _why(path: Path, error: Exception) -> str:
    if isinstance(error.__cause__, OSError):
        return _no_room(path, error.__cause__)
    return (
        f"{path} was not written: what was made of the database is not whole ({error.__cause__})."
        " Run scorecard verify, which says whether the database is sound."
    )


def _no_room(path: Path, error: OSError) -> str:
    return f"{path} cannot be written ({error.strerror}): check the folder and its space."
