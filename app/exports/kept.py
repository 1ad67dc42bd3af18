"""The export files that are served: made once for one state of the data and one day, then kept.

How to use it, for other rooms: `app.state.exports` is an `Exports`.

    exports.get(view, "commitments.csv")    # an ExportFile, after as long as making it takes
    exports.known(view, "scorecard.zip")    # an ExportFile if it is made already, else None
    exports.asked(view, "scorecard.zip")    # a future of it: to wait without a thread and without
                                            # the view, which may be closed meanwhile

One file is made at a time, by a thread of its own with a snapshot of its own: those who wait hold
no connection to the database, and all get the same file. The package has another thread, so that
between two of its parts somebody else's file can be made. Files live in a folder for one state and
day; when there is a newer one, the one before it stays for those who are about to read it, and
what is older goes. What was begun before something was redacted goes at once.
"""

import hashlib
import json
import shutil
import weakref
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from time import monotonic

from sqlalchemy import Engine, func, select
from sqlmodel import col

from app.domain.vocabulary import Action, Language
from app.errors import NotFoundError
from app.exports.files import BY_NAME, EXPORTS, NAMES, PACKAGE
from app.exports.making import BrokenExportError, ExportFile, make, sha256_of
from app.exports.package import described, pack
from app.exports.tables import TABLES
from app.queries.languages import Tongue
from app.queries.revisions import BESIDES_ADDED
from app.queries.view import View, look
from app.settings import Settings
from app.store.engine import reading
from app.store.tables import Revision

NO_SUCH_EXPORT = "There is no export '{name}'. There are these: {known}."
NO_ROOM = (
    "The folder for exports cannot be written, so no file can be made: its disk may be full. "
    "Everything can be read under /api/v1 meanwhile."
)
_STATES_KEPT = 2
_FOLDERS = "????-??-??-????????????????"
_NOTE = ".json"
"""What is known of a finished file stands beside it, hidden: for the next start."""

_REFUSED_FOR = 60
"""How many seconds a file that could not be made is not tried again."""

_Asked = tuple[Hashable, ...]


class _StoppedError(Exception):
    """The server is stopping: what is being made is wanted by nobody any more."""


class Exports:
    """The export files of one database."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        """Keep them where the settings say, or in a temporary folder until `close`."""
        self._engine = engine
        self._settings = settings
        self._root: Path | None = settings.exports
        self._lock = Lock()
        self._made: dict[_Asked, ExportFile] = {}
        self._awaited: dict[_Asked, Future[ExportFile]] = {}
        self._refused: dict[_Asked, tuple[float, Exception]] = {}
        self._making = Lock()
        self._being_packed: Path | None = None
        self._maker, self._packer = _thread(), _thread()
        self._is_closed = False
        self._remove: Callable[[], object] = lambda: None

    def get(self, view: View, name: str) -> ExportFile:
        """Give a file, made now if need be, of this state of the data or a newer one.

        Raises:
            NotFoundError: when there is no export of this name.
            BrokenExportError: when it was made and is not whole.

        """
        return self.asked(view, name).result()

    def known(self, view: View, name: str) -> ExportFile | None:
        """Give a file if it is made already.

        Raises:
            NotFoundError: when there is no export of this name.

        """
        made = self._made.get(_key(view, name))
        return made if made is not None and made.path.is_file() else None

    def asked(self, view: View, name: str) -> Future[ExportFile]:
        """Ask for a file; whoever asks for one that is being made gets the same future.

        Raises:
            NotFoundError: when there is no export of this name.

        """
        key = _key(view, name)
        with self._lock:
            made = self.known(view, name)
            until, error = self._refused.get(key, (0.0, None))
            if made is not None or (error is not None and monotonic() < until):
                return _answered(made, error)
            if key not in self._awaited:
                language = view.tongue.language
                thread = self._packer if name == PACKAGE else self._maker
                self._awaited[key] = thread.submit(self._make, name, language, key)
            return self._awaited[key]

    def close(self) -> None:
        """Stop making files; remove them where the folder is temporary.

        Asked again afterwards, as by an application that is started anew, it makes them anew.
        """
        self._is_closed = True
        for thread in (self._packer, self._maker):
            thread.shutdown(wait=True, cancel_futures=True)
        self._remove()
        self._root = self._settings.exports
        self._maker, self._packer = _thread(), _thread()
        self._made, self._awaited, self._is_closed = {}, {}, False

    def _make(self, name: str, language: Language, asked: _Asked) -> ExportFile:
        """Make a file of what the database has now."""
        refused = None
        try:
            with reading(self._engine) as session:
                today = self._settings.today()
                return self._found_or_made(look(session, today, today, Tongue(language)), name)
        except OSError as error:
            refused = BrokenExportError(NO_ROOM)
            raise refused from error
        except BrokenExportError as error:
            refused = error
            raise
        finally:
            with self._lock:
                if refused is not None:
                    self._refused = {asked: (monotonic() + _REFUSED_FOR, refused)}
                self._awaited.pop(asked, None)

    def _found_or_made(self, view: View, name: str) -> ExportFile:
        if name == PACKAGE:
            return self._packed(view)
        export = BY_NAME[name]
        with self._making:
            folder = self._folder_for(view)
            path = folder / export.file_name(view.tongue.language)
            made = self.known(view, name) or _noted(path) or make(view, export, path, self._go_on)
            return self._keep(view, made)

    def _packed(self, view: View) -> ExportFile:
        with self._making:
            self._being_packed = folder = self._folder_for(view)
        try:
            path = folder / PACKAGE
            return self._keep(
                view, self.known(view, PACKAGE) or _noted(path) or self._pack(view, path)
            )
        finally:
            self._being_packed = None

    def _pack(self, view: View, path: Path) -> ExportFile:
        english = replace(view, tongue=Tongue(Language.ENGLISH))
        files = [self._found_or_made(english, export.name) for export in EXPORTS]
        return pack(described(english, path.parent, files), path)

    def _keep(self, view: View, made: ExportFile) -> ExportFile:
        _note(made)
        self._made[_key(view, made.name)] = made
        return made

    def _go_on(self, _rows: int) -> None:
        if self._is_closed:
            raise _StoppedError

    def _folder_for(self, view: View) -> Path:
        """Give the folder for a state and day; where it is new, remove those of older ones."""
        root = self._root or self._temporary()
        folder = root / _folder_name(view)
        if not folder.is_dir():
            folder.mkdir(parents=True)
            in_use = {folder, self._being_packed}
            others = [path for path in root.glob(_FOLDERS) if path not in in_use]
            newest_first = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)
            redacted = _newest_redaction(view)
            for place, old in enumerate(newest_first, start=2):
                if place > _STATES_KEPT or _begun(old) <= redacted:
                    shutil.rmtree(old, ignore_errors=True)
            self._made = {key: file for key, file in self._made.items() if file.path.is_file()}
        return folder

    def _temporary(self) -> Path:
        """Make a folder that goes with this process, however it ends in good order."""
        self._root = Path(mkdtemp(prefix="scorecard-exports-"))
        self._remove = weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True)
        return self._root


def _thread() -> ThreadPoolExecutor:
    """Give a thread that starts when there is something to do."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="exports")


def _answered(made: ExportFile | None, error: Exception | None) -> Future[ExportFile]:
    """Give what is known already as something that can be waited for."""
    found: Future[ExportFile] = Future()
    if made is not None:
        found.set_result(made)
    else:
        found.set_exception(error)
    return found


def _key(view: View, name: str) -> _Asked:
    """Give what must be the same for a file to be the same."""
    if name not in NAMES:
        raise NotFoundError(NO_SUCH_EXPORT.format(name=name[:100], known=", ".join(NAMES)))
    speaks = name in BY_NAME and BY_NAME[name].speaks
    return (*view.key, name, view.tongue.language if speaks else None)


def _folder_name(view: View) -> str:
    """Name the folder of a state: another when the tables of this program become others."""
    state = repr((view.key, TABLES)).encode()
    return f"{view.day.isoformat()}-{hashlib.sha256(state).hexdigest()[:16]}"


def _newest_redaction(view: View) -> float:
    """Give the time of the newest redaction, in seconds as the file system counts them."""
    redactions = (col(Revision.action) == Action.REDACTED.value, BESIDES_ADDED)
    newest = view.session.execute(select(func.max(col(Revision.time))).where(*redactions)).scalar()
    return datetime.fromisoformat(newest).timestamp() if newest else 0.0


def _begun(folder: Path) -> float:
    """Give the time of the oldest file of a state: what it holds was read before that."""
    return min(path.stat().st_mtime for path in (folder, *folder.iterdir()))


def _note(made: ExportFile) -> None:
    """Write down what is known of a finished file."""
    known = asdict(made) | {"path": made.path.name}
    _note_of(made.path).write_text(json.dumps(known), encoding="utf-8")


def _noted(path: Path) -> ExportFile | None:
    """Find a file that was finished before this program was started, as long as it is whole."""
    try:
        known = json.loads(_note_of(path).read_text(encoding="utf-8"))
        made = ExportFile(**known | {"path": path})
        return made if sha256_of(path) == made.sha256 else None
    except (OSError, ValueError, TypeError):
        return None


def _note_of(path: Path) -> Path:
    return path.with_name(f".{path.name}{_NOTE}")
