"""Commands about the people of the desk, for whoever may start the program on its machine."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import settings_or_exit
from app.domain.workflow import StaffRole

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.settings import Settings

group = typer.Typer(
    name="user", help="The people who work at the desk.", no_args_is_help=True, add_completion=False
)

_Login = Annotated[str, typer.Option(help="What they sign in with.")]


@group.command()
def add(
    name: Annotated[str, typer.Option(help="Their name, which only staff see.")],
    login: _Login,
    role: Annotated[StaffRole, typer.Option(help="What they may do.")] = StaffRole.EDITOR,
) -> None:
    """Make an account, and print the address by which its owner chooses a password."""
    from app.accounts.commands import add_user

    engine, settings = _opened()
    typer.echo(add_user(engine, settings, name, login, role))
    engine.dispose()


@group.command()
def reset(login: _Login) -> None:
    """Let somebody in again who lost password or second factor; prints an address."""
    from app.accounts.commands import reset_user

    engine, settings = _opened()
    typer.echo(reset_user(engine, settings, login))
    engine.dispose()


@group.command("list")
def list_() -> None:
    """Print everybody: number, role, login, name, and who is disabled."""
    from app.accounts.people import list_people
    from app.store.engine import reading

    engine, _settings = _opened()
    with reading(engine) as session:
        for person in list_people(session):
            state = " (disabled)" if person.disabled_at else ""
            typer.echo(f"{person.actor.name}  {person.login}  {person.name}{state}")
    engine.dispose()


def _opened() -> "tuple[Engine, Settings]":
    from app.cli.privacy import make_private
    from app.store.engine import open_engine
    from app.store.migrate import migrate

    settings = settings_or_exit()
    make_private(settings.database_url)
    engine = open_engine(settings.database_url)
    migrate(engine)
    return engine, settings
