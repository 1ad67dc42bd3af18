"""Set up the scorecard and start it, with nothing but Python 3.11 or newer.

    python3 run.py                  serve the scorecard on http://127.0.0.1:8000
    python3 run.py test [...]       run the tests (arguments go to pytest)
    python3 run.py lint             run every other check
    python3 run.py bench [...]      measure how fast it is, beside others (docs/performance.md)
    python3 run.py lock [...]       write both lock files anew (--upgrade takes newer versions)
    python3 run.py translate        bring the catalogues of app/locale up to date with the program
    python3 run.py WORD [...]       any other word is a command of `scorecard`

The first start makes .venv beside this file and installs the versions named in requirements.lock
(requirements-dev.lock for the five above), each checked against its hash. Later starts compare one
stamp and go straight on. Deleting .venv is always safe.

The five above work in the checkout; every other keeps the caller's directory, with its database.
"""

import contextlib
import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older Python is told so here
    sys.exit(
        f"The scorecard needs Python 3.11 or newer; this is Python {platform.python_version()}.\n"
        "Start it with a newer one, for example: python3.12 run.py"
    )

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "scorecard-stamp"
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
DEV_WORDS = ("test", "lint", "bench", "lock", "translate")
MODULES = {"test": "pytest", "bench": "tests.benchmarks", "translate": "tests.catalogues"}
HELP_WORDS = ("help", "-h", "--help")

# Label, and what follows the interpreter. All of them run, whichever fails.
CHECKS = (
    ("style (ruff check)", ("-m", "ruff", "check")),
    ("format (ruff format)", ("-m", "ruff", "format", "--check")),
    ("types (mypy)", ("-m", "mypy")),
    ("imports", ("-c", "from importlinter import cli; cli.lint_imports_command(['--no-logo'])")),
    ("migrations match tables", ("-m", "app.store.migrate", "--check")),
    ("registry file", ("-m", "app.cli", "check")),
)

COMPILE = (
    *("-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal"),
    *("--python-version", "3.11", "--generate-hashes", "--no-annotate"),
    # Nothing about where the packages came from: mirrors and machines differ.
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links"),
)


def main(arguments: list[str]) -> int:
    """Set up what the first word needs and run it; returns its exit code if it comes back."""
    word, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    prepare(needs_dev=word in DEV_WORDS)
    if word in MODULES:
        os.chdir(ROOT)
        return hand_over(["-m", MODULES[word], *rest])
    if word in {"lint", "lock"}:
        return lint() if word == "lint" else lock(rest)
    if word in HELP_WORDS:
        print(__doc__, flush=True)
        word = "--help"
    # -P: a folder named app in the caller's directory must not be taken for ours.
    return hand_over(["-P", "-m", "app.cli", word, *rest])


def prepare(*, needs_dev: bool) -> None:
    """Make .venv fit the lock file, or return at once when its stamp says that it does.

    An environment for development serves every command, so it is kept as one.
    """
    if is_ready(needs_dev=needs_dev):
        return
    demand_venv()
    try:
        with only_one():
            # Whoever held the lock before us may have done the work.
            if not is_ready(needs_dev=needs_dev):
                set_up(choose_lock(needs_dev=needs_dev, stamp=read_stamp()))
    except KeyboardInterrupt:
        stop("\nInterrupted. The next start sets up .venv again.", code=130)
    except OSError as error:
        stop(f"\nCould not set up {VENV}: {error}\nCan this user write in that folder?")


def is_ready(*, needs_dev: bool) -> bool:
    """Whether .venv was completed from a lock file that covers the need, as that file is now."""
    locks = (DEV_LOCK,) if needs_dev else (RUNTIME_LOCK, DEV_LOCK)
    return PYTHON.exists() and read_stamp() in [stamp_for(lock) for lock in locks]


def choose_lock(*, needs_dev: bool, stamp: str) -> str:
    """The lock file to install: the one for development stays once it was asked for."""
    return DEV_LOCK if needs_dev or stamp.startswith(DEV_LOCK + " ") else RUNTIME_LOCK


def stamp_for(lock_name: str) -> str:
    """What the stamp says when .venv holds this lock file's packages: name, SHA-256, Python."""
    digest = hashlib.sha256((ROOT / lock_name).read_bytes()).hexdigest()
    return f"{lock_name} {digest} {python_name()}"


def python_name() -> str:
    """Implementation and minor version, such as cpython-3.11: compiled packages fit only that."""
    return f"{sys.implementation.name}-{sys.version_info.major}.{sys.version_info.minor}"


def read_stamp() -> str:
    """The text of the stamp; empty when there is none, because a set-up never got to its end."""
    try:
        return STAMP.read_text(encoding="utf-8")
    except OSError:
        return ""


def set_up(lock_name: str) -> None:
    """Install a lock file's packages, in a fresh environment unless the present one is sound.

    The stamp goes first and comes back last: whatever happens between leaves no stamp, and
    an environment without one is made from nothing.
    """
    started = time.monotonic()
    say(
        f"Setting up Python {platform.python_version()} packages in .venv (once, a minute or so)..."
    )
    if not read_stamp().endswith(" " + python_name()) or not has_pip():
        STAMP.unlink(missing_ok=True)
        attempt([sys.executable, "-m", "venv", "--clear", str(VENV)], "Could not create .venv.")
    STAMP.unlink(missing_ok=True)
    install(["--require-hashes", "--no-deps", "--requirement", str(ROOT / lock_name)])
    STAMP.write_text(stamp_for(lock_name), encoding="utf-8")
    say(f" done in {time.monotonic() - started:.0f} s.\n")


def has_pip() -> bool:
    """Whether the environment starts at all and can install: a moved or half-made one cannot."""
    command = [str(PYTHON), "-c", "import pip"]
    try:
        return subprocess.run(command, env=environment(), check=False).returncode == 0
    except OSError:
        return False


def install(what: list[str]) -> None:
    """Let the environment's pip install; the user's own pip settings (mirror, proxy) apply."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    attempt(
        [*pip, "--no-input", *what],
        "The packages could not be installed. Is this machine connected to the network?",
    )


def attempt(command: list[str], complaint: str) -> None:
    """Run a step of the set-up in silence; when it fails, show its last words and stop."""
    done = subprocess.run(
        command,
        env=environment(PIP_USER="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        last_words = "\n".join("  " + line for line in done.stdout.splitlines()[-15:])
        stop(f" failed.\n{last_words}\n{complaint}\nThen run the same command again.")


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the set-up for this process alone; a second start waits for the first to finish."""
    with (ROOT / ".venv.lock").open("a", encoding="utf-8") as held:
        while not try_to_lock(held.fileno()):
            time.sleep(0.2)
        yield


def try_to_lock(descriptor: int) -> bool:
    """Take the file lock if it is free. The system gives it back when this process ends."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def demand_venv() -> None:
    """Stop with the name of the missing package when this Python cannot make environments."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        stop(
            f"This Python ({sys.executable}) lacks {' and '.join(missing)}, "
            f"part of its standard library.\n{venv_advice(distribution())}"
        )


def distribution() -> set[str]:
    """Ids of this Linux distribution and of those it derives from; empty elsewhere."""
    with contextlib.suppress(OSError):
        release = platform.freedesktop_os_release()
        return {release["ID"], *release.get("ID_LIKE", "").split()}
    return set()


def venv_advice(ids: set[str]) -> str:
    """What to install so that `venv` and `ensurepip` are there, by distribution ids."""
    if not ids & {"debian", "ubuntu"}:
        return (
            "Install your system's package that brings it (on Fedora and its kin python3-libs,\n"
            "elsewhere often python3-venv), then run the same command again."
        )
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return f"Install it, then run the same command again:\n\n    sudo apt-get install {package}\n"


def lint() -> int:
    """Run every check in the checkout, also after one failed; 1 when any did, else 0."""
    verdicts = []
    for label, command in CHECKS:
        print(f"--- {label}", flush=True)
        verdicts.append((call(list(command)) == 0, label))
    print()
    for passed, label in verdicts:
        print("passed " if passed else "FAILED ", label)
    return 0 if all(passed for passed, _ in verdicts) else 1


def lock(options: list[str]) -> int:
    """Write both lock files from pyproject.toml; the one for development keeps to the other."""
    install(["uv>=0.9,<1"])
    runtime = [*COMPILE, *options, "--output-file", RUNTIME_LOCK]
    dev = [*COMPILE, *options, "--group", "dev", "--group", "tools", "--constraint", RUNTIME_LOCK]
    return call(runtime) or call([*dev, "--output-file", DEV_LOCK])


def call(command: list[str]) -> int:
    """Run the environment's interpreter in the checkout and wait; returns its exit code."""
    python = str(PYTHON)
    return subprocess.run(
        [python, *command], cwd=ROOT, env=environment(PYTHONPATH=str(ROOT)), check=False
    ).returncode


def hand_over(command: list[str]) -> NoReturn:
    """Become the environment's interpreter, so that signals and exit codes are its own."""
    line = [str(PYTHON), *command]
    if sys.platform == "win32":
        sys.exit(wait_for(line))
    os.execve(line[0], line, environment(PYTHONPATH=str(ROOT)))  # noqa: S606 - no shell is wanted


def wait_for(line: list[str]) -> int:
    """Run a command to its end where a process cannot become another one (Windows)."""
    child = subprocess.Popen(line, env=environment(PYTHONPATH=str(ROOT)))
    while True:
        # Ctrl-C reaches the child too: let it finish, and report what it said.
        with contextlib.suppress(KeyboardInterrupt):
            return child.wait()


def environment(**extra: str) -> dict[str, str]:
    """The caller's, plus `extra`, without what would lend .venv another Python's packages."""
    alien = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
    return {name: value for name, value in os.environ.items() if name not in alien} | extra


def say(text: str) -> None:
    """Print progress where it cannot mix with a command's output."""
    print(text, end="", file=sys.stderr, flush=True)


def stop(message: str, code: int = 1) -> NoReturn:
    """End with a message for whoever started us."""
    print(message, file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
