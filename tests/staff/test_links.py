"""Addresses of the desk: made in one place, from the same table as the routes."""

import pytest

from app.accounts.commands import LINK_PATH
from app.staff.links import PATHS, PREFIX, is_staff, link
from tests.staff.visiting import Visits


def test_what_a_path_has_no_place_for_becomes_the_query() -> None:
    assert link("person", number=3, notice="saved") == "/staff/people/3?notice=saved"
    assert link("desk", None, q="a&b", none=None) == "/staff/?q=a%26b"
    assert link("session-end", "form", id="a/b?c").endswith("/a%2Fb%3Fc/end#form")


def test_a_page_that_does_not_exist_has_no_address() -> None:
    with pytest.raises(KeyError):
        link("nowhere")


def test_the_command_line_hands_out_the_address_that_is_answered() -> None:
    assert f"{PREFIX}{PATHS['link']}" == LINK_PATH


def test_every_address_is_answered_by_a_route(visits: Visits) -> None:
    answered = {path for path, _ in visits.routes()}
    assert {f"/staff{path}" for path in PATHS.values()} <= answered


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [("/staff", True), ("/staff/", True), ("/staff/x", True), ("/staffing", False), ("/", False)],
)
def test_only_paths_under_staff_are_the_desks(path: str, is_ours: bool) -> None:
    assert is_staff(path) is is_ours
