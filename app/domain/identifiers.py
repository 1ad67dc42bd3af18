"""Ids: permanent names of entries, never made from a title and never used again."""

import re

LONGEST_IDENTIFIER = 80
_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


def is_identifier(text: str) -> bool:
    """Say whether a text can be an id: small Latin letters, digits, single hyphens; at most 80."""
    return len(text) <= LONGEST_IDENTIFIER and _SHAPE.fullmatch(text) is not None
