"""The command that writes the public site as plain files, and proves that a copy is intact."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import bytes_shown, end_when_asked, settings_or_exit, steps_shown

if TYPE_CHECKING:
    from app.store.signing import PublicKey

_NOT_INTACT, _NOT_CHECKED = 1, 2


def site(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of the copy.")],
    check: Annotated[bool, typer.Option("--check", help="Prove that the copy is intact.")] = False,
    exports: Annotated[
        bool | None, typer.Option(help="Make the whole exports now, or none; else once a day.")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="With --check: the public key, or a file that holds it."),
    ] = None,
) -> None:
    """Write the whole public site into a folder: pages, data, feeds, exports, all of it."""
    if check:
        raise typer.Exit(_check(out, key))
    if key is not None:
        sys.exit("--key goes with --check: a copy is signed with the key of SCORECARD_SIGNING_KEY.")
    from app.mirror.writing import Order, Watch, write_site
    from app.store.engine import exists, in_plain_words, open_engine
    from app.store.migrate import migrate

    settings = settings_or_exit()
    if not exists(settings.database_url):
        sys.exit(
            f"There is no database at {settings.database_url}: check SCORECARD_DATABASE_URL and "
            "the folder."
        )
    end_when_asked(_NOT_INTACT)
    engine = open_engine(settings.database_url)
    migrate(engine)
    with in_plain_words(engine), steps_shown("Writing") as (advance, set_total):
        done = write_site(Order(out, settings, exports=exports), Watch(set_total, advance))
    engine.dispose()
    signed = "signed" if done.is_signed else "not signed: SCORECARD_SIGNING_KEY is not set"
    typer.echo(
        f"{out}: {done.files} files ({signed}); {done.made} parts were made, {done.removed} files "
        "that belong to nothing any more were removed."
    )


def _check(folder: Path, key: str | None) -> int:
    """Check a copy; 0 for an intact one, 1 for one that is not, 2 where that cannot be said."""
    from app.errors import ScorecardError
    from app.mirror.checking import check_site

    try:
        public = None if key is None else _public_key(key)
        with bytes_shown("Checking") as tell:
            found = check_site(folder, public, tell)
    except ScorecardError as error:
        sys.stderr.write(f"{error.title}:\n{error.detail}\n")
        return _NOT_CHECKED
    sys.stderr.writelines(f"{line}\n" for line in found.lines())
    number = len(found.manifest.files)
    if not found.is_intact:
        typer.echo("This copy is not what was written: fetch what is named above again.")
        return _NOT_INTACT
    vouched = f" It is signed by {public.name}." if public else ""
    typer.echo(
        f"Intact: {number} files, with {found.manifest.revisions} revisions of the ledger "
        f"(hash {found.manifest.hash}).{vouched}"
    )
    return 0


def _public_key(text: str) -> "PublicKey":
    from app.store.signing import read_public_key

    path = Path(text)
    try:
        is_file = path.is_file()
    except OSError:
        is_file = False
    return read_public_key(path.read_text(encoding="utf-8") if is_file else text)
