"""Preview and publication of whatever people may write about the real registry."""

from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.workflow import Intent, Proposed
from app.editing.checking import faults_of
from app.editing.desk import Desk
from app.editing.drafts import Draft, DraftAnswer, DraftConcern
from app.editing.wishes import NewWish
from app.store.tables import Document, Evidence, Link
from app.store.tallies import wrong_tallies
from tests.conftest import TODAY
from tests.editing.offices import EDITOR, ENGLISH, REVIEWER, Office, described
from tests.editing.previews import previewed_and_published

FEW = ("decree-2021-03-disability", "decree-2021-04-women", "decree-2021-06-expression")
"""Commitments with much evidence, so that drafts meet what is there."""


class Known:
    """What the registry has that drafts can be about: evidence on the few, contests, documents."""

    def __init__(self, session: Session) -> None:
        """Read it once."""
        linked = select(col(Link.evidence_id), col(Link.commitment_id), col(Link.status)).where(
            col(Link.commitment_id).in_(FEW)
        )
        rows = session.execute(linked.order_by(col(Link.evidence_id))).all()
        self.evidence = sorted({row.evidence_id for row in rows})
        self.contests = [
            DraftAnswer(contest=row.evidence_id, commitment=row.commitment_id)
            for row in rows
            if row.status == "contested"
        ]
        sources = select(col(Evidence.source)).where(col(Evidence.id).in_(self.evidence))
        documents = select(col(Document.id)).where(col(Document.id).in_(sources))
        self.documents = list(session.execute(documents.order_by(col(Document.id))).scalars())


concerns = st.lists(
    st.builds(
        DraftConcern,
        commitment=st.sampled_from(FEW),
        status=st.sampled_from(["pledged", "enacted", "contested"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.commitment,
).map(tuple)
days = st.dates(date(2020, 1, 1), TODAY).map(str)
new_documents = st.builds(
    described,
    origin=st.sampled_from(["official", "legal_text", "independent", "unclear"]),
    date=st.just(TODAY.isoformat()),
)


def wishes(known: Known) -> st.SearchStrategy[NewWish]:
    """Draw what somebody may want: of every kind, about what is there."""
    draft = st.builds(
        Draft,
        new_document=new_documents,
        locator=st.just("somewhere"),
        date=st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda one: one[0][: one[1]]),
        summary=st.just("Something."),
        concerns=concerns,
        answers=st.lists(st.sampled_from(known.contests), max_size=4, unique=True).map(tuple),
        reason=st.just("Because."),
    )
    targets = {
        Proposed.EVIDENCE: st.sampled_from(known.evidence),
        Proposed.DOCUMENT: st.sampled_from(known.documents),
    }
    ending = st.sampled_from([Intent.REPLACE, Intent.WITHDRAW])
    of_subject = [
        st.builds(NewWish, ending, st.just(subject), draft, target)
        for subject, target in targets.items()
    ]
    return st.one_of(
        st.builds(NewWish, st.just(Intent.ADD), st.just(Proposed.EVIDENCE), draft), *of_subject
    )


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_the_preview_of_any_two_publications_is_right(
    still_office: Office, drawing: st.DataObject
) -> None:
    with Session(still_office.engine.execution_options(writing=True), autoflush=False) as session:
        known = Known(session)
        desk = Desk(session, EDITOR, TODAY, ENGLISH)
        reviewing = Desk(session, REVIEWER, TODAY, ENGLISH)
        for _ in range(2):
            wish = drawing.draw(wishes(known))
            assume(not faults_of(session, wish, TODAY, ENGLISH))
            effects, after = previewed_and_published(desk, reviewing, wish)
            assert {one.commitment_id: one.after for one in effects} == after
            assert list(wrong_tallies(session)) == []
        session.rollback()
