"""Publishing evidence and documents: what becomes public, where it is recorded, who may."""

import json

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.vocabulary import Action
from app.domain.workflow import Intent, Proposed, Review, State
from app.editing.desk import Desk
from app.editing.drafts import DraftConcern
from app.editing.proposals import ProposalShape, propose, submit
from app.editing.publishing import publish
from app.errors import ConflictError, FaultyDraftError, NotAllowedError
from app.registry.plan import digest_of
from app.store.engine import reading
from app.store.search import matching_keys
from app.store.tables import Evidence, Link, StoredReading
from tests.conftest import TODAY
from tests.editing.offices import (
    CONTEST,
    DISABILITY,
    EDITOR,
    OTHER_REVIEWER,
    REPORT,
    REVIEWER,
    WOMEN,
    Office,
    bearing,
    described,
    document,
    evidence,
)
from tests.registry.tampering import found_in


def written_by(desk: Desk) -> ProposalShape:
    """Let somebody write and submit something themselves."""
    made = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence())
    return submit(desk, made.id, made.version)


def test_published_evidence_is_a_row_of_the_desk(any_office: Office) -> None:
    concerns = (
        bearing(status="enacted", extent="part"),
        DraftConcern(commitment=WOMEN, role="context"),
    )
    made = any_office.published(
        evidence(summary="  Мәтін 'ә'\r\nсоңы ", concerns=concerns, language="kk")
    )
    row = any_office.row("evidence", made.entry_id)
    assert made.state is State.PUBLISHED
    assert row["owner"] == "desk"
    assert row["summary"] == {"kk": "Мәтін 'ә'\nсоңы"}
    assert (row["document"], row["source"]) == (REPORT, REPORT)
    assert (row["date"], row["date_first"].isoformat()) == ("2021-06", "2021-06-01")
    assert row["withdrawal"] is None
    assert row["position"] == 309
    with reading(any_office.engine) as session:
        links = session.execute(select(Link).where(col(Link.evidence_id) == made.entry_id))
        found = {one.commitment_id: (one.role, one.status, one.extent) for one in links.scalars()}
    assert found == {DISABILITY: ("bears", "enacted", "part"), WOMEN: ("context", None, None)}
    assert found_in(any_office.engine) == []


def test_publication_is_recorded_as_the_publishers_with_the_canonical_entry(
    any_office: Office,
) -> None:
    before = any_office.newest()
    made = any_office.published(evidence())
    [revision] = any_office.revisions(before)
    assert (revision.actor, revision.action) == ("reviewer-2", Action.PUBLISHED)
    assert (revision.subject, revision.subject_id) == ("evidence", made.entry_id)
    assert json.loads(revision.payload or "") == {
        "id": made.entry_id,
        "document": REPORT,
        "locator": {"en": "first paragraph"},
        "date": "2021-06",
        "summary": {"en": "What a test says that happened."},
        "bears_on": {DISABILITY: {"status": "pledged"}},
    }
    digest = any_office.row("evidence", made.entry_id)["digest"]
    assert digest == digest_of((revision.payload or "").encode())


def test_a_new_document_is_published_with_its_evidence(any_office: Office) -> None:
    before = any_office.newest()
    draft = evidence(document="", new_document=described(), date="2024-04")
    made = any_office.published(draft)
    row = any_office.row("documents", made.document_id)
    assert (row["owner"], row["title"]) == ("desk", {"en": "A report of tests"})
    assert any_office.row("evidence", made.entry_id)["source"] == made.document_id
    recorded = [(one.subject, one.subject_id) for one in any_office.revisions(before)]
    assert recorded == [("document", made.document_id), ("evidence", made.entry_id)]
    assert found_in(any_office.engine) == []


def test_a_document_can_be_published_alone(office: Office) -> None:
    made = office.published(document(language="fr", title="Un rapport"), subject=Proposed.DOCUMENT)
    assert made.entry_id == made.document_id
    assert office.row("documents", made.entry_id)["title"] == {"fr": "Un rapport"}
    assert found_in(office.engine) == []


def test_readings_and_search_follow_in_the_same_transaction(any_office: Office) -> None:
    new = described(date="2026-11-20", publisher="Zyxwvut")
    made = any_office.published(evidence(document="", new_document=new, date="2026-11-20"))
    with reading(any_office.engine) as session:
        keys = matching_keys(any_office.engine.dialect.name, "zyxwvut")
        assert keys is not None
        found = session.execute(keys).scalars().all()
        assert found == [any_office.row("commitments", DISABILITY)["key"]]
        span = session.execute(
            select(StoredReading)
            .where(col(StoredReading.commitment_id) == DISABILITY)
            .order_by(col(StoredReading.first_day).desc())
        ).scalars()
        assert next(span).newest == made.entry_id


def test_what_evidence_bears_on_was_looked_at_today_and_its_context_was_not(office: Office) -> None:
    office.published(evidence(concerns=(bearing(), DraftConcern(commitment=WOMEN, role="context"))))
    assert office.row("commitments", DISABILITY)["last_looked_at"] == TODAY.isoformat()
    assert office.row("commitments", WOMEN)["last_looked_at"] is None


def test_rows_of_an_import_share_a_document_that_says_the_same(office: Office) -> None:
    draft = evidence(document="", new_document=described(), date="2024-04")
    first, second = office.submitted(draft), office.submitted(draft)
    first, second = office.publish(first), office.publish(second)
    assert office.row("evidence", second.entry_id)["document"] == first.document_id
    assert found_in(office.engine) == []


def test_a_document_that_came_in_the_meantime_is_told_at_publication(office: Office) -> None:
    draft = evidence(document="", new_document=described(), date="2024-04")
    late = office.submitted(draft.model_copy(update={"new_document": described(title="Another")}))
    first = office.published(draft)
    with pytest.raises(FaultyDraftError, match=f"already, as the document '{first.document_id}'"):
        office.publish(late)


def test_what_a_file_made_public_before_is_told_at_publication(office: Office) -> None:
    waiting = office.submitted(evidence())
    with office.desk() as desk:
        known = office.row("evidence", CONTEST)
        desk.session.add(Evidence(**known | {"id": waiting.entry_id}))
    with pytest.raises(ConflictError, match=f"{waiting.entry_id} is public already"):
        office.publish(waiting)


def test_who_wrote_in_it_does_not_publish_it(office: Office) -> None:
    with office.desk(REVIEWER) as desk:
        own = written_by(desk)
    with pytest.raises(NotAllowedError, match="somebody else has to publish it"):
        office.publish(own, REVIEWER)
    assert office.publish(own, OTHER_REVIEWER).decided_by == OTHER_REVIEWER.number


def test_an_editor_publishes_nothing(office: Office) -> None:
    waiting = office.submitted(evidence())
    with pytest.raises(NotAllowedError, match="Needed is: Reviewer"):
        office.publish(waiting, EDITOR)


def test_where_one_person_does_all_they_publish_their_own(office: Office) -> None:
    with office.desk(REVIEWER, Review.SINGLE) as desk:
        own = written_by(desk)
        assert publish(desk, own.id, own.version).state is State.PUBLISHED
