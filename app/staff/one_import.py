"""The page of one import: how far its proposals have come, and what can be done to all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from app.domain.labels import LANGUAGE_NAMES, Label
from app.domain.messages import message
from app.domain.workflow import State, Verb
from app.editing.desk import Desk
from app.editing.drafts import LONGEST_TYPED, Draft
from app.editing.imports.imports import (
    ImportShape,
    find_import,
    hand_in,
    proposals_of,
    set_all_aside,
)
from app.editing.imports.retracting import retract, withdrawals_under_way
from app.errors import FaultyDraftError, NotFoundError, ScorecardError, SignInNeededError, Wrong
from app.queries.view import look
from app.staff.access import ReadingDesk, reading_desk, writing_desk
from app.staff.forms import Filled, Posted, PostedForm
from app.staff.lines import Line, lines_of
from app.staff.links import PATHS
from app.staff.names import names_of_staff
from app.staff.page import DeskPage, StaffPage, StaffTemplate
from app.staff.proposal_words import STATES
from app.staff.routing import go_to, staff_router

router = staff_router()

NO_SUCH_ACT = message("This cannot be done to an import: use the buttons of its page.")
TOO_LONG = message("This has more than {most} characters: shorten it.")
NOT_ALL = message(
    "{submitted} were submitted. {faulty} could not be, as they stand below: open each, and "
    "correct what it says."
)

_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ImportShown:
    """One import: its proposals of one state, or the first of all, and what takes it back.

    `faulty` are proposals that could not be submitted just now, each with what keeps it;
    `begin` is how many of the chosen ones come before, `after` where the next begin.
    """

    shape: ImportShape
    by: str
    states: Sequence[tuple[State, Label, int]]
    chosen: State | None
    lines: Sequence[Line]
    withdrawals: Sequence[Line]
    after: int | None
    trouble: str | None = None
    faulty: Sequence[tuple[str, Sequence[Wrong]]] = ()

    @property
    def has_drafts(self) -> bool:
        """Whether there is anything to submit or to set aside."""
        return bool({State.DRAFT, State.RETURNED} & self.shape.states.keys())

    @property
    def has_more_to_retract(self) -> bool:
        """Whether anything of it is under way or published."""
        ended = {State.SET_ASIDE, State.WITHDRAWN, State.REPLACED}
        return bool(self.shape.states.keys() - ended)


@dataclass(frozen=True, slots=True)
class RetractShown:
    """The question before an import is taken back: what will happen, and the reason."""

    shape: ImportShape
    unpublished: int
    published: int
    languages: Sequence[tuple[str, str]] = tuple(LANGUAGE_NAMES.items())
    filled: Filled = field(default_factory=Filled)


@dataclass(frozen=True, slots=True)
class _Answered:
    """What came of a button that did not do all it says."""

    trouble: str | None = None
    faulty: Sequence[tuple[str, Sequence[Wrong]]] = ()
    status: int = 200


_PAGE = StaffTemplate[ImportShown]("import.html")
_RETRACT = StaffTemplate[RetractShown]("import_retract.html")


@router.get(PATHS["import"])
def show_import(
    page: DeskPage,
    desk: ReadingDesk,
    id: str,  # noqa: A002 - the address says id
    state: State | None = None,
    begin: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Show one import, whoever took it in."""
    return _import_page(page, desk, id, (state, begin))


def _import_page(
    page: StaffPage,
    desk: Desk,
    import_id: str,
    chosen: tuple[State | None, int] = (None, 0),
    answered: _Answered = _Answered(),
) -> Response:
    desk.demand(Verb.IMPORT)
    shape = find_import(desk.session, desk.tongue, import_id)
    state, begin = chosen
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    names = names_of_staff(desk.session)
    wanted = [state] if state else list(State)
    some = proposals_of(desk.session, shape.id, wanted, _A_PAGE + 1, begin)
    leaving = withdrawals_under_way(desk.session, shape.id, _A_PAGE)
    shown = ImportShown(
        shape=shape,
        by=names.of(shape.imported_by),
        states=[(one, STATES[one], count) for one, count in shape.states.items()],
        chosen=state,
        lines=lines_of(desk, view, names, some[:_A_PAGE]),
        withdrawals=lines_of(desk, view, names, leaving),
        after=begin + _A_PAGE if len(some) > _A_PAGE else None,
        trouble=answered.trouble,
        faulty=answered.faulty,
    )
    return _PAGE.show(page, shown, answered.status)


@router.get(PATHS["import-retract"])
def show_retract(page: DeskPage, desk: ReadingDesk, id: str) -> Response:  # noqa: A002 - as above
    """Ask before an import is taken back."""
    return _retract_page(page, desk, id, Filled({"language": page.language.value}))


def _retract_page(
    page: StaffPage, desk: Desk, import_id: str, filled: Filled, status: int = 200
) -> Response:
    desk.demand(Verb.RETRACT)
    shape = find_import(desk.session, desk.tongue, import_id)
    count = shape.states.get
    unpublished = sum(count(one, 0) for one in (State.DRAFT, State.SUBMITTED, State.RETURNED))
    published = count(State.PUBLISHED, 0)
    return _RETRACT.show(page, RetractShown(shape, unpublished, published, filled=filled), status)


@router.post(PATHS["import-retract"])
def post_retract(request: Request, page: DeskPage, posted: Posted, id: str) -> Response:  # noqa: A002 - as above
    """Take an import back, or show the question again with what was wrong and what was typed."""
    values = {name: posted.text(name) for name in ("language", "reason")}
    try:
        with writing_desk(request) as desk:
            retract(desk, id, _reason(desk, posted))
    except (SignInNeededError, NotFoundError):
        raise
    except ScorecardError as error:
        wrong = error.wrong if isinstance(error, FaultyDraftError) else [("reason", error.detail)]
        with reading_desk(request) as desk:
            return _retract_page(page, desk, id, Filled(values, wrong), error.status)
    return go_to("import", id=id, notice=Verb.RETRACT.value)


def _reason(desk: Desk, posted: PostedForm) -> Draft:
    reason = posted.text("reason")
    if len(reason) > LONGEST_TYPED:
        told = desk.tongue.say(TOO_LONG, most=f"{LONGEST_TYPED:,}")
        raise FaultyDraftError([("reason", told)])
    return Draft(language=posted.text("language")[:10], reason=reason)


@router.post(PATHS["import-act"])
def act(request: Request, page: DeskPage, id: str, act: str) -> Response:  # noqa: A002 - as above
    """Submit all drafts of an import, or set them all aside."""
    if act == "set-all-aside":
        with writing_desk(request) as desk:
            set_all_aside(desk, id)
    elif act == "hand-in":
        return _hand_in(request, page, id)
    else:
        raise NotFoundError(page.say(NO_SUCH_ACT))
    return go_to("import", id=id, notice=act)


def _hand_in(request: Request, page: StaffPage, import_id: str) -> Response:
    """Submit all that can be, a hundred at a time; show what keeps the others."""
    submitted, faulty, after = 0, dict[str, Sequence[Wrong]](), ""
    while True:
        with writing_desk(request) as desk:
            handed, after = hand_in(desk, import_id, after)
        submitted += handed.submitted
        faulty |= handed.faulty
        if not after:
            break
    if not faulty:
        return go_to("import", id=import_id, notice="handed-in")
    told = page.say(NOT_ALL, submitted=submitted, faulty=len(faulty))
    answered = _Answered(told, list(faulty.items())[:_A_PAGE], 422)
    with reading_desk(request) as desk:
        return _import_page(page, desk, import_id, answered=answered)
