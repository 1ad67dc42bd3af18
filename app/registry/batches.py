"""What some entries of a file become when they are loaded; a second process can do it."""

from dataclasses import dataclass

from app.domain.vocabulary import Owner
from app.registry.plan import digest_of
from app.registry.rows import Rows


@dataclass(frozen=True, slots=True)
class Batch:
    """Some entries of a section, packed, each with its place in the file."""

    section: str
    entries: list[tuple[int, bytes]]


def rows_of(batch: Batch) -> Rows:
    """Give the rows of entries as the registry owns them: in force, with place and digest."""
    rows = Rows()
    for place, packed in batch.entries:
        row = rows.add(batch.section, packed)
        row |= {
            "position": place,
            "digest": digest_of(packed),
            "retired_on": None,
            "owner": Owner.REGISTRY.value,
        }
    return rows
