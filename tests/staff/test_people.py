"""The people of the desk: for administrators alone, who are told what each act will do."""

import pytest

from app.domain.workflow import StaffRole
from app.staff.links import link
from app.staff.person import Act
from tests.staff.visiting import Visits, seen

HOSTILE = '<script>alert(1)</script> "Әсел" {{ 7 * 7 }}'
NOT_ADMINISTRATORS = [StaffRole.EDITOR, StaffRole.REVIEWER]


@pytest.mark.parametrize("role", NOT_ADMINISTRATORS)
def test_nobody_else_comes_near_the_accounts(role: StaffRole, visits: Visits) -> None:
    visit, person = visits.at_work(role), visits.somebody()
    sent = {"name": "X", "login": "somebody.new", "role": "administrator"}
    addresses = [link("people"), link("invite"), link("person", number=person.number)]
    for address in addresses:
        answer = visit.get(address)
        assert answer.status_code == 403
        assert "Administrator" in seen(answer).one("main").text
    for act in Act:
        address = link("person-act", number=person.number, act=act.value)
        assert visit.get(address).status_code == 403
        assert visit.post(address, sent).status_code == 403
    for name in ("invite", "person-name"):
        assert visit.post(link(name, number=person.number), sent).status_code == 403
    assert visits.found(person) == person


def test_somebody_is_invited_by_an_address_that_is_shown_once(visits: Visits) -> None:
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    sent = {"name": HOSTILE, "login": "Invited.One", "role": "reviewer", "number": "1"}
    page = seen(visit.post(link("invite"), sent, Origin="https://testserver"))
    address = page.one("code", class_="secret").text
    assert address.startswith("https://testserver/staff/links/")
    people = visit.page(link("people"))
    assert address.rsplit("/", 1)[1] not in str(people)
    assert HOSTILE in people.one("main").text
    assert not any(one for one in people.all("script") if "src" not in one.attributes)
    opened = visits.stranger().page(address.removeprefix("https://testserver"))
    assert "invited.one" in opened.one("main").text
    assert visit.post(link("invite"), sent).status_code == 409, "the login is taken"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"login": "<b>"}, "login"),
        ({"role": "owner"}, "role"),
        ({"role": ""}, "role"),
    ],
)
def test_an_invitation_that_cannot_be_is_told_and_kept(
    change: dict[str, str], field: str, visits: Visits
) -> None:
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    answer = visit.post(
        link("invite"), {"name": "Kept", "login": "kept.one", "role": "editor"} | change
    )
    assert answer.status_code == 422
    page = seen(answer)
    assert page.one(id="form_faults").one("a").attributes["href"] == f"#field_{field}"
    assert "Kept" in [one.attributes.get("value") for one in page.all("input")] or field == "name"


def test_an_origin_that_is_not_this_host_is_not_handed_out(visits: Visits) -> None:
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    sent = {"name": "X", "login": "an.origin", "role": "editor"}
    page = seen(visit.post(link("invite"), sent, Origin="https://evil.example"))
    assert page.one("code", class_="secret").text.startswith("https://testserver/")


@pytest.mark.parametrize("act", Act)
def test_every_act_is_asked_about_before_it_is_done(act: Act, visits: Visits) -> None:
    person = visits.somebody(name=HOSTILE)
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    page = visit.page(link("person-act", number=person.number, act=act.value))
    assert HOSTILE in page.one("h1").text
    assert page.one(id="field_act").text
    assert visits.found(person) == person


def test_a_role_is_changed_and_sign_ins_end(visits: Visits) -> None:
    person = visits.somebody()
    theirs, visit = visits.of(person), visits.at_work(StaffRole.ADMINISTRATOR)
    address = link("person-act", number=person.number, act="role")
    assert visit.post(address, {"role": "owner"}).status_code == 409
    assert visit.post(address, {"role": "reviewer"}).status_code == 303
    assert visits.found(person).role is StaffRole.REVIEWER
    assert theirs.get(link("account")).status_code == 303


def test_an_account_is_disabled_and_enabled(visits: Visits) -> None:
    person = visits.somebody()
    theirs, visit = visits.of(person), visits.at_work(StaffRole.ADMINISTRATOR)
    disabled = visit.post(link("person-act", number=person.number, act="disable"))
    assert "ended at once" in seen(visit.get(disabled.headers["location"])).text
    assert theirs.get(link("account")).status_code == 303
    again = visit.post(link("person-act", number=person.number, act="disable"))
    assert again.status_code == 409
    visit.post(link("person-act", number=person.number, act="enable"))
    assert visits.found(person).disabled_at is None


def test_a_reset_may_end_the_second_step_as_well(visits: Visits) -> None:
    person = visits.somebody(StaffRole.REVIEWER, with_factor=True)
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    address = link("person-act", number=person.number, act="reset")
    seen(visit.post(address)).one("code", class_="secret")
    assert visits.found(person).has_second_factor
    seen(visit.post(address, {"factor": "yes"})).one("code", class_="secret")
    assert not visits.found(person).has_second_factor


def test_whoever_never_came_in_is_invited_anew(visits: Visits) -> None:
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    visit.post(link("invite"), {"name": "Saule", "login": "saule-anew", "role": "editor"})
    [number] = [
        one.attributes["href"].rpartition("/")[2]
        for one in visit.page(link("people")).all("a")
        if one.text == "Saule"
    ]
    address = link("person-act", number=number, act="reset")
    assert "was invited" in visit.page(address).text
    again = seen(visit.post(address))
    assert "7 days" in again.text
    token = again.one("code", class_="secret").text.rpartition("/")[2]
    assert "Welcome" in visits.stranger().page(link("link", token=token)).text


def test_somebody_is_signed_out_everywhere(visits: Visits) -> None:
    person = visits.somebody()
    theirs = visits.of(person)
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    assert visit.post(link("person-act", number=person.number, act="sign-out")).status_code == 303
    assert theirs.get(link("account")).status_code == 303


@pytest.mark.parametrize("act", [Act.RESET, Act.DISABLE, Act.SIGN_OUT])
def test_nobody_does_it_to_their_own_account(act: Act, visits: Visits) -> None:
    person = visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    visit = visits.of(person)
    answer = visit.post(link("person-act", number=person.number, act=act.value), {"factor": "y"})
    assert answer.status_code == 409
    assert "your own account" in seen(answer).one("main").text
    assert visits.found(person) == person


def test_the_last_administrator_stays_one(lonely_visits: Visits) -> None:
    only = lonely_visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    visit = lonely_visits.of(only)
    address = link("person-act", number=only.number, act="role")
    answer = visit.post(address, {"role": "editor"})
    assert answer.status_code == 409
    assert "only administrator" in seen(answer).one("main").text
    other = lonely_visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    assert lonely_visits.of(other).post(address, {"role": "editor"}).status_code == 303


def test_an_administrator_less_trusted_from_now_on_stays_signed_in(visits: Visits) -> None:
    visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    person = visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    visit = visits.of(person)
    answer = visit.post(link("person-act", number=person.number, act="role"), {"role": "reviewer"})
    assert answer.headers["location"] == link("desk")
    assert visit.get(link("account")).status_code == 200
    assert visit.get(link("people")).status_code == 403


def test_a_name_is_changed_and_a_faulty_one_kept_to_correct(visits: Visits) -> None:
    person, visit = visits.somebody(), visits.at_work(StaffRole.ADMINISTRATOR)
    address = link("person-name", number=person.number)
    assert visit.post(address, {"name": HOSTILE, "role": "administrator"}).status_code == 303
    assert visits.found(person).name == HOSTILE
    assert visits.found(person).role is StaffRole.EDITOR
    faulty = visit.post(address, {"name": "x" * 121})
    assert seen(faulty).one("input", name="name").attributes["value"] == "x" * 121


@pytest.mark.parametrize("number", ["0", "x", "99999", "9" * 30])
def test_an_account_that_does_not_exist_is_not_found(number: str, visits: Visits) -> None:
    answer = visits.at_work(StaffRole.ADMINISTRATOR).get(f"/staff/people/{number}")
    assert answer.status_code == 404
    seen(answer)
