"""The JSON Schema of the registry file, for completion and checks while somebody writes it.

It is made from the same models that read the file, and is checked in beside the registry as
`commitments.schema.json`; `python -m app.registry.schema` prints it. What only the reader can say
(references, dates against each other) it leaves to the reader.
"""

import json
import sys
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from app.registry.entries import ENTRIES
from app.registry.parts import Entry

_SECTIONS = {
    "about": "What the registry is, in its own words: one entry.",
    "instruments": "The texts in which commitments were made.",
    "themes": "The fields of reform that commitments belong to.",
    "documents": "The published sources that evidence stands in.",
    "commitments": "What was promised or recommended.",
    "evidence": "What became of the commitments, each fact out of one document.",
}


class _ForEditors(GenerateJsonSchema):
    """A key without a value is a fault in the file, so no key may be null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def registry_schema() -> dict[str, Any]:
    """Give the schema of a whole registry file: an object of sections, each a list of entries."""
    models = [(model, "validation") for model in ENTRIES]
    _, written = models_json_schema(models, schema_generator=_ForEditors)  # type: ignore[arg-type]
    definitions: dict[str, Any] = _without_titles(written["$defs"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Registry of reform commitments",
        "description": "Sections of entries. Unknown sections and keys are refused.",
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {model.section: _section(model) for model in ENTRIES},
        "$defs": definitions,
    }


def _section(model: type[Entry]) -> dict[str, Any]:
    return {
        "description": _SECTIONS[model.section],
        "type": "array",
        "items": {"$ref": f"#/$defs/{model.__name__}"},
    }


def _without_titles(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Leave out the titles that pydantic makes of names: they say nothing new."""
    if isinstance(part, dict):
        return {
            key: _without_titles(value)
            for key, value in part.items()
            if key != "title" or not isinstance(value, str)
        }
    return [_without_titles(one) for one in part] if isinstance(part, list) else part


def schema_text() -> str:
    """Give the schema as it is checked in: indented, sorted as written, with a line end."""
    return json.dumps(registry_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
