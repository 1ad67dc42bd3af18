"""Which addresses the contract knows, and by which methods each is answered."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def operations_at(contract: Schema, path: str) -> dict[str, Schema]:
    """Give what is answered at a path, by method in capitals; empty where nothing is."""
    found: dict[str, Schema] = {}
    for template, methods in contract["paths"].items():
        if _fits(template.split("/"), path.split("/")):
            found |= {name.upper(): operation for name, operation in methods.items()}
    return found | ({"HEAD": found["GET"]} if "GET" in found else {})


def _fits(template: list[str], path: list[str]) -> bool:
    """Say whether a path is an instance of a template, part by part between slashes."""
    return len(template) == len(path) and all(
        part != "" if wanted.startswith("{") else part == wanted
        for wanted, part in zip(template, path, strict=True)
    )
