"""Reading a registry file: what is sound is taken over, every fault is told in one pass."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.errors import FaultyRegistryError
from app.registry.reader import read_registry
from app.registry.texts import TEXT_KEYS
from tests.conftest import SHIPPED, TODAY
from tests.registry.registries import FAULTY, SOUND, faults_of, read_text, sound_but

_TABLE = tomllib.loads((FAULTY / "messages.toml").read_text(encoding="utf-8"))
_MESSAGES: dict[str, str] = _TABLE["messages"]
_MEGABYTE = 1024 * 1024


def lines_of(name: str, folder: Path) -> list[str]:
    """Read a faulty file, made up as its row in the table says, and give what is said about it."""
    parameters: dict[str, Any] = _TABLE["parameters"].get(name, {})
    content = (FAULTY / name).read_bytes()
    if "encoding" in parameters:
        content = content.decode().encode(parameters["encoding"])
    padding = parameters.get("padded_to_mb", 0) * _MEGABYTE - len(content)
    path = folder / name
    path.write_bytes(content + b"#\n" * (padding // 2))
    with pytest.raises(FaultyRegistryError) as raised:
        read_registry(path, parameters.get("max_mb", 32), TODAY)
    return raised.value.lines()


@pytest.mark.parametrize("name", _MESSAGES)
def test_each_faulty_file_is_refused_with_its_one_message(name: str, tmp_path: Path) -> None:
    assert lines_of(name, tmp_path) == [_MESSAGES[name]]


def test_many_faults_are_told_in_one_pass_in_the_order_of_the_file(tmp_path: Path) -> None:
    for name, expected in _TABLE["many"].items():
        assert lines_of(name, tmp_path) == expected


def test_every_faulty_file_has_its_row_in_the_table() -> None:
    files = {path.name for path in FAULTY.glob("*.yaml")}
    assert files == {*_MESSAGES, *_TABLE["many"], "sound.yaml"}
    assert len(_MESSAGES) >= 60


def test_the_file_that_the_faulty_ones_are_made_from_is_sound() -> None:
    assert len(read_text(SOUND)) == 8


def test_the_shipped_registry_has_no_fault() -> None:
    registry = read_registry(SHIPPED, 32, TODAY)
    counts = {section: len(entries) for section, entries in registry.entries.items()}
    assert counts.pop("documents") >= 173
    assert counts.pop("about") == 1
    assert counts == {"instruments": 6, "themes": 25, "commitments": 77, "evidence": 309}


def test_entries_keep_the_order_of_the_file() -> None:
    assert list(read_text(SOUND).entries["themes"]) == ["un-cooperation", "trafficking"]


def test_progress_adds_up_to_the_number_of_entries() -> None:
    steps: list[int] = []
    expected: list[int] = []
    registry = read_registry(SHIPPED, 32, TODAY, steps.append, expected.append)
    assert [sum(steps)] == expected == [len(registry)]


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing() -> None:
    expected = read_text(SOUND).entries
    assert read_text(b"\xef\xbb\xbf" + SOUND.encode()).entries == expected
    assert read_text(SOUND.replace("\n", "\r\n")).entries == expected


def test_white_space_around_a_text_changes_nothing() -> None:
    spaced = sound_but(("title: Human trafficking", "title: '  Human trafficking '"))
    folded = sound_but(("title: Human trafficking", "title: >\n    Human\n    trafficking"))
    assert read_text(spaced).entries == read_text(folded).entries == read_text(SOUND).entries


def test_comments_that_cut_no_text_change_nothing() -> None:
    commented = sound_but(
        ("commitments:\n", "commitments: # what was promised\n"),
        ("  number: 2\n", "  number: 2 # as printed\n  # in the decree\n"),
        ("Secure the rights of people", "# in our words\n    Secure the rights of people"),
        ("  themes:\n  - trafficking\n", "  themes: # one\n  - trafficking # only\n"),
        ("who have been trafficked.\n", "who have been trafficked.\n    # of the decree\n"),
        ("date: 2021-06-09\n", "date: 2021-06-09 # the day of the decree\n#about\n  #the same\n"),
        (
            "summary: The decree names the victims",
            "summary: # said\n    The decree names the victims",
        ),
        ("victims: pledged\n", "victims: pledged # and no more\n"),
        ("and Recommendations'\n", "and Recommendations' # '#1'\n"),
        ("title: Human trafficking\n", "title: {en: Human trafficking} # ours\n"),
        (
            "and ILO supervisory bodies\n",
            "and ILO supervisory bodies\n    #ru: not yet\n  # nor kk\n",
        ),
        ("field of human rights\n", "field of human rights\n\n# on its own\n\n"),
        ("issuer: President of", "issuer: > # folded\n    President of"),
    )
    assert read_text(commented).entries == read_text(SOUND).entries


def test_number_signs_within_words_and_quotes_are_kept() -> None:
    for written in ("area#2#", "'area #2 of those'", '"area\n    #2 of those"', "|\n    area #2"):
        text = sound_but(("The decree names the victims of human trafficking.", written))
        assert b"#2" in read_text(text).entries["evidence"]["ev-decree-02-fpc"]


def test_every_text_that_is_cut_short_is_told_whatever_its_key() -> None:
    entry = "- id: x\n" + "".join(f"  {key}: area #2\n" for key in sorted(TEXT_KEYS))
    told = faults_of(f"themes:\n{entry}")
    assert [line for line in told if " is cut off at " in line] == [
        f"{number}: x: {key} is cut off at ' #', which begins a comment: put the text in quotes"
        for number, key in enumerate(sorted(TEXT_KEYS), start=3)
    ]


def test_texts_cut_short_are_told_behind_letters_of_any_length_and_line_ends_of_windows() -> None:
    text = sound_but(
        ("title: Human trafficking", "title: {kk: Адам 😀, ru: Торговля людьми\t#2\n  }")
    )
    for one in (text, text.replace("\n", "\r\n")):
        assert [line.split(" is cut")[0] for line in faults_of(one)] == [
            "16: trafficking: title > ru"
        ]


@pytest.mark.parametrize(
    "written",
    [
        "The decree: names them",
        "The decree names:",
        "The decree\n    names: them",
        "\n    The decree: names them",
        "{en: The decree: names them}",
        "{en: The decree, names them}",
        "[The decree] names them",
        "? The decree names them",
        "- The decree names them",
    ],
)
def test_no_text_without_quotes_is_lost_in_silence(written: str) -> None:
    text = sound_but(("The decree names the victims of human trafficking.", written))
    assert len(faults_of(text)) == 1


def test_what_refers_to_a_faulty_entry_is_not_blamed_as_well() -> None:
    text = sound_but(
        ("id: fpc-retreating-rights-2021\n", "id: fpc-retreating-rights-2021\n  x: y\n")
    )
    assert faults_of(text) == [
        "20: fpc-retreating-rights-2021: there is no key 'x' here: remove it"
    ]


def test_a_faulty_entry_is_checked_for_what_it_refers_to() -> None:
    text = sound_but(("date: 2021-06-09", "date: soon"), ("document: fpc-ret", "document: fcp-ret"))
    assert [line.split(": ")[2][:20] for line in faults_of(text)] == [
        "there is no document",
        "date",
    ]


def test_an_entry_whose_id_is_taken_is_checked_all_the_same() -> None:
    text = sound_but(("id: ev-decree-02", "id: ev-decree-01"), ("victims: pl", "victim: pl"))
    assert len(faults_of(text)) == 2


def test_a_file_without_end_of_faults_is_cut_with_their_number() -> None:
    entries = "".join(f"- id: theme-{number}\n" for number in range(1500))
    faults = faults_of(f"themes:\n{entries}")
    assert len(faults) == 1001
    assert faults[-1] == (
        "1002: … and 500 more faults from here on: mend those above, and check again"
    )


def test_a_file_that_cannot_be_read_is_a_fault_of_the_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml", Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(FaultyRegistryError, match=":1: "):
            read_registry(path, 32, TODAY)


_SNIPPETS = st.sampled_from(
    [
        *"[]{}:-?,&*!|>'\"%@`#\\~\t\r\n \0\u200b\u202e",
        *(
            "- ",
            ": ",
            "? ",
            "<<: ",
            "&a ",
            "*a ",
            "!!python/object ",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
        ),
        *(
            '"\\ud800"',
            "[[[[[[[[[[[[[[",
            "null",
            "{}",
            "[]",
            " #1 ",
            "\n    #",
            "- id: x\n",
            "themes:\n",
            "\n  ",
            "é",
            "9" * 400,
        ),
        *("status: ", "bears_on:\n", "answered_by: [", "2021-02-30", "[key]", "id: "),
    ]
)


@st.composite
def damaged_registries(draw: st.DrawFn) -> str:
    """Draw the sound registry with a few pieces cut out, and others put in."""
    text = SOUND
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 2, 10, 60]))
        text = text[:start] + draw(_SNIPPETS) + text[end:]
    return text


@settings(deadline=None, max_examples=120)
@given(st.binary() | st.text().map(str.encode) | damaged_registries().map(str.encode))
@example(b"[" * 100_000)
@example(b"themes: [" + b"{a: " * 100_000)
@example(b"themes:\n- id: x\n  title: " + b"[" * 100_000)
@example(b"themes:\n- id: x\n  title: [" + b"~," * 100_000)
@example(b"themes: []\n" + b"? [a]\n: b\n" * 30_000)
def test_whatever_the_bytes_the_end_is_a_registry_or_a_list_of_faults(content: bytes) -> None:
    for line in faults_of(content):
        number, _, message = line.partition(": ")
        assert int(number) <= content.count(b"\n") + content.count(b"\r") + 1
        assert message
        assert line.isprintable()
        assert line.encode()
