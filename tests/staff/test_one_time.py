"""One-time addresses: looked at as often as one likes, used once, and told to nobody."""

import pytest

from app.accounts.commands import link_address
from app.accounts.joining import open_setup
from app.accounts.links import make_link
from app.accounts.moments import now
from app.accounts.people import Person
from app.domain.workflow import Purpose, StaffRole
from app.staff.links import link
from app.store.engine import writing
from tests.staff.visiting import HOST, PASSWORD, Visits, seen

NEW = "granite lantern velvet ocean"


def address_for(visits: Visits, person: Person, purpose: Purpose = Purpose.RESET) -> str:
    """Make an address by which somebody chooses a password."""
    with writing(visits.engine) as session:
        return link("link", token=make_link(session, purpose, person.number, None, now()))


def setup_address(visits: Visits) -> str:
    """What is printed at start where nobody has an account, without the host."""
    token = open_setup(visits.engine)
    assert token
    return link_address(visits.app.state.settings, token).removeprefix("http://127.0.0.1:8000")


def test_looking_at_an_address_uses_nothing_up(visits: Visits) -> None:
    person = visits.somebody()
    address, stranger = address_for(visits, person), visits.stranger()
    for _ in range(3):
        assert person.login in stranger.page(address).one("main").text
    answer = stranger.post(address, {"password": NEW, "again": NEW})
    assert answer.headers["location"] == "/staff/sign-in?notice=password-chosen"
    for answer in (stranger.get(address), stranger.post(address, {"password": NEW, "again": NEW})):
        assert answer.status_code == 404
        assert "was used already" in seen(answer).one("main").text


def test_an_address_is_told_to_nobody(visits: Visits) -> None:
    address = address_for(visits, visits.somebody())
    assert visits.stranger().get(address).headers["referrer-policy"] == "strict-origin"
    wrong = visits.stranger().post(address, {"password": "short", "again": "short"})
    assert wrong.headers["referrer-policy"] == "strict-origin"


def test_a_browser_that_says_only_its_origin_can_choose_a_password(visits: Visits) -> None:
    address, client = address_for(visits, visits.somebody()), visits.stranger().client
    sent = {"password": NEW, "again": NEW}
    assert client.post(address, data=sent, headers={"Origin": "null"}).status_code == 403
    assert client.post(address, data=sent, headers={"Origin": HOST}).status_code == 303


def test_whoever_is_invited_chooses_a_password_and_signs_in(visits: Visits) -> None:
    person = visits.somebody()
    address = address_for(visits, person, Purpose.INVITATION)
    assert "Welcome" in visits.stranger().page(address).one("h1").text
    visit = visits.stranger()
    visit.post(address, {"password": NEW, "again": NEW, "role": "administrator", "login": "x"})
    assert visits.found(person).role is StaffRole.EDITOR
    assert visits.found(person).login == person.login
    sent = {"login": person.login, "password": NEW}
    assert visit.post(link("sign-in"), sent).status_code == 303
    assert visit.get(link("account")).status_code == 200


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [("short", "short", "password"), (NEW, PASSWORD, "again"), ("", "", "password")],
)
def test_a_password_that_will_not_do_is_told_and_the_address_stays(
    password: str, again: str, field: str, visits: Visits
) -> None:
    address, stranger = address_for(visits, visits.somebody()), visits.stranger()
    answer = stranger.post(address, {"password": password, "again": again})
    assert answer.status_code == 422
    assert seen(answer).one("input", name=field).attributes["aria-invalid"] == "true"
    assert PASSWORD not in answer.text
    assert stranger.get(address).status_code == 200


def test_the_printed_address_makes_the_first_administrator_and_no_other_does(
    lonely_visits: Visits,
) -> None:
    first, second = setup_address(lonely_visits), setup_address(lonely_visits)
    stranger = lonely_visits.stranger()
    newcomer = {"login": "aigul", "name": "Айгүл", "password": NEW, "again": NEW, "role": "editor"}
    for other in (first, "/staff/links/guessed", "/staff/links/setup"):
        assert stranger.get(other).status_code == 404
        assert stranger.post(other, newcomer).status_code == 404
    assert "first administrator" in stranger.page(second).one("h1").text
    faulty = stranger.post(second, newcomer | {"login": "<script>"})
    assert seen(faulty).one("input", name="login").attributes["value"] == "<script>"
    assert stranger.post(second, newcomer).status_code == 303
    assert open_setup(lonely_visits.engine) is None
    assert stranger.post(second, newcomer | {"login": "another"}).status_code == 404
