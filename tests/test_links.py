"""The one function that writes internal addresses."""

from datetime import date

import pytest

from app.domain.vocabulary import Language
from app.links import link, twin
from app.pages.page import Page
from app.queries.filters import StatusFilter

ENGLISH = Language.ENGLISH


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (link(ENGLISH, "scorecard"), "/en/"),
        (link(Language.KAZAKH, "themes", "assembly"), "/kk/themes/assembly"),
        (link(ENGLISH, "commitments", "a", anchor="ev-b"), "/en/commitments/a#ev-b"),
        (link(ENGLISH, "revisions", None, id="a", subject=None), "/en/revisions?id=a"),
        (link(ENGLISH, "commitments", q="media & law"), "/en/commitments?q=media+%26+law"),
        (
            link(ENGLISH, "commitments", overdue=True, status=StatusFilter.NONE),
            "/en/commitments?overdue=true&status=none",
        ),
        (link(ENGLISH, "themes", "../?#"), "/en/themes/..%2F%3F%23"),
        (
            link(ENGLISH, "evidence", "ev-b", under="history", cursor="x"),
            "/en/evidence/ev-b/history?cursor=x",
        ),
        (twin(ENGLISH, "evidence", "ev-b", under="history"), "/api/v1/evidence/ev-b/history"),
        (twin(ENGLISH, "scorecard"), "/api/v1/scorecard"),
        (twin(Language.RUSSIAN, "themes", "assembly"), "/api/v1/themes/assembly?lang=ru"),
    ],
)
def test_an_address_is_written_in_one_way(made: str, wanted: str) -> None:
    assert made == wanted


def test_there_is_no_link_to_pages_that_do_not_exist() -> None:
    with pytest.raises(KeyError):
        link(ENGLISH, "owners", "ev-a")
    with pytest.raises(KeyError):
        link(ENGLISH, "evidence")


PAST = Page(
    ENGLISH,
    noun="commitments",
    query={"q": "law", "as_of": "2023-06-30"},
    past_day=date(2023, 6, 30),
)


def test_links_from_a_past_day_stay_on_it_where_the_page_has_days() -> None:
    assert PAST.link("themes", "assembly") == "/en/themes/assembly?as_of=2023-06-30"
    assert PAST.link("documents", "a") == "/en/documents/a"
    assert PAST.link("commitments", "a", under="history") == "/en/commitments/a/history"


def test_a_page_can_be_asked_for_again_with_a_parameter_changed_or_taken_out() -> None:
    assert PAST.here(as_of=None) == "/en/commitments?q=law"
    assert PAST.here(cursor="x") == "/en/commitments?q=law&as_of=2023-06-30&cursor=x"


def test_the_data_of_a_page_is_asked_for_as_the_page_was() -> None:
    assert PAST.twin == "/api/v1/commitments?q=law&as_of=2023-06-30"
    assert Page(ENGLISH, noun="methodology").twin is None
    assert Page(ENGLISH).twin is None
