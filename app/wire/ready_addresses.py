"""Which addresses answer everybody alike, and which of their parameters make a difference.

An address answers everybody alike when what it shows comes through a view of the database and from
nowhere else: its route depends on `app/dependencies/views.py`, and not on what lists files.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from app.dependencies.exported import exports_shown
from app.dependencies.proof import (
    checkpoint_shown,
    public_key_shown,
    snapshot_shown,
    snapshots_shown,
)
from app.dependencies.views import present_view, view
from app.parameters import AskedFilters

_LONGEST = 2_000
_VIEWS = frozenset({view, present_view})
_OF_FILES = frozenset(
    {exports_shown, snapshots_shown, snapshot_shown, checkpoint_shown, public_key_shown}
)
_FEW = frozenset({one.name for one in fields(AskedFilters)} - {"q"} | {"lang", "sort", "limit"})
"""Parameters with few values; with any other, there is no end of answers."""


class Address(NamedTuple):
    """An address with nothing in it that makes no difference: the key of its answer.

    `is_one_of_few` says whether there are only so many like it.
    """

    path: str
    query: bytes
    scheme: str
    is_one_of_few: bool


@dataclass(frozen=True)
class Addresses:
    """The addresses of one application."""

    app: FastAPI

    def canonical(self, path: str, query: bytes, scheme: str) -> Address | None:
        """Give the address of an answer that everybody may share, or None.

        Parameters that the address does not know are left out, and the rest is put in order.
        """
        names = self._names(path)
        if names is None or len(query) + len(path) > _LONGEST:
            return None
        try:
            given = parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="strict")
        except ValueError:  # no UTF-8: whoever answers says so
            return None
        known = sorted(pair for pair in given if pair[0] in names)
        if _is_for_the_route(path, given, known):
            return None
        is_one_of_few = {name for name, _ in known} <= _FEW
        return Address(path, urlencode(known).encode(), scheme, is_one_of_few)

    def _names(self, path: str) -> frozenset[str] | None:
        """Give the parameters of the route at a path; None where it is not for everybody alike."""
        for regex, names in self._routes:
            if regex.match(path):
                return names
        return None

    @cached_property
    def _routes(self) -> list[tuple[re.Pattern[str], frozenset[str] | None]]:
        """Know every route that answers GET, in the order in which they are tried."""
        found = []
        for one in iter_route_contexts(self.app.routes):
            regex = getattr(one, "path_regex", None)
            methods = one.methods
            if regex is None or (methods is not None and "GET" not in methods):
                continue
            parts = list(_all(getattr(one, "dependant", None)))
            calls = {part.call for part in parts}
            is_shared = bool(calls & _VIEWS) and not calls & _OF_FILES
            names = {field.alias for part in parts for field in part.query_params}
            if "language" in regex.groupindex:
                names.discard("lang")
            found.append((regex, frozenset(names) if is_shared else None))
        return found


_Pairs = Sequence[tuple[str, str]]


def _is_for_the_route(path: str, given: _Pairs, known: _Pairs) -> bool:
    """Say whether only the route knows what to say to these parameters.

    The API refuses what it does not know; of a value that a form left empty, a page makes its
    proper address; what is given twice has no one value.
    """
    is_refused = path.startswith("/api/") and len(known) < len(given)
    is_unclean = any(not value.strip() or value != value.strip() for _, value in given)
    return is_refused or is_unclean or len({name for name, _ in known}) < len(known)


def _all(dependant: Dependant | None) -> Iterator[Dependant]:
    if dependant is not None:
        yield dependant
        for part in dependant.dependencies:
            yield from _all(part)
