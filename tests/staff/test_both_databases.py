"""The whole way of an account through its pages, on SQLite and on PostgreSQL."""

import pyotp

from app.domain.workflow import StaffRole
from app.staff.links import link
from tests.conftest import Databases
from tests.staff.visiting import Visit, Visits, opened_desk, seen

PASSWORD = "granite lantern velvet ocean"  # noqa: S105 - of somebody who exists here alone
NAME = "Әсел Ёлкина 😀"


def invited(visits: Visits, administrator: Visit) -> tuple[Visit, int]:
    """Somebody who was invited and chose a password: their browser, and their number."""
    sent = {"name": NAME, "login": "asel@example.org", "role": "reviewer"}
    page = seen(administrator.post(link("invite"), sent))
    address = page.one("code", class_="secret").text.removeprefix("https://testserver")
    visit = visits.stranger()
    assert visit.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert visit.get(address).status_code == 404
    person = page.one("a", class_="button").attributes["href"]
    return visit, int(person.rsplit("/", 1)[1])


def test_an_account_from_its_invitation_to_its_end(databases: Databases) -> None:
    with opened_desk(databases) as visits:
        administrator = visits.at_work(StaffRole.ADMINISTRATOR)
        visit, number = invited(visits, administrator)
        visit.post(link("sign-in"), {"login": "ASEL@example.org", "password": PASSWORD})
        secret = visit.page(link("factor")).one("input", name="secret").attributes["value"]
        visit.post(link("factor"), {"secret": secret, "code": pyotp.TOTP(secret).now()})
        assert NAME in visit.page(link("account")).one("header").text
        made = visit.post(link("tokens"), {"name": NAME, "scopes": "publish", "days": "1"})
        assert NAME in seen(made).one("table").text
        administrator.post(link("person-act", number=number, act="disable"))
        answer = visit.post(link("account-language"), {"note": NAME})
        assert answer.status_code == 401
        assert NAME in answer.text
        login = {"login": "asel@example.org", "password": PASSWORD}
        assert visit.post(link("sign-in"), login).status_code == 401
        visits.engine.dispose()
