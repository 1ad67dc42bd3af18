"""Driving a server from another process, and what it bore: wrk where there is one, else our own.

Either way 16 connections stay open, each asking again once it is answered.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.server import Running
from tests.benchmarks.wish import HOST, Client

CONNECTIONS = 16
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
"""What a reader's browser says over HTTPS, which the web server in front takes off."""

_LATE = 60
_LONGEST = 60
_NO_ANSWERS = re.compile(r"^ *0 requests in", re.MULTILINE)
_SATURATED = 0.95
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of a server again and again, and the status that every answer must have."""

    server: Running
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, whole: what the peers are given to send."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Give the value of a header; empty without it."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Load:
    """Answers a second, milliseconds within which half and 99 of 100 came, and what they cost.

    `cpu_us` is the server's processor time for one answer in microseconds, which hardly depends on
    what else the machine does; `client` is how much of one core the client took. Either is None
    where nobody counts it.
    """

    rate: float
    p50: float
    p99: float
    cpu_us: float | None = None
    client: float | None = None

    @property
    def is_capped(self) -> bool:
        """Whether the client was at its own end, so that the server might bear more."""
        return self.client is not None and self.client > _SATURATED


def middle(loads: Sequence[Load]) -> Load:
    """Give the median of several rounds, figure by figure."""
    return Load(
        median(one.rate for one in loads),
        median(one.p50 for one in loads),
        median(one.p99 for one in loads),
        _middle([one.cpu_us for one in loads]),
        _middle([one.client for one in loads]),
    )


def _middle(figures: Sequence[float | None]) -> float | None:
    known = [one for one in figures if one is not None]
    return median(known) if known else None


def ask(target: Target) -> Answer:
    """Ask once.

    Raises:
        RuntimeError: when the answer has another status than it must have.

    """
    connection = target.server.connect()
    try:
        connection.request("GET", target.path, headers=dict(target.headers))
        found = connection.getresponse()
        answer = Answer(found.status, found.getheaders(), found.read())
    finally:
        connection.close()
    if answer.status != target.status:
        raise RuntimeError(
            f"{target.path} was answered with {answer.status}: {answer.body[:500]!r}"
        )
    return answer


def best_client() -> Client:
    """Name the load client that this machine has."""
    return "wrk" if shutil.which("wrk") else "own"


def drive(target: Target, seconds: float, client: Client) -> Load:
    """Drive a server for a while, after asking it twice, so that what can be ready is.

    Raises:
        RuntimeError: when an answer failed or had another status than it must have.

    """
    ask(target)
    ask(target)
    used, clients = target.server.cpu_seconds(), _children()
    began = time.perf_counter()
    load, answers = (_wrk if client == "wrk" else _own)(target, seconds)
    taken = (_children() - clients) / (time.perf_counter() - began)
    now = target.server.cpu_seconds()
    cpu = (now - used) * 1_000_000 / answers if now is not None and used is not None else None
    return Load(load.rate, load.p50, load.p99, cpu, taken or None)


def _children() -> float:
    """Give the processor time of all processes that were started from here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _wrk(target: Target, seconds: float) -> tuple[Load, int]:
    # wrk knows whole seconds only.
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency"]
    words += ["--timeout", f"{_LATE}s"]
    for name, value in target.headers.items():
        words += ["-H", f"{name}: {value}"]
    done = subprocess.run(
        [*words, f"{target.server.address}{target.path}"],
        capture_output=True,
        text=True,
        timeout=seconds + _LATE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"wrk failed: {done.stdout[-500:]}{done.stderr[-500:]}")
    # It hangs up when its time is over: a slow server has to be given more of it.
    if _NO_ANSWERS.search(done.stdout) and seconds < _LONGEST:
        return _wrk(target, _LONGEST)
    return read_wrk(done.stdout)


def read_wrk(text: str) -> tuple[Load, int]:
    """Read what wrk prints: the load, and the number of answers.

    Raises:
        RuntimeError: when it names errors, or there were no answers.

    """
    faults = re.findall(r"^ *(Socket errors.*|Non-2xx.*)$", text, re.MULTILINE)
    answers = re.search(r"(\d+) requests in", text)
    if faults or answers is None or answers[1] == "0":
        raise RuntimeError(f"not every answer was right: {'; '.join(faults) or text}")
    spread = dict(re.findall(r"^ +(50|99)% +([\d.]+(?:us|ms|s|m)) *$", text, re.MULTILINE))
    rate = re.search(r"Requests/sec: +([\d.]+)", text)
    half, most = (_milliseconds(spread[part]) for part in ("50", "99"))
    return Load(float(rate[1]) if rate else 0, half, most), int(answers[1])


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr] # read_wrk looked
    return float(number) * _UNITS[unit]


def _own(target: Target, seconds: float) -> tuple[Load, int]:
    # A second process would only take the server's core away where there are two.
    processes = 2 if (os.cpu_count() or 1) > 2 else 1
    words = [str(target.server.port), str(seconds), str(CONNECTIONS // processes)]
    command = [sys.executable, "-m", "tests.benchmarks.own_client", *words, str(target.status)]
    command.append(_request(target))
    clients = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(processes)
    ]
    try:
        said = [one.communicate(timeout=seconds + _LATE) for one in clients]
    finally:
        for one in clients:
            one.kill()
            one.wait()
    return _read_own(said)


def _request(target: Target) -> str:
    headers = {"Host": f"{HOST}:{target.server.port}"} | dict(target.headers)
    lines = [f"GET {target.path} HTTP/1.1", *(f"{key}: {text}" for key, text in headers.items())]
    return "\r\n".join(lines) + "\r\n\r\n"


def _read_own(said: Sequence[tuple[bytes, bytes]]) -> tuple[Load, int]:
    for output, errors in said:
        if not output:
            raise RuntimeError(f"the load client failed: {errors.decode()[-500:]}")
    found = [json.loads(output) for output, _ in said]
    wrong = sum(one["wrong"] for one in found)
    times = sorted(each / 1000 for one in found for each in one["microseconds"])
    if wrong or not times:
        raise RuntimeError(f"not every answer was right: {wrong} of {len(times)} were not")
    rate = sum(len(one["microseconds"]) / one["took"] for one in found)
    half, most = (times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.99))
    return Load(rate, half, most), len(times)
