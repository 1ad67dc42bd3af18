"""The preview: what it says a publication would change is what the publication then changes."""

from typing import Any

import pytest

from app.domain.vocabulary import Corroboration, Status
from app.domain.workflow import Intent, Proposed
from app.editing.desk import Desk
from app.editing.drafts import Draft, DraftConcern
from app.editing.effects import Effect, effects_of
from app.editing.wishes import NewWish
from app.store.engine import reading
from tests.conftest import TODAY
from tests.editing.offices import (
    CONTEST,
    DISABILITY,
    EDITOR,
    ENGLISH,
    REPORT,
    REVIEWER,
    WOMEN,
    WRONG_YEAR,
    Office,
    answer,
    bearing,
    document,
    evidence,
)
from tests.editing.previews import previewed_and_published, stored


def preview(office: Office, draft: Draft, **wish: Any) -> dict[str, Effect]:  # noqa: ANN401 - parts of a wish
    """Preview a draft of new evidence, or of what else is said."""
    wanted = {"intent": Intent.ADD, "subject": Proposed.EVIDENCE} | wish
    with reading(office.engine) as session:
        effects = effects_of(session, NewWish(draft=draft, **wanted), TODAY)
    return {one.commitment_id: one for one in effects}


KINDS = [
    pytest.param(
        NewWish(Intent.ADD, Proposed.EVIDENCE, evidence(answers=(answer(),))), id="answer"
    ),
    pytest.param(NewWish(Intent.WITHDRAW, Proposed.EVIDENCE, WRONG_YEAR, CONTEST), id="withdraw"),
    pytest.param(
        NewWish(Intent.WITHDRAW, Proposed.DOCUMENT, WRONG_YEAR, REPORT), id="withdraw a document"
    ),
    pytest.param(
        NewWish(Intent.REPLACE, Proposed.EVIDENCE, evidence(reason="Clearer."), CONTEST),
        id="replace",
    ),
    pytest.param(
        NewWish(
            Intent.REPLACE, Proposed.DOCUMENT, document("Its voice.", origin="official"), REPORT
        ),
        id="replace a document",
    ),
]


@pytest.mark.parametrize("wish", KINDS)
def test_what_the_preview_says_is_what_comes(any_office: Office, wish: NewWish) -> None:
    with any_office.desk(EDITOR) as desk:
        before = {one: stored(desk.session, one) for one in (DISABILITY, WOMEN)}
        reviewing = Desk(desk.session, REVIEWER, TODAY, ENGLISH)
        effects, after = previewed_and_published(desk, reviewing, wish)
    assert DISABILITY in after
    assert {one.commitment_id: one.after for one in effects} == after
    for one in effects:
        assert one.before == before.get(one.commitment_id, one.before)


def test_a_contest_that_is_answered_stops_deciding(still_office: Office) -> None:
    effect = preview(still_office, evidence(answers=(answer(),)))[DISABILITY]
    assert (effect.before.status, effect.after.status) == (Status.CONTESTED, Status.ENACTED)
    assert effect.title["en"]


@pytest.mark.parametrize(
    "draft",
    [
        Draft(),
        evidence(date="", concerns=(bearing(),)),
        evidence(date="soon"),
        evidence(concerns=(bearing(status=""),)),
        evidence(concerns=(bearing("nowhere"), bearing("Ünknown"), DraftConcern(status="enacted"))),
        evidence(concerns=(DraftConcern(commitment=WOMEN, role="context"),)),
        evidence(date="2027-01"),
    ],
)
def test_what_is_unfinished_or_wrong_moves_nothing_yet(still_office: Office, draft: Draft) -> None:
    for effect in preview(still_office, draft).values():
        assert effect.before == effect.after


def test_evidence_without_a_document_yet_is_nobodys_voice(still_office: Office) -> None:
    concern = bearing("fpc-2021-g06-kettling", "enacted", "whole")
    effect = preview(still_office, evidence(document="", concerns=(concern,)))
    assert effect["fpc-2021-g06-kettling"].after.corroboration is Corroboration.SELF_REPORTED
    effect = preview(still_office, evidence(concerns=(concern,)))
    assert effect["fpc-2021-g06-kettling"].after.corroboration is Corroboration.CORROBORATED


def test_what_is_published_already_adds_nothing_again(office: Office) -> None:
    made = office.published(evidence())
    with reading(office.engine) as session:
        [effect] = effects_of(session, made, TODAY)
    assert effect.before == effect.after
