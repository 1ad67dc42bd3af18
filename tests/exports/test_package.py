"""The data package: Frictionless finds it valid, and notices any byte that is another."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import frictionless
import pytest
from sqlalchemy import Engine, update

from app.exports.files import EXPORTS
from app.exports.licence import LICENCE, licence_of
from app.exports.making import sha256_of
from app.exports.package import Package, pack, rows_to_write, write_package
from app.registry.loading import Order, load_registry
from app.registry.reader import read_registry
from app.store.engine import writing
from app.store.tables import RegistryState
from tests.conftest import SHIPPED, TODAY
from tests.exports.states import packaged
from tests.queries.asking import looking


def faults(folder: Path) -> list[str]:
    """What Frictionless has to say against a package."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [" ".join(map(str, row)) for row in report.flatten(["type", "message"])]


def described(package: Package) -> dict[str, object]:
    found: dict[str, object] = json.loads(package.descriptor.read_bytes())
    return found


def test_frictionless_finds_nothing_wrong(package: Package) -> None:
    assert faults(package.folder) == []


def test_frictionless_finds_a_package_of_nothing_valid(
    empty_sqlite: Engine, tmp_path: Path
) -> None:
    with packaged(empty_sqlite, tmp_path / "empty") as (_, made):
        assert faults(made.folder) == []


@pytest.mark.parametrize("name", ["themes.csv", "revisions.ndjson", "scorecard.db"])
def test_frictionless_notices_one_byte_that_is_another(
    package: Package, tmp_path: Path, name: str
) -> None:
    shutil.copytree(package.folder, tmp_path / "copy")
    content = bytearray((tmp_path / "copy" / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "copy" / name).write_bytes(content)
    resources = [one for one in described(package)["resources"] if one["path"] == name]  # type: ignore[attr-defined]
    known = ("name", "path", "bytes", "hash")
    as_file = [{"type": "file"} | {key: one[key] for key in known} for one in resources]
    small = {"name": "small", "resources": as_file}
    (tmp_path / "copy" / "datapackage.json").write_text(json.dumps(small))
    assert "hash" in " ".join(faults(tmp_path / "copy"))


def test_each_file_is_described_with_its_rows_bytes_and_hash(package: Package) -> None:
    resources = {one["path"]: one for one in described(package)["resources"]}  # type: ignore[attr-defined]
    assert [*resources] == [export.name for export in EXPORTS]
    for file in package.files:
        said = resources[file.name]
        assert said["bytes"] == file.path.stat().st_size
        assert said["hash"] == f"sha256:{sha256_of(file.path)}"
    assert resources["commitments.csv"]["rows"] == package.files[8].rows
    keys = resources["links.csv"]["schema"]["foreignKeys"]
    assert [one["reference"]["resource"] for one in keys] == ["evidence", "commitments"]


def test_the_same_state_packs_to_the_same_bytes(
    difficult: Engine, package: Package, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("signed")
    told: list[int] = []
    (tmp_path / "again").mkdir()
    with looking(difficult) as view:
        again = write_package(view, tmp_path / "again", told.append)
        assert sum(told) == rows_to_write(view), "progress ends where it was said to"
    one = pack(package, tmp_path / "one.zip", [tmp_path / "note.txt"])
    two = pack(again, tmp_path / "two.zip", [tmp_path / "note.txt"])
    assert one.sha256 == two.sha256
    assert one.rows == package.files[-2].rows
    with ZipFile(one.path) as packed:
        assert packed.namelist() == [
            "datapackage.json",
            *(export.name for export in EXPORTS),
            "note.txt",
        ]


def test_the_licence_is_told_of_the_shipped_registry_alone(
    empty_sqlite: Engine, difficult: Engine
) -> None:
    load_registry(empty_sqlite, read_registry(SHIPPED, 32, TODAY), Order(TODAY))
    with looking(empty_sqlite) as view:
        assert licence_of(view) == LICENCE
    with looking(difficult) as view:
        assert licence_of(view) is None, "others have written in it"
    with writing(empty_sqlite) as session:
        session.execute(update(RegistryState).values(loaded_sha256="0" * 64))
    with looking(empty_sqlite) as view:
        assert licence_of(view) is None, "it is another file"


def test_a_package_whose_licence_is_unknown_says_so(package: Package) -> None:
    said = described(package)
    assert "licenses" not in said
    assert "whoever publishes it has to say" in str(said["description"])
