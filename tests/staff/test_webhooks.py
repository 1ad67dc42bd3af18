"""Webhooks at the desk: for administrators alone, in words, and with secrets shown once."""

import json
from collections.abc import Iterator, Mapping

import pytest
import time_machine
from sqlalchemy import select
from sqlmodel import col
from standardwebhooks.webhooks import Webhook as Verifier

from app.accounts.moments import now
from app.domain.workflow import StaffRole
from app.outgoing.guarded import Outcome, Sending
from app.outgoing.schedule import DELAYS
from app.outgoing.webhooks import MOST
from app.staff.links import link
from app.staff.webhook_words import Act
from app.store.engine import reading
from app.store.tables.ledgers import DeskRevision
from app.store.tables.webhooks import Webhook
from tests.conftest import Databases
from tests.outgoing.hooks import Hooks, changes
from tests.outgoing.receivers import HERE_TOO, Receiver, receiving
from tests.pages.markup import Element
from tests.staff.visiting import Visit, Visits, opened_desk, seen

HOSTILE = '<script>alert(1)</script> "Әсел" {{ 7 * 7 }}'
ACTS = ("webhook-test", "webhook-pause", "webhook-resume")


@pytest.fixture(scope="module")
def desk(sqlite_databases: Databases) -> Iterator[Visits]:
    """A desk that may deliver to this machine as well."""
    with opened_desk(sqlite_databases) as opened:
        opened.app.state.guarded = HERE_TOO
        opened.app.state.address_of_changes = changes
        yield opened


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture
def visit(desk: Visits) -> Visit:
    """An administrator at that desk."""
    return desk.at_work(StaffRole.ADMINISTRATOR)


def added(visit: Visit, url: str, name: str = "The coalition") -> tuple[str, str]:
    """Add a webhook, and give its id and its secret."""
    page = seen(visit.post(link("webhooks"), {"url": url, "name": name}))
    secret = page.one("code", class_="secret").text
    forms = [one.attributes["action"] for one in page.all("form")]
    acts = [one for one in forms if one.endswith("/test")]
    return acts[0].split("/")[-2], secret


def only_to(receiver: Receiver) -> Sending:
    """Deliver to this receiver, and look up none of the names in other tests."""

    def sending(address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        is_this = address == receiver.url
        return HERE_TOO.post(address, body, headers) if is_this else Outcome(None, 204)

    return sending


def facts(page: Element) -> str:
    return page.one("dl", class_="facts").text


@pytest.mark.parametrize("role", [StaffRole.EDITOR, StaffRole.REVIEWER])
def test_nobody_else_comes_near_webhooks(role: StaffRole, desk: Visits, visit: Visit) -> None:
    made, _ = added(visit, f"https://{role.value}.example.org/")
    other = desk.at_work(role)
    pages = [link("webhooks"), link("webhook", id=made)]
    pages += [link("webhook-act", id=made, act=act.value) for act in Act]
    forms = [*(link(name, id=made) for name in ACTS), link("webhooks"), *pages[2:]]
    forms.append(link("webhook-again", id=made, first=1))
    assert [other.get(address).status_code for address in pages] == [403] * len(pages)
    sent = {"url": "https://example.org/", "name": "X"}
    assert [other.post(address, sent).status_code for address in forms] == [403] * len(forms)
    assert all("webhooks" not in str(one) for one in other.page(link("desk")).all("a"))
    assert "Up to date" in facts(visit.page(link("webhook", id=made)))


def test_a_webhook_is_added_and_its_secret_shown_once(visit: Visit, receiver: Receiver) -> None:
    made, secret = added(visit, receiver.url, HOSTILE)
    assert secret.startswith("whsec_")
    for address in (link("webhooks"), link("webhook", id=made)):
        page = visit.page(address)
        assert secret not in str(page)
        assert HOSTILE in page.one("main").text
        assert not any(one for one in page.all("script") if "src" not in one.attributes)


@pytest.mark.parametrize(
    ("url", "name", "field", "said"),
    [
        ("", "X", "url", "https://"),
        ("https://127.0.0.2/", "X", "url", "private network"),
        ("https://a:b@example.org/", "X", "url", "name and the password"),
        ("ftp://example.org/", "X", "url", "begins with https"),
        ("https://example.org/", "", "name", "120 characters"),
        ("https://example.org/", "two\nlines", "name", "120 characters"),
        ("https://example.org/a b", "X", "url", "without spaces"),
    ],
)
def test_an_address_that_cannot_be_is_told_and_kept(
    url: str, name: str, field: str, said: str, visit: Visit
) -> None:
    answer = visit.post(link("webhooks"), {"url": url, "name": name})
    assert answer.status_code == 422
    fault = seen(answer).one(id="form_faults")
    assert fault.one("a").attributes["href"] == f"#field_{field}"
    assert said in fault.text
    kept = [one.attributes.get("value") for one in seen(answer).all("input")]
    assert name in kept or "\n" in name


def test_an_address_is_added_once(visit: Visit) -> None:
    added(visit, "https://once.example.org/")
    answer = visit.post(link("webhooks"), {"url": "https://once.example.org/ ", "name": "Again"})
    assert answer.status_code == 422
    assert "already" in seen(answer).one(id="form_faults").text


def test_a_test_says_at_once_what_the_receiver_said(visit: Visit, receiver: Receiver) -> None:
    made, secret = added(visit, receiver.url)
    receiver.will(204, 500)
    notices = [
        seen(visit.post(link("webhook-test", id=made))).one("div", role="status").text
        for _ in range(2)
    ]
    assert "The test was taken" in notices[0]
    assert "204" in notices[0]
    assert "was not taken" in notices[1]
    assert "500" in notices[1]
    said = Verifier(secret).verify(receiver.got[0].body, receiver.got[0].headers)
    assert (said["type"], said["items"]) == ("scorecard.test", [])
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 2
    assert "Up to date" in facts(visit.page(link("webhook", id=made))), "a test counts for nothing"


def test_it_is_paused_and_goes_on(visit: Visit) -> None:
    made, _ = added(visit, "https://paused.example.org/")
    page = visit.page(visit.post(link("webhook-pause", id=made)).headers["location"])
    assert "Nothing is sent until" in facts(page)
    assert "Paused" in visit.page(link("webhooks")).one("main").text
    page = visit.page(visit.post(link("webhook-resume", id=made)).headers["location"])
    assert "Every change was delivered" in facts(page)


def test_failing_is_said_in_words_and_what_was_given_up_is_sent_again(
    desk: Visits, visit: Visit, receiver: Receiver
) -> None:
    made, _ = added(visit, receiver.url)
    hooks = Hooks(desk.engine, desk.somebody(StaffRole.ADMINISTRATOR).actor)
    sending = only_to(receiver)
    receiver.will(302)
    last = hooks.happen(2)
    address = link("webhook", id=made)
    with time_machine.travel(now(), tick=False) as clock:
        for attempt in range(len(DELAYS) + 1):
            hooks.deliver(sending)
            if attempt == 0:
                failing = visit.page(address)
            clock.shift(DELAYS[-1] * 1.2)
    assert "points to another address" in facts(failing)
    assert "Failing since" in facts(failing)
    assert "Waiting2" in "".join(facts(failing).split())
    table = visit.page(address).one("table")
    assert f"{last - 1:,} – {last:,}" in table.text
    again = table.one("form").attributes["action"]
    assert "Waits to be sent" in visit.page(visit.post(again).headers["location"]).text
    receiver.will(200)
    hooks.deliver(sending)
    assert "Taken" in visit.page(address).one("table").text
    assert json.loads(receiver.got[-1].body)["last"] == last


def test_a_secret_is_replaced_after_a_question(visit: Visit) -> None:
    made, secret = added(visit, "https://replaced.example.org/")
    address = link("webhook-act", id=made, act="secret")
    assert "both sign" in visit.page(address).one("main").text
    page = seen(visit.post(address))
    new = page.one("code", class_="secret").text
    assert new.startswith("whsec_")
    assert new != secret
    assert "former secret" in facts(page)


def test_it_is_removed_after_a_question(desk: Visits, visit: Visit) -> None:
    made, _ = added(visit, "https://removed.example.org/")
    address = link("webhook-act", id=made, act="remove")
    assert "Nothing is sent there" in visit.page(address).one("main").text
    listed = visit.page(visit.post(address).headers["location"])
    assert made not in str(listed)
    assert visit.get(link("webhook", id=made)).status_code == 404
    for name in ACTS:
        assert visit.post(link(name, id=made)).status_code == 404
    assert visit.get(link("webhook", id="'; --")).status_code == 404
    with reading(desk.engine) as session:
        row = session.get_one(Webhook, made)
        assert (row.secret, row.former_secret) == (None, None)


def test_every_act_is_recorded_without_the_secret_and_the_address(
    desk: Visits, visit: Visit, receiver: Receiver
) -> None:
    made, secret = added(visit, f"{receiver.url}&key=known-to-its-owner")
    for name in ACTS:
        visit.post(link(name, id=made))
    new = seen(visit.post(link("webhook-act", id=made, act="secret"))).one("code", class_="secret")
    visit.post(link("webhook-act", id=made, act="remove"))
    mine = select(DeskRevision).where(col(DeskRevision.subject_id) == made)
    with reading(desk.engine) as session:
        rows = session.execute(mine.order_by(col(DeskRevision.sequence))).scalars().all()
    acts = ["added", "tested", "paused", "resumed", "secret_replaced", "ended"]
    assert [one.action for one in rows] == acts
    assert {one.subject for one in rows} == {"webhook"}
    assert all(one.actor.startswith("administrator-") for one in rows)
    recorded = " ".join(str(one.payload) for one in rows)
    for hidden in (secret, new.text, "known-to-its-owner"):
        assert hidden not in recorded
    assert '"host":"127.0.0.1"' in recorded


def test_there_is_an_end_to_how_many_there_can_be(lonely_visits: Visits) -> None:
    visit = lonely_visits.at_work(StaffRole.ADMINISTRATOR)
    hooks = Hooks(lonely_visits.engine, lonely_visits.somebody(StaffRole.ADMINISTRATOR).actor)
    for number in range(MOST):
        hooks.to(f"https://{number}.example.org/")
    answer = visit.post(link("webhooks"), {"url": "https://x.example.org/", "name": "One more"})
    assert answer.status_code == 409
    assert str(MOST) in seen(answer).one(id="form_faults").text


def test_it_is_said_when_sending_is_switched_off(sqlite_databases: Databases) -> None:
    with opened_desk(sqlite_databases, webhooks="off") as opened:
        visit = opened.at_work(StaffRole.ADMINISTRATOR)
        made, _ = added(visit, "https://example.org/")
        for address in (link("webhooks"), link("webhook", id=made)):
            assert "switched off" in visit.page(address).one("main").text
