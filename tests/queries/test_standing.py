"""Lines of lists: put together once, and anew as soon as anything that they are made of differs."""

from datetime import date

from sqlalchemy import Engine, text

from app.domain.vocabulary import Language
from app.queries.standing import lines
from app.queries.view import View
from tests.conftest import TODAY
from tests.queries.asking import looking

PLEDGED = "decree-2021-06-expression"


def line_of(view: View) -> object:
    """Give the line of one commitment."""
    (line,) = lines(view, [PLEDGED])
    return line


def test_a_line_that_is_as_before_is_the_same_and_names_its_languages_again(
    shipped_engine: Engine,
) -> None:
    with looking(shipped_engine, TODAY, Language.KAZAKH) as first:
        line = line_of(first)
    with looking(shipped_engine, TODAY, Language.KAZAKH) as second:
        assert line_of(second) is line
    assert second.tongue.came == first.tongue.came != set()


def test_every_language_and_day_has_its_own(shipped_engine: Engine) -> None:
    found = []
    for day in (TODAY, date(2023, 6, 30)):
        for language in Language:
            with looking(shipped_engine, day, language) as view:
                found.append(line_of(view))
    assert len({id(one) for one in found}) == len(found)
    assert len({str(one) for one in found[: len(Language)]}) == len(Language)


def test_whatever_is_changed_under_a_line_is_seen_in_it(small_engine: Engine) -> None:
    for change in (
        "UPDATE theme SET title = json_set(title, '$.en', 'Another')",
        "UPDATE instrument SET title = json_set(title, '$.en', 'Another')",
        "UPDATE document SET publisher = json_set(publisher, '$.en', 'Another')",
        "UPDATE evidence SET summary = json_set(summary, '$.en', 'Another')",
        "UPDATE commitment SET last_looked_at = '2021'",
    ):
        with looking(small_engine, TODAY) as view:
            (before,) = lines(view, [_any_with_evidence(view)])
            view.session.execute(text(change))
            (after,) = lines(view, [before.id])
        assert after != before, change


def _any_with_evidence(view: View) -> str:
    statement = text(
        "SELECT commitment_id FROM reading WHERE newest IS NOT NULL AND deciding IS NOT NULL"
    )
    return str(view.session.execute(statement).scalars().first())
