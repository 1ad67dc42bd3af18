"""What every entry of the registry file is made of, whatever its section."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.registry.raw import Path
from app.registry.scalars import Identifier
from app.registry.texts import Languages, languages_of

Section = Literal["about", "instruments", "themes", "documents", "commitments", "evidence"]
Contradictions = Iterator[tuple[Path, str]]


class ContradictionError(ValueError):
    """Keys of one entry that do not go together: where each stands, and what to do."""

    def __init__(self, found: list[tuple[Path, str]]) -> None:
        """Keep all that was found, so that each can be told on its own line."""
        super().__init__("; ".join(message for _, message in found))
        self.found = found


class Part(BaseModel):
    """Anything in the file: no unknown keys, nothing changed after it was checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def contradictions(cls, _values: Mapping[str, Any]) -> Contradictions:
        """Say which keys do not go together, of checked values or of what is left of faulty ones.

        A key that is there with None had a value that is wrong by itself.
        """
        return iter(())

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        values = {key: value for key, value in self.__dict__.items() if value is not None}
        found = list(self.contradictions(values))
        if found:
            raise ContradictionError(found)
        return self


class Entry(Part):
    """One entry of a section: it has an id, and may say which languages this project translated."""

    section: ClassVar[Section]

    id: Identifier = Field(
        description="Permanent name of the entry: never changed, never used again for another."
    )
    translated: Languages = Field(
        default=(),
        description="Languages in which this project wrote the texts of the entry as translations.",
    )

    @classmethod
    def contradictions(cls, values: Mapping[str, Any]) -> Contradictions:
        """Languages said to be translated must be there."""
        translated = values.get("translated")
        if not translated or None in values.values():
            return
        languages = languages_of(values)
        for place, language in enumerate(translated):
            if language not in languages:
                message = f"no text here is in '{language}': add one, or remove it from translated"
                yield ("translated", place), message

    def packed(self) -> bytes:
        """Give the canonical JSON of the entry: sorted keys, no spaces, defaults left out."""
        return pack(self.model_dump(mode="json", exclude_defaults=True))


# Made once: json.dumps would make it anew for every entry.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pack(entry: dict[str, Any]) -> bytes:
    """Give canonical JSON: UTF-8, sorted keys, no spaces."""
    return _CANONICAL.encode(entry).encode()
