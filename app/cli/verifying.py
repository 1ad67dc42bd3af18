"""The command that says whether all is as it was recorded: in the database, or in a snapshot."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import bytes_shown, settings_or_exit

if TYPE_CHECKING:
    from app.exports.checkpoints import Checkpoint
    from app.exports.snapshots.checks import Verdict
    from app.store.signing import PublicKey

_MOST_TOLD = 50
_WRONG, _UNREADABLE = 1, 2
_LARGEST = 100_000


def verify(
    snapshot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A snapshot to check instead.")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="The public key it is signed with, or a file with it."),
    ] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A checkpoint you kept, which it has to continue."),
    ] = None,
) -> None:
    """Check the ledger's chain, the stored readings, the rows and all references.

    With --snapshot, check that file alone: its hashes, its chain of revisions, its signatures.
    Ends with 0 when all is right, with 1 when something is wrong, with 2 when it cannot be read.
    """
    if snapshot is not None:
        _verify_snapshot(snapshot, key, checkpoint)
    elif key or checkpoint:
        sys.exit("Say --snapshot FILE as well: --key and --checkpoint are for snapshots.")
    else:
        _verify_database()


def _verify_database() -> None:
    from app.registry.verification import altered_rows
    from app.store import verification
    from app.store.engine import exists, in_plain_words, open_engine, reading
    from app.store.migrate import migrate

    url = settings_or_exit().database_url
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
        raise typer.Exit(_WRONG)
    counts = ", ".join(f"{number} {name}" for name, number in checked.items())
    typer.echo(f"All is as it was recorded ({counts}).")


def _verify_snapshot(path: Path, key: str | None, checkpoint: Path | None) -> None:
    from app.errors import ScorecardError
    from app.exports.snapshots.checks import Held, check_snapshot

    try:
        held = Held(_public_key(key) if key else None, _kept(checkpoint) if checkpoint else None)
        with bytes_shown("Checking") as tell:
            verdict = check_snapshot(path, held, tell)
    except ScorecardError as error:
        sys.stderr.write(f"{error.title}:\n{error.detail}\n")
        raise typer.Exit(_UNREADABLE) from error
    _tell(path, verdict)


def _tell(path: Path, verdict: "Verdict") -> None:
    shown = [_harmless(one) for one in verdict.faults[:_MOST_TOLD]]
    sys.stderr.writelines(f"{sentence}\n" for sentence in shown)
    for remark in verdict.remarks:
        typer.echo(remark)
    if verdict.faults or verdict.checkpoint is None:
        more = len(verdict.faults) - len(shown)
        also = f" ({more} of them not shown)" if more else ""
        typer.echo(f"{path.name}: {len(verdict.faults)} places are wrong{also}. Do not rely on it.")
        raise typer.Exit(_WRONG)
    point = verdict.checkpoint
    typer.echo(
        f"{path.name}: all is right ({verdict.files} files, {point.length} revisions up to "
        f"{point.time}, the newest with hash {point.hash})."
    )


def _harmless(sentence: str) -> str:
    """Take out what a terminal would obey: the names of files in a snapshot may be anybody's."""
    return "".join(letter if letter.isprintable() else "?" for letter in sentence)


def _public_key(text: str) -> "PublicKey":
    """Read a public key that was typed, or the file that holds it."""
    from app.store.signing import read_public_key

    is_typed = "+" in text and not Path(text).is_file()
    return read_public_key(text if is_typed else _text(Path(text)))


def _kept(path: Path) -> "Checkpoint":
    """Read a checkpoint that somebody kept: they know where they have it from."""
    from app.exports.checkpoints import Checkpoint
    from app.exports.snapshots.archives import UnreadableSnapshotError
    from app.store.signing import NoteFaultError

    try:
        return Checkpoint.read(_text(path), None)
    except NoteFaultError as error:
        raise UnreadableSnapshotError(f"{path} is no checkpoint: {error.detail}") from error


def _text(path: Path) -> str:
    from app.exports.snapshots.archives import UnreadableSnapshotError

    try:
        with path.open(encoding="utf-8") as file:
            return file.read(_LARGEST)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSnapshotError(f"{path} cannot be read: check its name") from error
