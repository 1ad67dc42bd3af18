"""Offering documents that are here already, by address and by title."""

import pytest

from app.domain.workflow import Intent, Proposed
from app.editing.addresses import documents_at
from app.editing.matching import Why, documents_like
from app.store.engine import reading
from tests.editing.offices import REPORT, WRONG_YEAR, Office

FPC = "fpc.org.uk/retreating-rights-kazakhstan-conclusions-and-recommendations"


@pytest.mark.parametrize(
    ("url", "is_here"),
    [
        (f"https://{FPC}/", True),
        (f"https://{FPC}", True),
        (f"http://www.{FPC}", True),
        (f"  HTTPS://{FPC}", True),
        (f"https://{FPC.upper()}", False),
        (f"https://{FPC}?page=2", False),
        (f"https://{FPC}-2", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_an_address_is_known_however_it_is_spelled(
    still_office: Office, url: str, is_here: bool
) -> None:
    with reading(still_office.engine) as session:
        found = documents_like(session, url, "")
    assert [(one.id, one.why) for one in found] == ([(REPORT, Why.ADDRESS)] if is_here else [])


@pytest.mark.parametrize(
    ("title", "is_here"),
    [
        ("Retreating Rights - Kazakhstan: Conclusions and Recommendations", True),
        ("retreating rights kazakhstan conclusions", True),
        ("Conclusions & recommendations: Kazakhstan (Retreating Rights)", True),
        ("A", False),
        ("", False),
    ],
)
def test_a_title_is_known_in_other_words_and_cases(
    still_office: Office, title: str, is_here: bool
) -> None:
    with reading(still_office.engine) as session:
        found = documents_like(session, "", title)
    assert (REPORT in {one.id for one in found}) is is_here
    assert len(found) <= 5


def test_what_has_the_address_comes_before_what_has_the_title(still_office: Office) -> None:
    with reading(still_office.engine) as session:
        title = "Retreating Rights - Kazakhstan: Conclusions and Recommendations"
        found = documents_like(session, f"https://{FPC}/", title, limit=2)
    assert (found[0].id, found[0].why) == (REPORT, Why.ADDRESS)
    assert found[0].publisher == {"en": "Foreign Policy Centre"}
    assert len({one.id for one in found}) == len(found) <= 2


def test_what_was_withdrawn_is_not_offered(office: Office) -> None:
    office.published(WRONG_YEAR, Intent.WITHDRAW, Proposed.DOCUMENT, REPORT)
    with reading(office.engine) as session:
        assert documents_at(session, f"https://{FPC}/") == []
        assert documents_like(session, f"https://{FPC}/", "Retreating Rights - Kazakhstan") == []
