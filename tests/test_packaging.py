"""What is shipped: the lock files, the wheel, and the wheel at work far from the checkout."""

import os
import re
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.postgresql import free_port

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)(?: ; [^\\]+)?(?: \\)?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
SECONDS_TO_START = 60


def pins(name: str) -> dict[str, str]:
    """Package to version, as a lock file pins them."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {match[1]: match[2] for line in lines if (match := PIN.match(line))}


def wanted(*, dev: bool) -> dict[str, Requirement]:
    """The direct dependencies that pyproject.toml names, by package."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = settings["dependency-groups"]["dev"] if dev else settings["project"]["dependencies"]
    return {canonicalize_name(found.name): found for found in map(Requirement, lines)}


def run(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter with nothing importable but what `variables` say."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**plain_environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def plain_environment() -> dict[str, str]:
    """The environment without a setting of ours and without a way back into the checkout."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SCORECARD_", "PYTHON"))
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without asking the network for anything."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    options = ("--quiet", "--no-deps", "--no-index", "--target", folder)
    done = run("-m", "pip", "install", *options, wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@contextmanager
def serving(folder: Path, installed: Path) -> Iterator[str]:
    """The installed scorecard, serving out of an empty folder; its address."""
    port = free_port()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "app.cli", "serve", "--port", str(port)],
            cwd=folder,
            env={**plain_environment(), "PYTHONPATH": str(installed)},
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_it_answers(process, f"http://127.0.0.1:{port}/healthz", folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def wait_until_it_answers(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    """Return once the address answers; fail with the server's own words if it never does."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError):
            fetch(url)
            return
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def fetch(url: str) -> str:
    """The text at an address, whatever proxy this machine uses for other hosts."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=10) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_pins_and_hashes_and_nothing_else(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PIN.match(line) and not HASH.match(line)] == []
    pinned = [at for at, line in enumerate(lines) if PIN.match(line)]
    assert all(HASH.match(lines[at + 1]) for at in pinned)


@pytest.mark.parametrize(
    ("name", "dev"), [("requirements.lock", False), ("requirements-dev.lock", True)]
)
def test_a_lock_file_pins_what_pyproject_asks_for(name: str, dev: bool) -> None:
    pinned = pins(name)
    for package, requirement in wanted(dev=dev).items():
        assert requirement.specifier.contains(pinned[package]), f"{package}: run.py lock"


def test_tests_run_on_the_versions_that_are_served() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_wheel_holds_the_code_and_everything_it_reads(wheel: Path) -> None:
    expected = {f"app/docs/evidence-guide{tongue}.md" for tongue in ("", ".ru", ".kk")}
    expected |= {"app/docs/api-changelog.md", "app/docs/verify_snapshot.py"}
    for folder, inside in (
        ("app", "app"),
        ("data", "app/data"),
        ("migrations", "app/migrations"),
        ("templates", "app/templates"),
    ):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                expected.add(f"{inside}/{path.relative_to(ROOT / folder).as_posix()}")
    with ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if name.startswith("app/")}
    assert shipped == expected


def test_the_wheel_brings_both_licences_and_the_command(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist()}
        (entry,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "scorecard = app.cli:main" in archive.read(entry).decode()
    assert {"LICENSE", "LICENSE-DATA"} <= names


def test_an_installed_wheel_checks_its_own_registry(installed: Path, tmp_path: Path) -> None:
    done = run("-P", "-m", "app.cli", "check", cwd=tmp_path, PYTHONPATH=str(installed))
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_installed_wheel_serves_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    with serving(tmp_path, installed) as address:
        page = fetch(f"{address}/en/")
    assert "<html" in page
    assert (tmp_path / "scorecard.db").exists()


def test_the_container_gets_the_folders_of_the_wheel_and_runs_without_rights() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY ")}
    folders = {"app", "data", "migrations", "templates"}
    documents = {"docs/evidence-guide*.md", "docs/verify_snapshot.py"}
    assert copied == {"requirements.lock", *folders, *documents}
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in allowed if line.startswith("!")} == copied
    (user,) = (line.split()[1] for line in lines if line.startswith("USER "))
    assert all(int(number) > 0 for number in user.split(":"))
