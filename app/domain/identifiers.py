"""Ids: permanent names of entries, never made from a title and never used again."""

import re

PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""The shape of an id as every reader of patterns understands it: Python, pydantic, JSON Schema."""

LONGEST_IDENTIFIER = 80
_SHAPE = re.compile(PATTERN, re.ASCII)


def is_identifier(text: str) -> bool:
    """Say whether a text can be an id: small Latin letters, digits, single hyphens; at most 80."""
    return len(text) <= LONGEST_IDENTIFIER and _SHAPE.fullmatch(text) is not None
