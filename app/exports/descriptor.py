"""What `datapackage.json` says: the files of a package, with schema, rows, bytes and SHA-256.

Data Package and Table Schema of Frictionless (specs.frictionlessdata.io), version 1.
"""

from collections.abc import Sequence
from typing import Any

from app.exports.columns import Column, Type
from app.exports.comma_separated import MEDIA_TYPE as CSV
from app.exports.datasette import headline
from app.exports.files import BY_NAME
from app.exports.flat import flat_descriptions
from app.exports.licence import licence_of
from app.exports.making import ExportFile
from app.exports.tables import TABLES, Table
from app.queries.view import View

_TABLES = {table.name: table for table in TABLES}
_NAME = "reform-scorecard"
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
_UNLICENSED = "Under which licence it may be used, whoever publishes it has to say."

Json = dict[str, Any]


def describe(view: View, files: Sequence[ExportFile]) -> Json:
    """Describe these files, and the state of the data that they are of."""
    title, text = headline(view)
    licence = licence_of(view)
    return {
        "profile": "data-package",
        "name": _NAME,
        "title": title,
        "description": text if licence else f"{text} {_UNLICENSED}",
        "version": view.day.isoformat(),
        **({"created": view.recorded} if view.recorded else {}),
        **({"licenses": [licence]} if licence else {}),
        "revision": view.revision,
        "hash": view.head,
        "resources": [_resource(file) for file in files],
    }


def _resource(file: ExportFile) -> Json:
    export = BY_NAME[file.name]
    ending = file.name.rpartition(".")[2]
    described = {
        "name": _resource_name(file.name),
        "path": file.name,
        "description": export.description,
        "format": ending,
        "mediatype": file.media_type,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if file.media_type != CSV:
        # Not even NDJSON is tabular in the standard; its records have the columns of the CSV.
        return {"type": "file"} | described
    return described | {
        "type": "table",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "rows": file.rows,
        "schema": _schema(_TABLES[export.noun]) if export.noun else _flat_schema(),
    }


def _resource_name(file_name: str) -> str:
    """Name a table of CSV by its noun, which references use, and any other file by all its name."""
    stem, _, ending = file_name.rpartition(".")
    return stem if ending == "csv" else f"{stem}-{ending}"


def _schema(table: Table) -> Json:
    schema: Json = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": [*table.key],
        "missingValues": [""],
    }
    references = [_reference(column) for column in table.columns if column.refers_to]
    return schema | ({"foreignKeys": references} if references else {})


def _field(column: Column) -> Json:
    is_list = column.type is Type.LIST  # in CSV a text, and an empty list is an empty cell
    constraints: Json = {"required": True} if column.is_required and not is_list else {}
    if column.words:
        constraints["enum"] = [*column.words]
    said = f"{column.description} Separated by spaces." if is_list else column.description
    return {
        "name": column.name,
        "type": Type.TEXT.value if is_list else column.type.value,
        "description": said,
        **({"constraints": constraints} if constraints else {}),
    }


def _reference(column: Column) -> Json:
    return {"fields": column.name, "reference": {"resource": column.refers_to, "fields": "id"}}


def _flat_schema() -> Json:
    names = flat_descriptions()
    return {
        "fields": [{"name": name, "type": Type.TEXT.value} for name in names],
        "primaryKey": names[:1],
        "missingValues": [""],
    }
