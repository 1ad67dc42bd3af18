"""No export holds a draft, a comment or a name of staff: in no file, and in none inside a file."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from sqlalchemy import Engine

from app.domain.workflow import Intent
from app.exports.package import pack
from tests.exports.states import packaged
from tests.test_nothing_leaks import MARK, REPLACED, Gardener


def test_nothing_unpublished_is_in_any_export(own: Engine, tmp_path: Path) -> None:
    gardener = Gardener(own)
    planted = gardener.plant_unpublished()
    published = gardener.publish(Intent.REPLACE, REPLACED)
    with packaged(own, tmp_path / "package") as (_, package):
        whole = pack(package, tmp_path / "scorecard.zip")
    assert planted.ids
    secrets = [MARK, *planted.ids]
    parts = opened(whole.path.read_bytes())
    assert [part for part in parts if published.encode() in part]
    for part in parts:
        text = part.decode("utf-8", "replace").lower()
        assert [one for one in secrets if one in text] == []


def opened(content: bytes) -> list[bytes]:
    """A file, and everything that is packed in it."""
    if not is_zipfile(BytesIO(content)):
        return [content]
    with ZipFile(BytesIO(content)) as packed:
        return [part for name in packed.namelist() for part in opened(packed.read(name))]
