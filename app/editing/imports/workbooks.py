"""Having an XLSX file read by a child process, which is given little memory, time and knowledge."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from app.editing.imports.limits import MOST_SECONDS, RefusedError

_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from app.editing.imports.workbook_parser import main; main()"
)
# It needs no settings, and least of all the address of the database.
_KNOWN_TO_CHILD = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

_turns = threading.BoundedSemaphore(2)


def parse_apart(content: bytes) -> dict[str, Any]:
    """Give what `workbook_parser.parse_workbook` gives; at most two files are read at once.

    Raises:
        RefusedError: when the file is refused, or its reader died of it or took too long.

    """
    with _turns:
        answer = _ask_child(content)
    if "refused" in answer:
        raise RefusedError(answer["refused"], answer["row"])
    return answer


def _ask_child(content: bytes) -> dict[str, Any]:
    known = {name: os.environ[name] for name in _KNOWN_TO_CHILD if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and a program that stands above
            [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the parser's last words, which name nothing of use
            env=known,
            timeout=MOST_SECONDS,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise RefusedError("broken") from error
    return answer
