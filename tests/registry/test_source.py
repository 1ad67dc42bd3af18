"""The bytes of a registry file, before YAML is looked at."""

import hashlib
from pathlib import Path

import pytest

from app.errors import FaultyRegistryError
from app.registry.source import clean, read_source


def written(folder: Path, content: bytes) -> Path:
    """Write a file with this content."""
    path = folder / "commitments.yaml"
    path.write_bytes(content)
    return path


def messages(path: Path, max_mb: int = 1) -> list[str]:
    """Give what is said about a file that is refused."""
    with pytest.raises(FaultyRegistryError) as raised:
        read_source(path, max_mb)
    return raised.value.lines()


def test_the_digest_is_that_of_the_bytes_as_they_lie_there(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfthemes: []\r\n"
    source, read = read_source(written(tmp_path, content), 1)
    assert source.keeping(read).content == read == content
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.name == "commitments.yaml"


def test_a_file_may_have_exactly_the_size_that_is_accepted(tmp_path: Path) -> None:
    megabyte = b"#" * 1024 * 1024
    assert len(read_source(written(tmp_path, megabyte), 1)[1]) == 1024 * 1024
    assert "at most 1 are accepted" in messages(written(tmp_path, megabyte + b"#"))[0]


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_wide_encodings_are_named_as_such(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "themes: []\n".encode(encoding))
    assert messages(path) == [
        "commitments.yaml:1: the file is not in UTF-8: save it with the encoding UTF-8"
    ]


def test_another_encoding_is_found_on_its_line_however_far_down(tmp_path: Path) -> None:
    content = b"# comment\n" * 150_000 + "Тема".encode("cp1251")
    assert messages(written(tmp_path, content), 2)[0].startswith("commitments.yaml:150001: ")


def test_a_sign_on_the_border_of_two_chunks_is_no_fault(tmp_path: Path) -> None:
    content = b"#" * (1024 * 1024 - 1) + "қ".encode()
    assert read_source(written(tmp_path, content), 2)[1] == content


@pytest.mark.parametrize(
    "sign",
    ["\0", "\x07", "\x7f", "\x85", "\xad", "\u200b", "\u2028", "\u202e", "\ufeff", "\U000e0041"],
)
def test_hidden_signs_are_told_by_line_and_left_out(sign: str) -> None:
    text, faults = clean(f"themes:\n- id: {sign}trafficking{sign}\n".encode())
    assert text == b"themes:\n- id: trafficking\n"
    assert [(fault.line, fault.message.split(":")[0]) for fault in faults] == [
        (2, f"hidden character U+{ord(sign):04X} and 1 more")
    ]


@pytest.mark.parametrize(
    "text", ["Қазақстан — «үй» … ’", "é ü\u00a0ß", "\u200c\u200d", "emoji 🇰🇿", "\t tab\r\n"]
)
def test_what_can_be_seen_or_is_needed_stays(text: str) -> None:
    assert clean(text.encode()) == (text.encode(), [])


def test_orders_to_the_yaml_reader_become_comments() -> None:
    text, faults = clean(b"%YAML 1.2\n---\nthemes: [50 %]\n%TAG\n")
    assert text == b"#YAML 1.2\n---\nthemes: [50 %]\n#TAG\n"
    assert [fault.line for fault in faults] == [1, 4]
