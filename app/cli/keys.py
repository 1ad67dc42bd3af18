"""Commands about the key that signs what is published."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from app.cli.terminal import settings_or_exit

if TYPE_CHECKING:
    from app.settings import Settings
    from app.store.signing import PublicKey

group = typer.Typer(
    name="key",
    help="The key that signs what is published.",
    no_args_is_help=True,
    add_completion=False,
)

_NO_SETTING = (
    "No signing key is set: let SCORECARD_SIGNING_KEY name a file outside of the folder of the "
    "database, such as /etc/scorecard/signing-key.pem, for the server too."
)
_WHOSE = (
    "Whose key is it? Say --name with the name of the site, such as --name example.org, or set "
    "SCORECARD_PUBLIC_URL first. The name cannot be changed later."
)
_NEXT = """
Now copy {path} to a place apart from the database, where only you can get it:
no backup of the database holds it. Without it nothing can be signed in this name again, and
whoever has it can sign as you. Start the server again, and let others note the public key."""


@group.command()
def new(
    name: Annotated[
        str | None,
        typer.Option(help="Whose key it is (default: the host of SCORECARD_PUBLIC_URL)."),
    ] = None,
) -> None:
    """Make the key in the file that SCORECARD_SIGNING_KEY names, and print its public half."""
    from app.store.key_files import make_key

    settings = settings_or_exit()
    path = _path(settings)
    key = make_key(path, name or _host(settings))
    _tell(key.public)
    typer.echo(_NEXT.format(path=path))


@group.command()
def show() -> None:
    """Print the public half of the key, which checks what was signed, and its fingerprint."""
    from app.store.key_files import load_key

    _tell(load_key(_path(settings_or_exit())).public)


def _path(settings: "Settings") -> Path:
    if settings.signing_key is None:
        sys.exit(_NO_SETTING)
    return settings.signing_key


def _host(settings: "Settings") -> str:
    host = urlsplit(settings.public_url or "").hostname
    return host or sys.exit(_WHOSE)


def _tell(key: "PublicKey") -> None:
    typer.echo(str(key))
    typer.echo(f"Fingerprint (SHA-256 of the key): {key.fingerprint}")
