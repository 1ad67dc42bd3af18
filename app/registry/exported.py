"""What of the database an export holds, and each entry in the form it has there.

That form is the entry with what the desk decided about it (withdrawn, answers, a look), without
what the file could not name: links to retired commitments, for example. Left out are entries that
are retired, and evidence all of whose commitments are; a retired document stays where evidence
still stands on it.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.vocabulary import Owner, Role, Status
from app.registry.additions import NOTHING_ADDED, Additions, additions_in
from app.registry.adoption import Content, with_adopted
from app.registry.rows import REPLACEABLE, TABLE_OF, entries_in, table_of
from app.store.replacements import line_of, successors
from app.store.tables import Answer, Commitment, Document, Evidence, Link


class Exported:
    """The public part of the database as entries of one registry file."""

    def __init__(self, session: Session) -> None:
        """Prepare to read within one snapshot of the database."""
        self._session = session

    def ids(self, section: str) -> list[str]:
        """Give the entries of a section in their lasting order: the registry's, then the desk's."""
        table = table_of(TABLE_OF[section])
        kept: ColumnElement[bool] = table.c.retired_on.is_(None)
        if section == "documents":
            kept = or_(kept, table.c.id.in_(self._retired_documents))
        rows = select(table.c.id).where(kept).order_by(*_in_order(table))
        names = self._session.execute(rows).scalars()
        left_out = self._about_nothing if section == "evidence" else frozenset()
        return [name for name in names if name not in left_out]

    def entries(self, section: str, ids: Sequence[str]) -> Iterator[Content]:
        """Yield these entries of a section as the file would have them, in this order."""
        entries = entries_in(self._session, section, ids)
        added = additions_in(self._session, section, ids)
        answers = self._answers(ids) if section == "evidence" else {}
        for name in ids:
            own = added.get(name, NOTHING_ADDED)
            given = {"withdrawn": own.withdrawn, "looked_at": own.looked_at}
            said = Additions(own.withdrawn, own.looked_at, answers.get(name, {}))
            entry = self._nameable(section, entries[name])
            standings = {
                commitment: {"answered_by": named} for commitment, named in said.answers.items()
            }
            yield with_adopted(entry, said, given | {"bears_on": standings})

    def _nameable(self, section: str, entry: Content) -> Content:
        """Leave out of an entry what the file could not name."""
        if "replaces" in entry and not self._replaces(section, entry):
            del entry["replaces"]
        for key in {"bears_on", "context_for"} & entry.keys():
            for name in self._retired_commitments.intersection(entry[key]):
                entry[key].pop(name) if key == "bears_on" else entry[key].remove(name)
            if not entry[key]:
                del entry[key]
        return entry

    def _replaces(self, section: str, entry: Content) -> bool:
        """Whether an entry stands in for the one it names, and that one is exported too."""
        replaced = entry["replaces"]
        is_the_one = self._successors[section].get(replaced) == entry["id"]
        return is_the_one and replaced not in self._left_out[section]

    def _answers(self, contests: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """Give the desk's answers that count for something: the rest the file cannot hold."""
        contest, answer = aliased(Link), aliased(Link)
        rows = self._session.execute(
            select(col(Answer.evidence_id), col(Answer.commitment_id), col(Answer.answer_id))
            .join(contest, _links(contest, Answer.evidence_id))
            .join(answer, _links(answer, Answer.answer_id))
            .join(Evidence, col(Evidence.id) == col(Answer.answer_id))
            .where(col(Answer.owner) == Owner.DESK.value, col(Answer.evidence_id).in_(contests))
            .where(col(contest.status) == Status.CONTESTED.value)
            .where(col(answer.role) == Role.BEARS.value, col(Evidence.retired_on).is_(None))
            .order_by(col(Answer.place), col(Answer.answer_id))
        )
        found: dict[str, dict[str, list[str]]] = {}
        for name, commitment, one in rows:
            if commitment not in self._retired_commitments:
                found.setdefault(name, {}).setdefault(commitment, []).append(one)
        return found

    @cached_property
    def _retired_commitments(self) -> frozenset[str]:
        rows = select(col(Commitment.id)).where(col(Commitment.retired_on).is_not(None))
        return frozenset(self._session.execute(rows).scalars())

    @cached_property
    def _about_nothing(self) -> frozenset[str]:
        """Evidence, all of whose commitments are retired."""
        in_force = exists().where(
            col(Link.evidence_id) == col(Evidence.id),
            col(Commitment.id) == col(Link.commitment_id),
            col(Commitment.retired_on).is_(None),
        )
        rows = select(col(Evidence.id)).where(col(Evidence.retired_on).is_(None), ~in_force)
        return frozenset(self._session.execute(rows).scalars())

    @cached_property
    def _retired_documents(self) -> frozenset[str]:
        """Retired documents that evidence stands on, also by way of what replaced its own."""
        retired = frozenset(self._retired(Document))
        decided = select(col(Document.id)).where(
            or_(col(Document.withdrawal).is_not(None), col(Document.retired_on).is_not(None))
        )
        rows = self._session.execute(
            select(col(Evidence.id), col(Evidence.document)).where(
                col(Evidence.retired_on).is_(None), col(Evidence.document).in_(decided)
            )
        )
        used = {row.document for row in rows if row.id not in self._about_nothing}
        standing_in = self._successors["documents"]
        return retired.intersection(*[[name for one in used for name in line_of(standing_in, one)]])

    def _retired(self, model: type[Document | Evidence]) -> Sequence[str]:
        rows = select(col(model.id)).where(col(model.retired_on).is_not(None))
        return self._session.execute(rows).scalars().all()

    @cached_property
    def _left_out(self) -> dict[str, frozenset[str]]:
        return {
            "documents": frozenset(self._retired(Document)) - self._retired_documents,
            "evidence": frozenset(self._retired(Evidence)) | self._about_nothing,
        }

    @cached_property
    def _successors(self) -> dict[str, dict[str, str]]:
        return {section: successors(self._session, model) for section, model in REPLACEABLE.items()}


def _links(link: type[Link], evidence: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    same_commitment = col(link.commitment_id) == col(Answer.commitment_id)
    return and_(same_commitment, col(link.evidence_id) == evidence)


def _in_order(table: Table) -> tuple[ColumnElement[Any], ...]:
    return (table.c.owner == Owner.DESK.value).asc(), table.c.position, table.c.id
