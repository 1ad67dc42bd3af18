"""Long lists in pieces that a statement can take."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(names: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield `names` in order, `size` at a time; the last piece may be shorter, none is empty."""
    remaining = iter(names)
    while batch := list(islice(remaining, size)):
        yield batch
