"""One account, for administrators: each act is asked about on a page that says what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fastapi import Request
from starlette.responses import Response

from app.accounts import administering
from app.accounts.people import Person, find_person
from app.accounts.second_factor import remove_factor
from app.accounts.sessions import end_all
from app.domain.messages import message
from app.domain.workflow import Actor, Purpose, StaffRole, Verb
from app.editing.desk import Desk
from app.errors import ConflictError, FaultyDraftError, Wrong
from app.staff.access import ReadingDesk, reading_desk, writing_desk
from app.staff.forms import Filled, Posted, PostedForm
from app.staff.links import PATHS
from app.staff.page import DeskPage, StaffPage, StaffTemplate, page_for
from app.staff.people import HANDED_OVER, hand_over, role_of
from app.staff.routing import go_to, staff_router

router = staff_router()


class Act(StrEnum):
    """What an administrator may do to an account, as its address says it."""

    ROLE = "role"
    RESET = "reset"
    SIGN_OUT = "sign-out"
    DISABLE = "disable"
    ENABLE = "enable"


@dataclass(frozen=True, slots=True)
class Question:
    """What an act is called, and what it will do."""

    title: str
    consequence: str
    button: str


QUESTIONS = {
    Act.ROLE: Question(
        message("Change the role of {name}"),
        message(
            "All their sign-ins end. Their tokens stay, and can do no more than the new role may. "
            "What they wrote stays theirs."
        ),
        message("Change the role"),
    ),
    Act.RESET: Question(
        message("Let {name} choose a new password"),
        message(
            "You get an address that works once, for a day, to hand to them: whoever has it can "
            "sign in as them. Their tokens end at once. Their present password, and where they are "
            "signed in, end when the address is used."
        ),
        message("Make the address"),
    ),
    Act.SIGN_OUT: Question(
        message("Sign {name} out everywhere"),
        message("All their sign-ins end at once. They can sign in again, and lose no text."),
        message("Sign them out"),
    ),
    Act.DISABLE: Question(
        message("Disable the account of {name}"),
        message(
            "Their sign-ins, tokens and unused addresses end at once, and they cannot sign in. "
            "What they wrote stays, under their number. You can enable the account again."
        ),
        message("Disable the account"),
    ),
    Act.ENABLE: Question(
        message("Enable the account of {name}"),
        message("They can sign in again with the password they had. Tokens that ended stay ended."),
        message("Enable the account"),
    ),
}


INVITED_ANEW = Question(
    message("Make a new address for {name}, who was invited"),
    message(
        "You get an address that works once, within a week, to hand to them; the one they were "
        "given before ends. Whoever has it can sign in as them."
    ),
    message("Make the address"),
)
"""What `Act.RESET` is for somebody who has yet to choose their first password."""

OWN = message(
    "This is your own account: use the page of your account, or ask another administrator."
)
NOT_NOW = message("This cannot be done to this account now: load the page again to see what can.")


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One account, and the form for its name."""

    person: Person
    filled: Filled
    acts: list[tuple[Act, str]]


@dataclass(frozen=True, slots=True)
class ActShown:
    """The question whether to do something to an account."""

    person: Person
    act: Act
    title: str
    question: Question
    roles: list[StaffRole]
    filled: Filled

    @property
    def asks_role(self) -> bool:
        """Whether a role is to be chosen."""
        return self.act is Act.ROLE

    @property
    def asks_factor(self) -> bool:
        """Whether the second step may be ended as well."""
        return self.act is Act.RESET


_PAGE = StaffTemplate[PersonShown]("person.html")
_ASK = StaffTemplate[ActShown]("person_act.html")


@router.get(PATHS["person"])
def show_person(number: int, page: DeskPage, desk: ReadingDesk) -> Response:
    """Show one account, and what can be done to it."""
    desk.demand(Verb.ADMINISTER)
    return _show(page, find_person(desk.session, number))


@router.post(PATHS["person-name"])
def take_name(request: Request, number: int, page: DeskPage, form: Posted) -> Response:
    """Change what staff call somebody."""
    try:
        with writing_desk(request) as desk:
            desk.demand(Verb.ADMINISTER)
            administering.rename(desk.session, number, form.text("name"), desk.actor)
    except FaultyDraftError as error:
        with reading_desk(request) as desk:
            person = find_person(desk.session, number)
        return _show(page, person, Filled({"name": form.text("name")}, error.wrong))
    return go_to("person", number=number, notice="saved")


@router.get(PATHS["person-act"])
def show_act(number: int, act: Act, page: DeskPage, desk: ReadingDesk) -> Response:
    """Say what an act will do, and ask."""
    desk.demand(Verb.ADMINISTER)
    return _ask(page, find_person(desk.session, number), act)


@router.post(PATHS["person-act"])
def take_act(request: Request, number: int, act: Act, page: DeskPage, form: Posted) -> Response:
    """Do it, or say on the same page why it cannot be done."""
    try:
        with writing_desk(request) as desk:
            return _ACTS[act](request, desk, _subject(desk, number, act), form)
    except (FaultyDraftError, ConflictError) as error:
        wrong = error.wrong if isinstance(error, FaultyDraftError) else [("act", error.detail)]
        with reading_desk(request) as desk:
            return _ask(page, find_person(desk.session, number), act, wrong)


def acts_on(person: Person, by: Actor) -> list[Act]:
    """Name what can be done to an account now: to one's own, next to nothing from here."""
    if person.number == by.number:
        return [Act.ROLE]
    if person.disabled_at is not None:
        return [Act.ENABLE]
    return [Act.ROLE, Act.RESET, Act.SIGN_OUT, Act.DISABLE]


def question_of(act: Act, person: Person) -> Question:
    """Say what an act is called and will do, to this account."""
    is_anew = act is Act.RESET and not person.has_password
    return INVITED_ANEW if is_anew else QUESTIONS[act]


def _subject(desk: Desk, number: int, act: Act) -> Person:
    desk.demand(Verb.ADMINISTER)
    person = find_person(desk.session, number)
    if act not in acts_on(person, desk.actor):
        raise ConflictError(OWN if number == desk.actor.number else NOT_NOW)
    return person


def _change_role(request: Request, desk: Desk, person: Person, form: PostedForm) -> Response:
    is_own = person.number == desk.actor.number
    keep = request.state.signed_in.session_id if is_own else None
    administering.change_role(desk.session, person.number, role_of(form), desk.actor, keep)
    return go_to("desk") if is_own else go_to("person", number=person.number, notice="role-changed")


def _reset(request: Request, desk: Desk, person: Person, form: PostedForm) -> Response:
    purpose = Purpose.RESET if person.has_password else Purpose.INVITATION
    handed_over = hand_over(request, desk, person, purpose)
    if "factor" in form:
        remove_factor(desk.session, person.number, desk.actor)
    return HANDED_OVER.show(page_for(request, request.state.person), handed_over)


def _sign_out(_request: Request, desk: Desk, person: Person, _form: PostedForm) -> Response:
    end_all(desk.session, person.number, desk.actor)
    return go_to("person", number=person.number, notice="signed-out-everywhere")


def _disable(_request: Request, desk: Desk, person: Person, _form: PostedForm) -> Response:
    administering.disable(desk.session, person.number, desk.actor)
    return go_to("person", number=person.number, notice="disabled")


def _enable(_request: Request, desk: Desk, person: Person, _form: PostedForm) -> Response:
    administering.enable(desk.session, person.number, desk.actor)
    return go_to("person", number=person.number, notice="enabled")


_ACTS: dict[Act, Callable[[Request, Desk, Person, PostedForm], Response]] = {
    Act.ROLE: _change_role,
    Act.RESET: _reset,
    Act.SIGN_OUT: _sign_out,
    Act.DISABLE: _disable,
    Act.ENABLE: _enable,
}


def _show(page: StaffPage, person: Person, filled: Filled | None = None) -> Response:
    acts = acts_on(person, page.person.actor) if page.person else []
    asked = [(act, page.say(question_of(act, person).title, name=person.name)) for act in acts]
    shown = PersonShown(person, filled or Filled({"name": person.name}), asked)
    return _PAGE.show(page, shown, 422 if shown.filled.wrong else 200)


def _ask(page: StaffPage, person: Person, act: Act, wrong: Sequence[Wrong] = ()) -> Response:
    question = question_of(act, person)
    shown = ActShown(
        person,
        act,
        page.say(question.title, name=person.name),
        question,
        list(StaffRole),
        Filled({"role": person.role.value}, wrong),
    )
    return _ASK.show(page, shown, 409 if wrong else 200)
