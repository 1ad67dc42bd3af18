"""Everything that stands in a file, also where it is packed, for tests that search it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from zipfile import ZipFile

_ZIP, _SQLITE = b"PK\x03\x04", b"SQLite format 3\x00"


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield the bytes as they are, then what an archive, a workbook or a SQLite file holds."""
    yield content
    if content.startswith(_ZIP):
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    if content.startswith(_SQLITE):
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(content)
            yield "\n".join(connection.iterdump()).encode()
