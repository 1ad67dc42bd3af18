"""The machine that figures were taken on, and the versions of what was measured."""

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import text

from app.store.engine import SQLITE_VERSION, open_engine

_SHOWN = ("uvicorn", "uvloop", "httptools", "fastapi", "sqlalchemy", "pyyaml")


def machine(server: str | None) -> str:
    """Name processor, cores, memory, system, Python and database, with their versions."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    database = f"PostgreSQL {_server_version(server)}" if server else f"SQLite {SQLITE_VERSION}"
    system = f"{platform.system()} {platform.release()}"
    packages = [f"{name} {version(name)}" for name in _SHOWN]
    cores = f"{_processor()}, {os.cpu_count()} cores, {_memory_gb():.0f} GB"
    others = [f"the peers' SQLite {sqlite3.sqlite_version}", *_wrk()]
    return ", ".join([cores, system, python, database, *packages, *others])


def load_average() -> str:
    """Say how many programs wanted a core in the last minute, before anything was measured."""
    return f"{os.getloadavg()[0]:.1f}"


def _wrk() -> list[str]:
    program = shutil.which("wrk")
    if program is None:
        return []
    said = subprocess.run([program, "-v"], capture_output=True, text=True, check=False).stdout
    return [" ".join(said.split()[:2])]


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _server_version(url: str) -> str:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text("SHOW server_version")).scalar_one()
    engine.dispose()
    return str(found)


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if sys.platform == "linux" and known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
