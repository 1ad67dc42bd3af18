"""Files that are served: made once for all who ask, kept as long as they are right."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.errors import NotFoundError
from app.exports import kept
from app.exports.files import BY_NAME, PACKAGE
from app.exports.kept import Exports
from app.exports.making import Advance, BrokenExportError, Export, ExportFile, sha256_of
from app.exports.package import Package, pack
from app.queries.view import View
from app.settings import Settings
from tests.queries.asking import looking, recorded
from tests.queries.deskwork import LAW, LAW_AGAIN, remove, replace_law, withdraw

THEMES = "themes.csv"


@pytest.fixture
def made_by(tmp_path: Path) -> Iterator[Callable[[Engine], Exports]]:
    """Opens the kept files of a database in a folder that outlives them."""
    with ExitStack() as opened:

        def open_files(engine: Engine) -> Exports:
            exports = Exports(engine, Settings(exports=tmp_path / "kept"))
            opened.callback(exports.close)
            return exports

        yield open_files


def today(engine: Engine, exports: Exports, name: str) -> Path:
    """Ask for a file as of the real today, as the server does."""
    with looking(engine, Settings().today()) as view:
        return exports.get(view, name).path


def slow(export: Export, begun: threading.Event, go_on: threading.Event) -> Export:
    """An export that begins, and goes on when it is told to."""

    def write(view: View, path: Path, advance: Advance) -> None:
        begun.set()
        go_on.wait(30)
        export.write(view, path, advance)

    return replace(export, write=write)


def test_many_who_ask_at_once_get_one_file_and_hold_no_connection(
    own: Engine, made_by: Callable[[Engine], Exports], monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, begun, go_on = made_by(own), threading.Event(), threading.Event()
    monkeypatch.setitem(BY_NAME, THEMES, slow(BY_NAME[THEMES], begun, go_on))
    futures = []
    for _ in range(8):
        with looking(own, Settings().today()) as view:
            futures.append(exports.asked(view, THEMES))
    assert begun.wait(30)
    assert own.pool.checkedout() == 1, "that of the thread that makes the file"  # type: ignore[attr-defined]
    assert len(set(map(id, futures))) == 1
    go_on.set()
    assert {future.result(30).sha256 for future in futures} == {sha256_of(futures[0].result().path)}


def test_eight_threads_get_the_same_bytes(
    own: Engine, made_by: Callable[[Engine], Exports]
) -> None:
    exports = made_by(own)
    names = ["commitments.csv", "scorecard.xlsx", "scorecard.db", PACKAGE]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: (name, today(own, exports, name)), names * 2))
    assert len({(name, path.read_bytes()) for name, path in found}) == len(names)


def test_a_change_makes_a_new_file_and_only_the_last_two_states_stay(
    own: Engine, made_by: Callable[[Engine], Exports], tmp_path: Path
) -> None:
    exports = made_by(own)
    first = today(own, exports, "evidence.csv")
    assert today(own, exports, "evidence.csv") == first
    for name in (LAW, "ev-exp-orda-2025"):
        withdraw(own, "evidence", name)
        newest = today(own, exports, "evidence.csv")
    assert first != newest
    assert not first.exists()
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_what_was_made_before_a_redaction_goes_with_the_next_file(
    own: Engine, made_by: Callable[[Engine], Exports], tmp_path: Path
) -> None:
    replace_law(own)
    exports = made_by(own)
    before = today(own, exports, "evidence.csv")
    remove(own, LAW_AGAIN)
    with recorded(own) as record:
        after = today(own, exports, THEMES)
    assert not before.parent.exists()
    assert list((tmp_path / "kept").iterdir()) == [after.parent]
    # The condition of the index of what is rarer than additions.
    (asked,) = (one for one in record.texts if "max(revision.time)" in one)
    assert "revision.action != 'added'" in asked


def test_files_made_before_a_restart_are_served_if_they_are_whole(
    own: Engine, made_by: Callable[[Engine], Exports]
) -> None:
    first = today(own, made_by(own), THEMES)
    made = first.stat().st_mtime_ns
    assert today(own, made_by(own), THEMES).stat().st_mtime_ns == made
    first.write_bytes(b"changed")
    again = today(own, made_by(own), THEMES)
    assert again == first
    assert again.read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_a_file_that_could_not_be_made_is_tried_again_later_not_at_once(
    own: Engine, made_by: Callable[[Engine], Exports], monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, tries = made_by(own), []

    def fail(_view: View, _path: Path, _advance: Advance) -> None:
        tries.append(1)

    monkeypatch.setitem(BY_NAME, THEMES, replace(BY_NAME[THEMES], write=fail))
    for _ in range(3):
        with pytest.raises(BrokenExportError):
            today(own, exports, THEMES)
    assert len(tries) == 1
    monkeypatch.undo()
    monkeypatch.setattr(kept, "monotonic", lambda: 1e12)
    assert today(own, exports, THEMES).is_file()


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(own: Engine, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    exports = Exports(own, Settings(exports=tmp_path / "taken"))
    with pytest.raises(BrokenExportError, match="cannot be written"):
        today(own, exports, THEMES)
    exports.close()


def test_a_temporary_folder_goes_when_the_server_stops(own: Engine) -> None:
    exports = Exports(own, Settings())
    path = today(own, exports, THEMES)
    assert path.is_file()
    exports.close()
    assert not path.parent.parent.exists()
    again = today(own, exports, THEMES)
    assert again.is_file(), "an application can be started anew"
    exports.close()
    assert not again.exists()


def test_stopping_ends_what_is_being_made(
    own: Engine, made_by: Callable[[Engine], Exports], monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, begun, go_on = made_by(own), threading.Event(), threading.Event()
    monkeypatch.setitem(BY_NAME, THEMES, slow(BY_NAME[THEMES], begun, go_on))
    with looking(own, Settings().today()) as view:
        future = exports.asked(view, THEMES)
    assert begun.wait(30)
    stopping = threading.Thread(target=exports.close)
    stopping.start()
    while not exports._is_closed:  # noqa: SLF001 - what `close` does first
        pass
    go_on.set()
    stopping.join(30)
    assert future.exception(1) is not None


def test_an_unknown_name_is_answered_with_those_there_are(
    own: Engine, made_by: Callable[[Engine], Exports]
) -> None:
    with (
        looking(own, Settings().today() - timedelta(1)) as view,
        pytest.raises(NotFoundError, match=r"no export 'account\.csv'.*themes\.csv"),
    ):
        made_by(own).asked(view, "account.csv")


def test_a_small_file_does_not_wait_for_the_whole_package(
    own: Engine, made_by: Callable[[Engine], Exports], monkeypatch: pytest.MonkeyPatch
) -> None:
    exports, begun, go_on = made_by(own), threading.Event(), threading.Event()

    def pack_slowly(package: Package, path: Path) -> ExportFile:
        begun.set()
        go_on.wait(30)
        return pack(package, path)

    monkeypatch.setattr(kept, "pack", pack_slowly)
    with looking(own, Settings().today()) as view:
        package = exports.asked(view, PACKAGE)
    assert begun.wait(30)
    for name in (LAW, "ev-exp-orda-2025", "ev-exp-insult-fpc"):
        withdraw(own, "evidence", name)
        assert today(own, exports, THEMES).is_file()
    go_on.set()
    assert package.result(30).path.is_file(), "what it is made of was not removed meanwhile"
