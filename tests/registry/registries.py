"""Made-up registries for tests: as texts, as files, and as strategies for hypothesis."""

import random
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from app.errors import FaultyRegistryError
from app.registry.reader import Registry, read_registry
from tests.conftest import TODAY

FAULTY = Path(__file__).parent / "faulty"
SOUND = (FAULTY / "sound.yaml").read_text(encoding="utf-8")

Sections = dict[str, list[dict[str, Any]]]


def read_text(text: str | bytes, max_mb: int = 32) -> Registry:
    """Read a registry of this content, from a file called `commitments.yaml`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commitments.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_registry(path, max_mb, TODAY)


def faults_of(text: str | bytes) -> list[str]:
    """Give the lines that the reader says about a registry, without the name of the file."""
    try:
        read_text(text)
    except FaultyRegistryError as error:
        return [line.removeprefix("commitments.yaml:") for line in error.lines()]
    return []


def sound_but(*replacements: tuple[str, str]) -> str:
    """Give the sound registry, the last place of each text replaced."""
    text = SOUND
    for old, new in replacements:
        before, found, after = text.rpartition(old)
        assert found, old
        text = before + new + after
    return text


def as_yaml(sections: Sections, shuffler: random.Random | None = None) -> str:
    """Write sections as YAML, every scalar quoted; with a shuffler, keys in any order."""

    def turned(part: Any) -> Any:  # noqa: ANN401 - any part of a registry
        if isinstance(part, list):
            return [turned(one) for one in part]
        if not isinstance(part, dict):
            return part
        keys = list(part)
        if shuffler is not None:
            shuffler.shuffle(keys)
        return {key: turned(part[key]) for key in keys}

    written = {
        section: [turned(entry) for entry in entries] for section, entries in sections.items()
    }
    return yaml.dump(
        written, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, default_style='"'
    )


_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
LINES = st.text(_SIGNS, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
PROSE = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)
_DAYS = st.dates(TODAY.replace(year=2000), TODAY.replace(year=2020)).map(str)
_DATES = st.tuples(_DAYS, st.sampled_from([4, 7, 10])).map(lambda one: one[0][: one[1]])
_IDS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)


def _texts(words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    languages = st.sampled_from(["en", "ru", "kk"])
    return words | st.dictionaries(languages, words, min_size=1)


def _entries(
    ids: list[str], wanted: dict[str, Any], optional: dict[str, Any]
) -> st.SearchStrategy[list[dict[str, Any]]]:
    def of(name: str) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({"id": st.just(name)} | wanted, optional=optional)

    return st.tuples(*[of(name) for name in ids]).map(list)


def _standings(commitments: list[str]) -> st.SearchStrategy[Any]:
    enacted = st.fixed_dictionaries(
        {"status": st.just("enacted")}, optional={"extent": st.sampled_from(["whole", "part"])}
    )
    standing = st.sampled_from(["pledged", "enacted", "contested"]) | enacted
    return st.dictionaries(st.sampled_from(commitments), standing, min_size=1)


_LINE, _READ = _texts(LINES), st.sampled_from(["full", "extract"])
_NOTE = {"note": _texts(PROSE)}
_ADDRESS = _IDS.map(lambda name: f"https://{name}.kz/{name}")
_INSTRUMENT = {"kind": st.just("decree"), "title": _LINE, "issuer": _LINE, "adopted": _DATES}
_TASKS = {"tasks_stated": st.integers(0, 1_000_000).map(str)}
_DOCUMENT = {
    "publisher": _LINE,
    "language": st.sampled_from(["en", "ru", "kk", "fr"]),
    "title": LINES,
    "kind": st.sampled_from(["ngo", "media"]),
    "origin": st.sampled_from(["official", "independent"]),
    "consulted": _READ,
}
_MIRROR = {"mirror": st.sampled_from(["true", "false"])}
_DUE = {"number": LINES, "due": st.just("2030-01"), "looked_at": _DATES}


def _commitment(instruments: list[str], themes: list[str]) -> dict[str, Any]:
    return {
        "instrument": st.sampled_from(instruments),
        "kind": st.sampled_from(["decree_area", "plan_task"]),
        "title": _LINE,
        "text": _texts(PROSE),
        "themes": st.lists(st.sampled_from(themes), min_size=1, unique=True),
        "addressee": _LINE,
        "locator": _LINE,
        "consulted": _READ,
    }


def _evidence(documents: list[str], commitments: list[str]) -> dict[str, Any]:
    return {
        "document": st.sampled_from(documents),
        "locator": _LINE,
        "date": _DATES,
        "summary": _texts(PROSE),
        "bears_on": _standings(commitments),
    }


@st.composite
def sound_registries(draw: st.DrawFn) -> Sections:
    """Draw sections without a fault: up to three entries in each, every key used now and then."""
    ids = st.lists(_IDS, min_size=1, max_size=3, unique=True)
    instruments, themes, documents, commitments, evidence = (draw(ids) for _ in range(5))
    address = _NOTE | {"url": _ADDRESS}
    return {
        "instruments": draw(_entries(instruments, _INSTRUMENT, address | _TASKS)),
        "themes": draw(_entries(themes, {"title": _LINE}, {})),
        "documents": draw(_entries(documents, _DOCUMENT, address | _MIRROR)),
        "commitments": draw(_entries(commitments, _commitment(instruments, themes), _NOTE | _DUE)),
        "evidence": draw(_entries(evidence, _evidence(documents, commitments), _NOTE)),
    }
