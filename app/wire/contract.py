"""Which addresses the contract knows, and by which methods each is answered.

The contract is what `app.openapi()` gives, whichever room described it.
"""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def operations_at(contract: Schema, path: str) -> dict[str, Schema]:
    """Give what is answered at a path, by method in capitals; empty where nothing is.

    A path that the contract names itself is that, though it might be read as an id as well.
    """
    paths = contract["paths"]
    fitting = [path] if path in paths else [one for one in paths if _fits(one, path)]
    found = {name.upper(): operation for one in fitting for name, operation in paths[one].items()}
    return found | ({"HEAD": found["GET"]} if "GET" in found else {})


def _fits(template: str, path: str) -> bool:
    """Say whether a path is an instance of a template, part by part between slashes."""
    wanted, given = template.split("/"), path.split("/")
    return len(wanted) == len(given) and all(
        part != "" if name.startswith("{") else part == name
        for name, part in zip(wanted, given, strict=True)
    )


def ends_of(path: str) -> tuple[str, str]:
    """Give the first and the last part of a path; of one without a slash (`*`) the first is empty.

    `OPTIONS *` asks about a whole server (RFC 9110, section 9.3.7), and hostile clients send more.
    """
    return path.partition("/")[2].partition("/")[0], path.rpartition("/")[2]
