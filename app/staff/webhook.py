"""One webhook: how far it is, what was given up, a test, and what can be done to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.dependencies import Turn
from app.domain.labels import Label
from app.domain.workflow import Verb
from app.outgoing import webhooks
from app.outgoing.guarded import Outcome
from app.outgoing.listed import DeadLetter, ListedWebhook, list_dead_letters, show_webhook
from app.outgoing.trying import send_test
from app.outgoing.words import TROUBLES
from app.staff.access import ReadingDesk, SignedInPerson, WritingDesk, reading_desk, writing_desk
from app.staff.links import PATHS
from app.staff.page import DeskPage, StaffPage, StaffTemplate
from app.staff.routing import go_to, staff_router
from app.staff.webhook_words import QUESTIONS, STANDINGS, Act, Question

router = staff_router()


@dataclass(frozen=True, slots=True)
class Tested:
    """What came of a test: the status that was answered, and what went wrong, if anything."""

    status: int | None
    trouble: str | None


@dataclass(frozen=True, slots=True)
class WebhookShown:
    """One webhook. `made` is a secret that is shown this once."""

    webhook: ListedWebhook
    standing: Label
    letters: Sequence[DeadLetter]
    is_off: bool
    made: str | None = None
    tested: Tested | None = None


@dataclass(frozen=True, slots=True)
class WebhookAsked:
    """The question whether to do something to a webhook."""

    webhook: ListedWebhook
    act: Act
    title: str
    question: Question


_PAGE = StaffTemplate[WebhookShown]("webhook.html")
_ASK = StaffTemplate[WebhookAsked]("webhook_act.html")


@router.get(PATHS["webhook"])
def show_one(
    request: Request,
    id: str,  # noqa: A002 - the address says id
    page: DeskPage,
    _person: SignedInPerson,
    _turn: Turn,
) -> Response:
    """Show one webhook."""
    return _show(request, page, id)


@router.post(PATHS["webhook-test"])
def take_test(
    request: Request,
    id: str,  # noqa: A002 - as in `show_one`
    page: DeskPage,
    person: SignedInPerson,
) -> Response:
    """Send a test, and say at once what came of it; no transaction is open meanwhile."""
    with reading_desk(request) as desk:
        desk.demand(Verb.ADMINISTER)
    state = request.app.state
    outcome = send_test(
        state.engine, state.guarded.post, state.address_of_changes, id, person.actor
    )
    return _show(request, page, id, tested=_tested(outcome))


@router.post(PATHS["webhook-pause"])
def take_pause(id: str, desk: WritingDesk) -> Response:  # noqa: A002 - as in `show_one`
    """Send nothing there for now."""
    desk.demand(Verb.ADMINISTER)
    webhooks.pause(desk.session, id, desk.actor)
    return go_to("webhook", id=id, notice="webhook-paused")


@router.post(PATHS["webhook-resume"])
def take_resume(id: str, desk: WritingDesk) -> Response:  # noqa: A002 - as in `show_one`
    """Send there again, at once."""
    desk.demand(Verb.ADMINISTER)
    webhooks.go_on(desk.session, id, desk.actor)
    return go_to("webhook", id=id, notice="webhook-resumed")


@router.post(PATHS["webhook-again"])
def take_again(id: str, first: int, desk: WritingDesk) -> Response:  # noqa: A002 - as in `show_one`
    """Have a delivery that was given up sent once more."""
    desk.demand(Verb.ADMINISTER)
    webhooks.send_again(desk.session, id, first, desk.actor)
    return go_to("webhook", id=id, notice="webhook-again")


@router.get(PATHS["webhook-act"])
def show_act(
    id: str,  # noqa: A002 - as in `show_one`
    act: Act,
    page: DeskPage,
    desk: ReadingDesk,
) -> Response:
    """Say what an act will do, and ask."""
    desk.demand(Verb.ADMINISTER)
    webhook, question = show_webhook(desk.session, id), QUESTIONS[act]
    title = page.say(question.title, name=webhook.name)
    return _ASK.show(page, WebhookAsked(webhook, act, title, question))


@router.post(PATHS["webhook-act"])
def take_act(
    request: Request,
    id: str,  # noqa: A002 - as in `show_one`
    act: Act,
    page: DeskPage,
    _person: SignedInPerson,
) -> Response:
    """Do it."""
    with writing_desk(request) as desk:
        desk.demand(Verb.ADMINISTER)
        if act is Act.REMOVE:
            webhooks.remove(desk.session, id, desk.actor)
            return go_to("webhooks", notice="webhook-removed")
        made = webhooks.replace_secret(desk.session, id, desk.actor)
    return show_made(request, page, id, made)


def show_made(request: Request, page: StaffPage, webhook: str, secret: str) -> Response:
    """Show a webhook with the secret that it was just given."""
    return _show(request, page, webhook, made=secret)


def _show(
    request: Request,
    page: StaffPage,
    webhook: str,
    made: str | None = None,
    tested: Tested | None = None,
) -> Response:
    with reading_desk(request) as desk:
        desk.demand(Verb.ADMINISTER)
        found = show_webhook(desk.session, webhook)
        letters = list_dead_letters(desk.session, webhook)
    is_off = request.app.state.settings.webhooks == "off"
    shown = WebhookShown(found, STANDINGS[found.standing], letters, is_off, made, tested)
    return _PAGE.show(page, shown)


def _tested(outcome: Outcome) -> Tested:
    trouble = outcome.trouble
    return Tested(outcome.status, TROUBLES[trouble] if trouble else None)
