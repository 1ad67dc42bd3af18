"""A link is used once, by one of many who try at the same time, and not when it is too old."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from app.accounts.administering import disable
from app.accounts.links import LASTING, find_link, make_link, make_setup_link, use_link
from app.accounts.moments import now
from app.accounts.tokens import find_token
from app.domain.workflow import Purpose, Scope, StaffRole
from app.errors import ConflictError, NotFoundError
from app.store.engine import reading, writing
from app.store.tables.accounts import OneTimeLink
from tests.staffing import add_staff, token_for

RESET = Purpose.RESET
SECOND = timedelta(seconds=1)


def _link(engine: Engine, number: int, purpose: Purpose = RESET) -> str:
    with writing(engine) as session:
        return make_link(session, purpose, number, None, now())


def _is_good(engine: Engine, token: str, later: timedelta = timedelta()) -> bool:
    with reading(engine) as session:
        return find_link(session, token, now() + later) is not None


def _tries(engine: Engine, token: str) -> bool:
    try:
        with writing(engine) as session:
            use_link(session, token, now())
    except NotFoundError:
        return False
    return True


def test_link_names_its_purpose_and_owner_and_is_not_stored(desk: Engine) -> None:
    person = add_staff(desk, StaffRole.EDITOR)
    token = _link(desk, person.number, Purpose.INVITATION)
    with reading(desk) as session:
        found = find_link(session, token, now())
        row = session.execute(select(OneTimeLink)).scalar_one()
    assert found is not None
    assert (found.purpose, found.person) == (Purpose.INVITATION, person)
    assert token not in row.model_dump_json()


def test_link_is_used_once(desk: Engine) -> None:
    token = _link(desk, add_staff(desk, StaffRole.EDITOR).number)
    assert [_tries(desk, token), _tries(desk, token)] == [True, False]
    assert not _is_good(desk, token)


def test_of_eight_who_use_a_link_at_once_exactly_one_does(empty_engine: Engine) -> None:
    token = _link(empty_engine, add_staff(empty_engine, StaffRole.EDITOR).number)
    start, outcomes = threading.Barrier(8), list[bool]()

    def try_it() -> None:
        start.wait()
        outcomes.append(_tries(empty_engine, token))

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 7 + [True]


@pytest.mark.parametrize("purpose", [RESET, Purpose.INVITATION])
def test_link_works_for_as_long_as_its_purpose_allows(desk: Engine, purpose: Purpose) -> None:
    token = _link(desk, add_staff(desk, StaffRole.EDITOR).number, purpose)
    assert _is_good(desk, token, LASTING[purpose] - SECOND)
    assert not _is_good(desk, token, LASTING[purpose])


def test_new_link_ends_older_ones_of_its_purpose_for_its_owner_alone(empty_engine: Engine) -> None:
    person = add_staff(empty_engine, StaffRole.EDITOR)
    other = add_staff(empty_engine, StaffRole.EDITOR)
    older, others = _link(empty_engine, person.number), _link(empty_engine, other.number)
    invitation = _link(empty_engine, person.number, Purpose.INVITATION)
    newer = _link(empty_engine, person.number)
    good = [_is_good(empty_engine, token) for token in (older, others, invitation, newer)]
    assert good == [False, True, True, True]


def test_no_link_is_made_for_a_disabled_account(desk: Engine) -> None:
    person = add_staff(desk, StaffRole.EDITOR)
    with writing(desk) as session:
        disable(session, person.number, by=None)
    with writing(desk) as session, pytest.raises(ConflictError):
        make_link(session, RESET, person.number, None, now())


def test_setup_link_is_of_no_use_once_there_is_an_account(empty_engine: Engine) -> None:
    with writing(empty_engine) as session:
        older = make_setup_link(session, now())
        token = make_setup_link(session, now())
    assert older is not None
    assert token is not None
    assert not _is_good(empty_engine, older)
    assert _is_good(empty_engine, token)
    add_staff(empty_engine, StaffRole.EDITOR)
    assert not _tries(empty_engine, token)
    with writing(empty_engine) as session:
        assert make_setup_link(session, now()) is None


def test_links_long_expired_are_cleared_away(desk: Engine) -> None:
    person = add_staff(desk, StaffRole.EDITOR)
    with writing(desk) as session:
        make_link(session, Purpose.INVITATION, person.number, None, now() - timedelta(days=60))
        make_link(session, RESET, person.number, None, now())
        assert len(session.execute(select(OneTimeLink)).all()) == 1


@pytest.mark.parametrize("is_used", [False, True], ids=["made", "used"])
def test_reset_ends_tokens_when_it_is_made_and_again_when_it_is_used(
    is_used: bool, desk: Engine
) -> None:
    person, other = (add_staff(desk, StaffRole.EDITOR) for _ in range(2))
    tokens = [token_for(desk, one, [Scope.READ]) for one in (person, other)]
    link = _link(desk, person.number)
    if is_used:
        tokens[0] = token_for(desk, person, [Scope.READ])
        assert _tries(desk, link)
    with reading(desk) as session:
        found = [find_token(session, text, now()) for text in tokens]
    assert [one is not None for one in found] == [False, True]


def test_invitation_ends_no_tokens(desk: Engine) -> None:
    person = add_staff(desk, StaffRole.EDITOR)
    text = token_for(desk, person, [Scope.READ])
    assert _tries(desk, _link(desk, person.number, Purpose.INVITATION))
    with reading(desk) as session:
        assert find_token(session, text, now()) is not None
