"""What the history of a commitment shows, and what it depends on.

It names things as they are called now, wherever a recorded entry mentions them: so its stamp holds
the state of everything whose id stands in one of its revisions.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlmodel import col

from app.domain.vocabulary import Subject
from app.mirror.dependents import AnyRow
from app.mirror.survey import Survey, mark
from app.mirror.units import Unit
from app.queries.names import Thing
from app.store.tables import Revision

_MENTIONED = re.compile(r'"([a-z0-9-]+)"')

Recorded = Mapping[Thing, Sequence[AnyRow]]


def histories(all_: Survey) -> Iterator[Unit]:
    """Give the history of every commitment."""
    recorded = _recorded(all_)
    digests, newest = _digests(all_), _newest(all_)
    for name in all_.commitments:
        evidence = [row.evidence_id for row in all_.links.get(name, ())]
        things = [(Subject.COMMITMENT.value, name)]
        things += [(Subject.EVIDENCE.value, one) for one in evidence]
        rows = [row for thing in things for row in recorded.get(thing, ())]
        mentioned = {one for row in rows for one in _MENTIONED.findall(row.payload or "")}
        mentioned |= {name, *evidence}
        stamp = mark(
            [(row.sequence, row.payload is None) for row in rows],
            sorted((one, digests[one], newest.get(one)) for one in mentioned & digests.keys()),
        )
        numbers = [all_.newest[one] for one in things if one in all_.newest]
        day = min(all_.days[max(numbers)], all_.view.day) if numbers else dt.date.min
        yield Unit("histories", name, stamp, day)


def _recorded(all_: Survey) -> Recorded:
    """Read what was recorded of commitments and evidence, by thing and in order."""
    rows = all_.view.session.execute(
        select(
            col(Revision.sequence),
            col(Revision.subject),
            col(Revision.subject_id),
            col(Revision.payload),
        )
        .where(col(Revision.subject).in_([Subject.COMMITMENT.value, Subject.EVIDENCE.value]))
        .order_by(col(Revision.sequence))
    )
    found: dict[Thing, list[AnyRow]] = {}
    for row in rows:
        found.setdefault((row.subject, row.subject_id), []).append(row)
    return found


def _digests(all_: Survey) -> dict[str, str]:
    """Give the state of everything that has a name, by id; of two with one id, of both."""
    digests: dict[str, str] = {}
    for rows in (all_.instruments, all_.themes, all_.documents, all_.commitments, all_.evidence):
        for name, row in rows.items():
            digests[name] = digests.get(name, "") + row.digest
    return digests


def _newest(all_: Survey) -> dict[str, int]:
    newest: dict[str, int] = {}
    for (_, name), number in all_.newest.items():
        newest[name] = max(newest.get(name, 0), number)
    return newest
