"""The `scorecard` command where it is not installed: `python -m app.cli`."""

from app.cli import main

main()
