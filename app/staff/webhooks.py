"""Webhooks, for administrators: who is told of changes, and adding somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.domain.labels import Label
from app.domain.workflow import Verb
from app.errors import ConflictError, FaultyDraftError
from app.outgoing.listed import ListedWebhook, list_webhooks
from app.outgoing.webhooks import WebhookWish, register
from app.staff.access import ReadingDesk, reading_desk, writing_desk
from app.staff.forms import Filled, Posted
from app.staff.links import PATHS
from app.staff.page import DeskPage, StaffPage, StaffTemplate
from app.staff.routing import staff_router
from app.staff.webhook import show_made
from app.staff.webhook_words import STANDINGS

router = staff_router()


@dataclass(frozen=True, slots=True)
class WebhooksShown:
    """Every webhook with how it stands, and the form for another one."""

    lines: Sequence[tuple[ListedWebhook, Label]]
    filled: Filled
    is_off: bool


_LIST = StaffTemplate[WebhooksShown]("webhooks.html")


@router.get(PATHS["webhooks"])
def show_webhooks(request: Request, page: DeskPage, desk: ReadingDesk) -> Response:
    """List them, and show the form for another one."""
    desk.demand(Verb.ADMINISTER)
    return _show(request, page, list_webhooks(desk.session), Filled())


@router.post(PATHS["webhooks"])
def take_webhook(request: Request, page: DeskPage, form: Posted) -> Response:
    """Add one, and show its secret this once."""
    wish = WebhookWish(form.text("url"), form.text("name"))
    rules = request.app.state.guarded.rules
    try:
        with writing_desk(request) as desk:
            desk.demand(Verb.ADMINISTER)
            made = register(desk.session, wish, desk.actor, rules)
    except (FaultyDraftError, ConflictError) as error:
        wrong = error.wrong if isinstance(error, FaultyDraftError) else [("url", error.detail)]
        filled = Filled({"url": wish.url, "name": wish.name}, wrong)
        with reading_desk(request) as desk:
            return _show(request, page, list_webhooks(desk.session), filled, error.status)
    return show_made(request, page, made.id, made.secret)


def _show(
    request: Request,
    page: StaffPage,
    webhooks: Sequence[ListedWebhook],
    filled: Filled,
    status: int = 200,
) -> Response:
    lines = [(one, STANDINGS[one.standing]) for one in webhooks]
    is_off = request.app.state.settings.webhooks == "off"
    return _LIST.show(page, WebhooksShown(lines, filled, is_off), status)
