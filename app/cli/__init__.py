"""The `scorecard` command, and what it can be asked for.

Commands import what they need when they run, so that `--help` and a warm start stay quick.
"""

import typer

from app.cli import (
    accounts,
    exporting,
    keys,
    moving,
    operations,
    registry,
    serving,
    site,
    snapshots,
    verifying,
)
from app.cli.terminal import in_plain_words

app = typer.Typer(
    name="scorecard",
    help="The reform scorecard: what was promised, what became of it, and according to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    serving.serve,
    registry.load,
    registry.check,
    verifying.verify,
    registry.schema,
    exporting.export,
    site.site,
    snapshots.snapshot,
    operations.backup,
    operations.restore,
    moving.move,
    operations.doctor,
):
    app.command()(command)
app.add_typer(accounts.group)
app.add_typer(keys.group)


def main() -> None:
    """Run the command; what somebody can mend is printed as a sentence, without a traceback."""
    with in_plain_words():
        app()
