"""Writing the registry file: all that is public, of the registry and of the desk, as one file.

The same facts give the same bytes, whichever database they lie in. Loaded into an empty database,
the file gives these bytes again; loaded over the database it came from, it takes over what the desk
recorded, and changes nothing that a reader sees.
"""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from app.registry.adoption import Content
from app.registry.entries import BY_SECTION, Standing, Withdrawn
from app.registry.exported import Exported
from app.registry.parts import Part
from app.registry.texts import TEXT_KEYS
from app.registry.yaml_text import entry_lines
from app.store.batches import batches

_BATCH = 500
_HEADER = "# yaml-language-server: $schema=commitments.schema.json\n"


def write_registry(session: Session) -> Iterator[str]:
    """Yield the text of the registry file in pieces, some hundred entries at a time.

    `session` must show one unchanging snapshot (`app.store.engine.reading`) until the last piece.
    """
    exported = Exported(session)
    yield _HEADER
    for section in BY_SECTION:
        ids = exported.ids(section)
        if ids:
            yield f"\n{section}:\n"
        for batch in batches(ids, _BATCH):
            yield "".join(
                f"{line}\n"
                for entry in exported.entries(section, batch)
                for line in entry_lines(as_written(section, entry))
            )


def as_written(section: str, entry: Content) -> Content:
    """Give an entry as people write it: keys in the order of the model, each in its short form."""
    language = entry.get("language", "en")
    written = _ordered(BY_SECTION[section], entry)
    for key in TEXT_KEYS & entry.keys():
        written[key] = _short_text(entry[key], language if key == "title" else "en")
    if "withdrawn" in entry:
        reason = {"reason": _short_text(entry["withdrawn"]["reason"], "en")}
        written["withdrawn"] = _ordered(Withdrawn, entry["withdrawn"] | reason)
    if "bears_on" in entry:
        standings = sorted(entry["bears_on"].items())
        written["bears_on"] = {name: _short_standing(one) for name, one in standings}
    return written


def _ordered(model: type[Part], values: Content) -> Content:
    return {key: values[key] for key in model.model_fields if key in values}


def _short_text(texts: dict[str, str], language: str) -> Any:  # noqa: ANN401 - a text, or a map
    """Give a text as one string if it is in one language, and that goes without saying."""
    if texts.keys() == {language}:
        return texts[language]
    return dict(sorted(texts.items()))


def _short_standing(standing: Content) -> Any:  # noqa: ANN401 - a status, or a map
    return standing["status"] if len(standing) == 1 else _ordered(Standing, standing)
