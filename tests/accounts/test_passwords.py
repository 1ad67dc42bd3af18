"""Passwords are folded, hashed two at a time, and refused with a sentence when they are weak."""

import threading
import unicodedata

import pytest

from app.accounts import passwords
from app.accounts.passwords import (
    LONGEST,
    NAMES_YOU,
    SHORTEST,
    TOO_COMMON,
    TOO_LONG,
    TOO_SHORT,
    HashedPassword,
    check_new_password,
    hash_password,
    queueing,
    verify_password,
)
from app.errors import TooManyAttemptsError
from tests.accounts.desk import PASSWORD


@pytest.fixture(scope="module", autouse=True)
def passwords_cost_little() -> None:
    """Let them cost here what they cost everywhere."""


GOOD = "four odd kites вверх"


def test_password_is_right_however_its_letters_were_composed(hashed: HashedPassword) -> None:
    assert verify_password(unicodedata.normalize("NFD", PASSWORD), hashed)


def test_another_password_is_wrong(hashed: HashedPassword) -> None:
    assert not verify_password(PASSWORD.upper(), hashed)


def test_hash_says_argon2id_with_64_megabytes_and_so_does_the_one_of_nobody(
    hashed: HashedPassword,
) -> None:
    shape, nobodys = hashed.split("$")[1:4], passwords.nobodys_hash().split("$")[1:4]
    assert shape == nobodys == ["argon2id", "v=19", "m=65536,t=3,p=4"]
    assert len(hashed) == len(passwords.nobodys_hash())


def test_without_a_hash_the_work_is_done_and_the_answer_is_no() -> None:
    assert not verify_password(PASSWORD, None)


def test_half_a_character_is_a_wrong_password_and_no_crash(hashed: HashedPassword) -> None:
    assert not verify_password("\ud800" * 20, hashed)


def test_password_longer_than_any_is_wrong_even_if_it_begins_right() -> None:
    longest = GOOD.ljust(LONGEST, "й")
    stored = hash_password(longest)
    assert verify_password(longest, stored)
    assert not verify_password(longest + "!", stored)


def test_two_are_hashed_at_once_and_never_three(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, both, counts = threading.Lock(), threading.Barrier(2, timeout=20), [0, 0]

    def waiting_for_the_other(_password: bytes, _stored: str) -> bool:
        with lock:
            counts[0] += 1
            counts[1] = max(counts)
        both.wait()
        with lock:
            counts[0] -= 1
        both.wait()
        return False

    hasher = passwords._hasher  # noqa: SLF001 - the one place where hashing happens
    monkeypatch.setattr(hasher, "verify", waiting_for_the_other)
    threads = [threading.Thread(target=verify_password, args=(GOOD, None)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [0, 2]


def test_who_finds_the_queue_full_is_told_to_come_back_and_places_are_given_back() -> None:
    places = [queueing() for _ in range(12)]
    for place in places:
        place.__enter__()
    with pytest.raises(TooManyAttemptsError) as refused, queueing():
        pass
    for place in places:
        place.__exit__(None, None, None)
    assert refused.value.seconds > 0
    with queueing():
        pass


@pytest.mark.parametrize(
    ("password", "sentences"),
    [
        (GOOD, []),
        ("қысқа", [TOO_SHORT]),
        ("ä" * (LONGEST + 1), [TOO_LONG]),
        ("password1234", [TOO_COMMON]),
        ("tall Second.Editor walks", [NAMES_YOU]),
        ("four odd kites редактор", [NAMES_YOU]),
        ("SECOND.EDITOR", [NAMES_YOU]),
    ],
)
def test_new_password_is_judged_in_sentences(password: str, sentences: list[str]) -> None:
    assert check_new_password(password, "second.editor", "Второй Редактор") == sentences


def test_short_parts_of_a_name_may_be_in_a_password() -> None:
    assert check_new_password(GOOD, "odd", "Kit Odd") == []


def test_sentences_say_the_numbers_that_are_checked() -> None:
    assert str(SHORTEST) in TOO_SHORT
    assert f"{LONGEST:,}" in TOO_LONG
