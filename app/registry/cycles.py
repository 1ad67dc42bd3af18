"""Sparing Python its search for objects that refer to each other, where there are none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_search_for_cycles() -> Iterator[None]:
    """Keep what Python calls garbage collection away while much is read or written.

    Entries and rows never refer to each other in a circle. In a large load the search would take
    a tenth of the time, and find nothing.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
