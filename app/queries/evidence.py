"""Reading evidence: all of it, what comes out of a document, and one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import col

from app.domain.messages import message
from app.errors import NotFoundError
from app.queries.cursors import Asked, Cursor, Step
from app.queries.exchanges import exchanges_of
from app.queries.languages import Tongue
from app.queries.links import Answers, answers_to, happened
from app.queries.shapes import (
    Concern,
    DocumentBrief,
    EvidenceLine,
    EvidenceShape,
    Listing,
    Named,
    Withdrawal,
)
from app.queries.source_shapes import EvidenceInFull
from app.queries.sources import document_fields, evidence_fields
from app.queries.view import Selected, View
from app.queries.voices import count_evidence
from app.queries.withdrawals import withdrawals_of
from app.store.tables import Answer, Commitment, Document, Evidence, Instrument, Link

NO_SUCH_EVIDENCE = message(
    "There is no evidence '{id}'. Look for it on the page of its commitment or its document."
)
NOT_HAPPENED_YET = message(
    "On {day} this had not happened yet: it is dated {date}. Ask for a later day."
)

_ORDER = Cursor(
    "evidence", (Step(col(Evidence.date_first), is_descending=True), Step(col(Evidence.id)))
)


@dataclass(frozen=True, slots=True)
class Concerned:
    """What some evidence concerned on a day, in no language yet.

    `rows` are link, title and last day of each commitment by the id of the evidence, in the order
    of the registry; `answers` are those to its contests.
    """

    rows: Mapping[str, Sequence[Row[*tuple[Any, ...]]]]
    answers: Answers

    def by(self, tongue: Tongue, evidence_id: str) -> list[Concern]:
        """Say in a language what one piece of it concerned."""
        return [
            Concern(
                commitment=Named(id=link.commitment_id, title=tongue.pick(title)),
                role=link.role,
                status=link.status,
                extent=link.extent,
                answered_by=self.answers.get((link.evidence_id, link.commitment_id), []),
                retired_on=retired_on,
            )
            for link, title, retired_on in self.rows.get(evidence_id, ())
        ]


def find_evidence(view: View, evidence_id: str) -> EvidenceInFull:
    """Give one piece of evidence, withdrawn or retired too, with its source and what it concerns.

    Raises:
        NotFoundError: when there is none with this id, or it happened after the view's day.

    """
    row = view.session.execute(
        _with_document().where(col(Evidence.id) == evidence_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(view.tongue.say(NO_SUCH_EVIDENCE, id=evidence_id))
    evidence: Evidence = row.Evidence
    if evidence.date_first > view.day:
        raise NotFoundError(
            view.tongue.say(NOT_HAPPENED_YET, day=view.day.isoformat(), date=evidence.date)
        )
    concerns = concerned_by(view, [evidence_id]).by(view.tongue, evidence_id)
    withdrawn = withdrawals_of(view, [evidence]).get(evidence_id)
    shape = _shape(view.tongue, row, concerns, withdrawn)
    answers, answered = exchanges_of(view, evidence)
    return EvidenceInFull(**dict(shape), answers=answers, answered=answered)


def list_evidence(view: View, asked: Asked) -> Listing[EvidenceShape]:
    """List evidence that had happened by the day, newest first, without withdrawn and retired.

    Raises:
        BadParameterError: for a cursor that this list did not give.

    """
    page = _ORDER.page(view.session, _with_document().where(*happened(view)), asked)
    tongue, concerned = view.tongue, concerned_by(view, [row.Evidence.id for row in page.rows])
    return Listing[EvidenceShape](
        items=[_shape(tongue, row, concerned.by(tongue, row.Evidence.id)) for row in page.rows],
        next=page.next,
        total=count_evidence(view),
    )


def evidence_by_id(view: View, ids: Sequence[str]) -> dict[str, EvidenceShape]:
    """Give these pieces of evidence by their ids, of whatever day, withdrawn and retired too."""
    rows = view.session.execute(_with_document().where(col(Evidence.id).in_(ids))).all()
    concerned = concerned_by(view, ids)
    gone = withdrawals_of(view, [row.Evidence for row in rows])
    return {
        name: _shape(view.tongue, row, concerned.by(view.tongue, name), gone.get(name))
        for row in rows
        for name in [row.Evidence.id]
    }


def taken_from(view: View, documents: Sequence[str]) -> tuple[dict[str, list[Evidence]], Concerned]:
    """Read what was taken from each of these documents and had happened by the day, newest first.

    What nothing was taken from is left out. With it comes what all of it concerned.
    """
    of_them = (col(Evidence.source).in_(documents), *happened(view))
    newest_first = (col(Evidence.date_first).desc(), col(Evidence.id))
    rows = view.session.execute(select(Evidence).where(*of_them).order_by(*newest_first)).scalars()
    taken: dict[str, list[Evidence]] = {}
    for one in rows:
        taken.setdefault(one.source, []).append(one)
    return taken, concerned_by(view, select(col(Evidence.id)).where(*of_them))


def line_of(tongue: Tongue, evidence: Evidence, concerned: Concerned) -> EvidenceLine:
    """Show a piece of evidence that counts, without its source."""
    return EvidenceLine(**_fields(tongue, evidence, concerned.by(tongue, evidence.id)))


def concerned_by(view: View, evidence: Sequence[str] | Select[str]) -> Concerned:
    """Read what each of these pieces of evidence concerned on the day, in registry order.

    `evidence` are some ids, or the statement that selects them. What did not exist on the day is
    left out; what is retired since says so.
    """
    found: dict[str, list[Row[*tuple[Any, ...]]]] = {}
    for row in view.session.execute(
        select(Link, Commitment.title, Commitment.retired_on)  # type: ignore[call-overload]
        .join(Commitment, col(Commitment.id) == col(Link.commitment_id))
        .join(Instrument, col(Instrument.id) == col(Commitment.instrument))
        .where(col(Link.evidence_id).in_(evidence), col(Instrument.adopted_first) <= view.day)
        .order_by(col(Link.evidence_id), col(Commitment.position), col(Commitment.id))
    ):
        found.setdefault(row.Link.evidence_id, []).append(row)
    return Concerned(found, answers_to(view, col(Answer.evidence_id).in_(evidence)))


def _fields(
    tongue: Tongue,
    evidence: Evidence,
    concerns: list[Concern],
    withdrawn: Withdrawal | None = None,
) -> dict[str, Any]:
    return evidence_fields(tongue, evidence, withdrawn) | {
        "concerns": concerns,
        "retired_on": evidence.retired_on,
    }


def _shape(
    tongue: Tongue,
    row: Row[*tuple[Any, ...]],
    concerns: list[Concern],
    withdrawn: Withdrawal | None = None,
) -> EvidenceShape:
    document = DocumentBrief(**document_fields(tongue, row.Document))
    return EvidenceShape(**_fields(tongue, row.Evidence, concerns, withdrawn), document=document)


def _with_document() -> Selected:
    return select(Evidence, Document).join(Document, col(Document.id) == col(Evidence.source))
