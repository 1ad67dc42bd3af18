"""Folders in which others write as well: nothing of theirs is lost, followed or signed."""

import hashlib
import json
from pathlib import Path

import pytest

from app.errors import ScorecardError
from app.mirror.checking import check_site
from app.mirror.notes import NAME
from app.store.key_files import make_key
from tests.mirror.small import Small

THEMES = frozenset({"themes"})


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A small registry, with a copy of its pages of themes in `out`, signed."""
    made = Small.filled(tmp_path)
    make_key(tmp_path / "key.pem", "example.org")
    copied(made)
    return made


def copied(small: Small) -> None:
    """Write the copy, or bring it up to date."""
    small.copied("out", THEMES, exports=False, signing_key=small.folder / "key.pem")


def quiet(_done: int, _all: int) -> None:
    """Watch nothing."""


@pytest.mark.parametrize(
    "manifest", ["{}", '{"name": "an extension", "version": "1"}', "[]", "no JSON"]
)
def test_a_folder_of_another_program_with_a_manifest_is_left_alone(
    manifest: str, small: Small
) -> None:
    folder = small.folder / "other"
    folder.mkdir()
    (folder / "manifest.json").write_text(manifest)
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(ScorecardError, match="no copy of the site"):
        small.copied("other", THEMES, exports=False)
    assert (folder / "manifest.json").read_text() == manifest
    assert (folder / "thesis.txt").read_text() == "mine"


def test_a_repository_in_a_copy_stays(small: Small) -> None:
    folder = small.folder / "out"
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("mine")
    (folder / "left-over.html").write_text("not wanted")
    copied(small)
    assert (folder / ".git" / "HEAD").read_text() == "mine"
    assert not (folder / "left-over.html").exists()
    assert check_site(folder, None, quiet).is_intact


def test_a_key_signs_no_page_that_somebody_else_wrote(small: Small) -> None:
    folder = small.folder / "out"
    page = next(folder.rglob("en/themes/*.html"))
    was = page.read_bytes()
    page.write_bytes(was.replace(b"<h1>", b"<h1>Forged "))
    kept = json.loads((folder / NAME).read_text())
    for _, some in kept["units"].values():
        for one in some:
            if one[0] == page.relative_to(folder).as_posix():
                digest = hashlib.sha256(page.read_bytes()).hexdigest()
                one[1:] = [page.stat().st_size, digest, page.stat().st_mtime_ns]
    (folder / NAME).write_text(json.dumps(kept))
    copied(small)
    assert page.read_bytes() == was


def test_links_in_a_copy_are_no_files_of_it_and_nothing_is_written_through_them(
    small: Small,
) -> None:
    folder, elsewhere = small.folder / "out", small.folder / "elsewhere"
    (folder / "en" / "themes").rename(elsewhere)
    (folder / "en" / "themes").symlink_to(elsewhere)
    page = next((folder / "ru" / "themes").glob("*.html"))
    page.rename(small.folder / page.name)
    page.symlink_to(small.folder / page.name)
    found = check_site(folder, None, quiet)
    assert page.relative_to(folder).as_posix() in found.altered
    assert "en/themes" in found.extra
    before = {one.name: one.stat().st_mtime_ns for one in elsewhere.iterdir()}
    copied(small)
    assert {one.name: one.stat().st_mtime_ns for one in elsewhere.iterdir()} == before
    assert not (folder / "en" / "themes").is_symlink()
    assert not page.is_symlink()
    assert check_site(folder, None, quiet).is_intact
