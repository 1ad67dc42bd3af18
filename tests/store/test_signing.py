"""Signed notes, in the form that Go's checksum database uses."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.store.signing import (
    KeyFaultError,
    NoteFaultError,
    SigningKey,
    open_note,
    read_public_key,
    sign_note,
)

# From the tests of golang.org/x/mod/sumdb/note, so that others' programs read ours.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAYING = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
KEY = SigningKey.of("example.org", Ed25519PrivateKey.from_private_bytes(b"a" * 32))
OTHER = SigningKey.of("example.org", Ed25519PrivateKey.from_private_bytes(b"b" * 32))
TEXT = "example.org/ledger\n592\nҚазақша\n"
NOTE = sign_note(KEY, TEXT)


def test_a_note_of_another_program_is_read() -> None:
    key = read_public_key(NEUMANN)
    assert (key.name, str(key)) == ("PeterNeumann", NEUMANN)
    assert open_note(f"{SAYING}\n{SIGNATURE}", key) == SAYING


def test_what_was_signed_is_given_back_and_signing_again_gives_the_same() -> None:
    assert open_note(NOTE, KEY.public) == TEXT
    assert sign_note(KEY, TEXT) == NOTE


def test_a_signature_of_somebody_else_beside_it_is_passed_over() -> None:
    both = NOTE + sign_note(OTHER, TEXT).rpartition("\n\n")[2]
    assert open_note(both, KEY.public) == open_note(both, OTHER.public) == TEXT


def test_somebody_else_did_not_sign_it() -> None:
    with pytest.raises(NoteFaultError, match="not signed with the key"):
        open_note(NOTE, OTHER.public)


@given(place=st.integers(0, len(NOTE.encode()) - 1), byte=st.integers(1, 255))
def test_any_other_byte_of_a_note_shows(place: int, byte: int) -> None:
    altered = bytearray(NOTE.encode())
    altered[place] ^= byte
    try:
        note = altered.decode()
    except UnicodeDecodeError:
        return
    with pytest.raises(NoteFaultError):
        open_note(note, KEY.public)


@pytest.mark.parametrize(
    "note",
    ["", "\n", "text\n", "text\n\n", TEXT, NOTE[:-1], NOTE + "\n", f"{TEXT}\n— example.org\n"],
)
def test_what_is_no_note_is_none(note: str) -> None:
    with pytest.raises(NoteFaultError):
        open_note(note, KEY.public)


@pytest.mark.parametrize("text", ["without an end", "a\tb\n", "a\x00b\n", ""])
def test_what_cannot_stand_in_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        sign_note(KEY, text)


@given(place=st.integers(0, len(NEUMANN) - 1), letter=st.characters())
def test_a_public_key_with_a_wrong_letter_is_refused(place: int, letter: str) -> None:
    altered = NEUMANN[:place] + letter + NEUMANN[place + 1 :]
    if altered.strip() == NEUMANN:
        return
    with pytest.raises(KeyFaultError):
        read_public_key(altered)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "x" * 201, "a\u00a0b"])
def test_a_name_that_cannot_stand_in_a_note_names_no_key(name: str) -> None:
    with pytest.raises(KeyFaultError):
        SigningKey.of(name, KEY.private)


def test_a_fingerprint_is_made_to_be_read_out() -> None:
    assert len(KEY.public.fingerprint.split(" ")) == 16
    assert KEY.public.fingerprint != OTHER.public.fingerprint
