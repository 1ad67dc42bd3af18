"""Writing a proposal: the form, its buttons, and everything that may come of pressing one.

Every button sends the whole form, and every answer that is not a redirect shows it again as it
was typed.
"""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from app.domain.messages import message
from app.domain.workflow import Intent, Proposed, Verb
from app.editing.desk import Desk
from app.editing.proposals import ProposalShape, find_proposal, propose, save, submit
from app.errors import (
    FaultyDraftError,
    ScorecardError,
    SignInNeededError,
    StaleVersionError,
)
from app.queries.view import look
from app.staff.access import ReadingDesk, reading_desk, writing_desk
from app.staff.beginning import Beginning, beginning_of
from app.staff.deciding import version_in
from app.staff.differences import differences_shown
from app.staff.form_parts import Form, FormShown, Purpose, Stale, purpose_of
from app.staff.forms import Posted, PostedForm
from app.staff.links import PATHS
from app.staff.names import names_of_staff
from app.staff.page import DeskPage, StaffPage, StaffTemplate
from app.staff.proposal_form import form_shown
from app.staff.routing import go_to, staff_router
from app.staff.typed import Row, Typed, draft_of, typed_from, typed_in, with_commitment, without_row

router = staff_router()

_EVIDENCE = StaffTemplate[FormShown]("evidence_form.html")
_DOCUMENT = StaffTemplate[FormShown]("document_form.html")
_WITHDRAWAL = StaffTemplate[FormShown]("withdrawal_form.html")

KEPT = message("It is kept as a draft, and was not submitted yet: correct what is marked.")
_SAVE, _SUBMIT, _PREVIEW = "save", "submit", "preview"


@router.get(PATHS["new-proposal"])
def show_new(page: DeskPage, desk: ReadingDesk, asked: Annotated[Beginning, Query()]) -> Response:
    """Show a form for something new, or one that begins with what is to be corrected."""
    desk.demand(Verb.PROPOSE)
    purpose = Purpose(asked.intent, asked.subject, asked.target)
    return _shown(page, desk, Form(purpose, typed_from(beginning_of(desk, asked))))


@router.post(PATHS["new-proposal"])
def post_new(
    request: Request, page: DeskPage, posted: Posted, asked: Annotated[Beginning, Query()]
) -> Response:
    """Take what was written first."""
    purpose = Purpose(asked.intent, asked.subject, asked.target)
    return _answer(request, page, posted, purpose)


@router.get(PATHS["proposal-edit"])
def show_edit(page: DeskPage, desk: ReadingDesk, id: str) -> Response:  # noqa: A002 - the address says id
    """Show the form of a proposal that can still be written in."""
    shape = find_proposal(desk.session, desk.tongue, id)
    desk.demand(Verb.EDIT, shape.standing)
    return _shown(
        page, desk, Form(purpose_of(shape), typed_from(shape.draft), comment=shape.comment)
    )


@router.post(PATHS["proposal-edit"])
def post_edit(request: Request, page: DeskPage, posted: Posted, id: str) -> Response:  # noqa: A002 - as above
    """Take what was changed."""
    with reading_desk(request) as desk:
        shape = find_proposal(desk.session, desk.tongue, id)
    purpose = replace(purpose_of(shape), version=version_in(posted))
    return _answer(request, page, posted, purpose)


def _answer(request: Request, page: StaffPage, posted: PostedForm, purpose: Purpose) -> Response:
    typed, pressed = typed_in(posted.fields), posted.text("press")
    if pressed in {_SAVE, _SUBMIT}:
        return _Keeping(request, page, Form(purpose, typed)).answer(is_final=pressed == _SUBMIT)
    with reading_desk(request) as desk:
        desk.demand(Verb.PROPOSE)
        typed = _rearranged(typed, pressed)
        return _shown(page, desk, Form(purpose, typed, is_previewed=pressed == _PREVIEW))


def _rearranged(typed: Typed, pressed: str) -> Typed:
    """Do what a button asks of the form itself; nothing is saved by it."""
    act, _, what = pressed.partition(":")
    if act == "take":
        return with_commitment(typed, what)
    if act == "row":
        return replace(typed, rows=(*typed.rows, Row()))
    if act == "drop-row" and what.isdecimal():
        return without_row(typed, int(what))
    if act == "choose-document":
        return replace(typed, document=what, seek_document="")
    return replace(typed, document="") if act == "drop-document" else typed


@dataclass(slots=True)
class _Keeping:
    """Saving what was typed, and then perhaps submitting it: each in a transaction of its own.

    So what cannot be submitted yet is saved all the same.
    """

    request: Request
    page: StaffPage
    form: Form
    is_kept: bool = False

    def answer(self, *, is_final: bool) -> Response:
        """Save, perhaps submit, and lead on; or show the form as it was typed."""
        try:
            kept = self._keep()
            self.form = replace(self.form, purpose=purpose_of(kept))
            self.is_kept = True
            if not is_final:
                return go_to("proposal-edit", id=kept.id, notice="draft-saved")
            with writing_desk(self.request) as desk:
                submit(desk, kept.id, kept.version)
        except SignInNeededError:
            raise
        except ScorecardError as error:
            return self._refused(error)
        return go_to("proposal", id=kept.id, notice=Verb.SUBMIT.value)

    def _keep(self) -> ProposalShape:
        purpose = self.form.purpose
        with writing_desk(self.request) as desk:
            draft = draft_of(self.form.typed, purpose.intent, purpose.subject, desk.tongue)
            if purpose.proposal is None:
                return propose(desk, purpose.intent, purpose.subject, draft, purpose.target)
            return save(desk, purpose.proposal, purpose.version, draft)

    def _refused(self, error: ScorecardError) -> Response:
        with reading_desk(self.request) as desk:
            if isinstance(error, StaleVersionError):
                form = _with_theirs(desk, self.form, error)
            elif isinstance(error, FaultyDraftError):
                told = desk.tongue.say(KEPT) if self.is_kept else None
                form = replace(self.form, wrong=error.wrong, sentence=told)
            else:
                form = replace(self.form, sentence=error.detail)
            return _shown(self.page, desk, form, error.status)


def _with_theirs(desk: Desk, form: Form, error: StaleVersionError) -> Form:
    """Show what stands now beside what was typed; sending it again goes over theirs, seen."""
    purpose = form.purpose
    theirs = find_proposal(desk.session, desk.tongue, purpose.proposal or "")
    try:
        mine = draft_of(form.typed, purpose.intent, purpose.subject, desk.tongue)
    except FaultyDraftError as faulty:
        return replace(form, wrong=faulty.wrong)
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    stale = Stale(
        sentence=error.detail,
        who=names_of_staff(desk.session).all(theirs.authors),
        when=theirs.changed_at,
        differences=differences_shown(view, theirs.draft, mine),
    )
    return replace(form, purpose=replace(purpose, version=error.current), stale=stale)


def _shown(page: StaffPage, desk: Desk, form: Form, status: int = 200) -> Response:
    template = _EVIDENCE
    if form.purpose.intent is Intent.WITHDRAW:
        template = _WITHDRAWAL
    elif form.purpose.subject is Proposed.DOCUMENT:
        template = _DOCUMENT
    return template.show(page, form_shown(desk, form), status)
