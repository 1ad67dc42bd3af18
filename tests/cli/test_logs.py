"""The log: one line an event, and nothing in it about anybody."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from app.cli.logs import exception_of, message_of, prepare_logging
from app.settings import Settings

SECRET = "aigerim@example.org"  # noqa: S105 - a login, which no log may hold


_CRASHES = (DBAPIError, ValidationError, KeyError, ValueError, ExceptionGroup)


def _record(
    message: str, *values: object, name: str = "app", raised: Exception | None = None
) -> logging.LogRecord:
    about = (type(raised), raised, raised.__traceback__) if raised else None
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, values, about)


def _refuse_a_row() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("INSERT INTO account VALUES (:login)"), {"login": SECRET})


def _refuse_a_value() -> None:
    TypeAdapter(int).validate_python(SECRET)


def _lose_a_key() -> None:
    raise KeyError(SECRET)


def _lose_a_key_because_of_a_row() -> None:
    try:
        _refuse_a_row()
    except DBAPIError as error:
        raise ValueError(SECRET) from error


def _lose_two_at_once() -> None:
    raise ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)])


@pytest.mark.parametrize(
    "crash",
    [
        _refuse_a_row,
        _refuse_a_value,
        _lose_a_key,
        _lose_a_key_because_of_a_row,
        _lose_two_at_once,
    ],
)
def test_crash_is_told_by_its_place_and_type_without_what_somebody_wrote(
    crash: Callable[[], None],
) -> None:
    with pytest.raises(_CRASHES) as raised:
        crash()
    told = exception_of(_record("GET %s failed", "/en/", raised=raised.value))
    assert raised.type.__qualname__ in told
    assert SECRET not in told
    assert crash.__name__ in told


def test_crash_says_what_can_be_mended() -> None:
    with pytest.raises(DBAPIError) as refused:
        _refuse_a_row()
    assert "no such table: account" in exception_of(_record("x", raised=refused.value))
    with pytest.raises(OSError, match="No such file") as lost:
        Path("/nowhere/at/all").read_text(encoding="utf-8")
    assert "/nowhere/at/all" in exception_of(_record("x", raised=lost.value))


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/staff/links/q8V-secret_token", "/staff/links/..."),
        ("/desk/link/q8V-secret_token/next", "/desk/link/.../next"),
        ("/en/commitments?q=secret", "/en/commitments?..."),
        ("/en/\nERROR: forged secret\x1b[2J", "/en/\nERROR: forged secret\\x1b[2J"),
        ("https://example.org/law?id=7", "https://example.org/law?id=7"),
    ],
)
def test_message_keeps_paths_and_drops_tokens_and_queries(path: str, kept: str) -> None:
    assert message_of(_record("GET %s failed", path)) == f"GET {kept} failed"


def test_message_about_a_lost_task_does_not_show_its_values() -> None:
    message = f"Task exception was never retrieved\nfuture: <Task exception=({SECRET!r})>"
    assert SECRET not in message_of(_record(message, name="asyncio"))


@contextmanager
def _prepared(form: str) -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        prepare_logging(Settings.model_validate({"log": form}))
        yield
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        logging.captureWarnings(capture=False)


def test_form_that_is_none_is_no_event(capsys: pytest.CaptureFixture[str]) -> None:
    with _prepared("text"), pytest.raises(MultipartParseError):
        MultipartParser(b"edge").write(SECRET.encode())
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_event_can_pretend_to_be_two(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    with _prepared(form):
        try:
            _refuse_a_value()
        except ValidationError:
            logging.getLogger("app.x").exception("GET %s failed", "/en/\nERROR: forged")
    lines = capsys.readouterr().err.splitlines()
    if form == "json":
        (event,) = map(json.loads, lines)
        assert event.keys() == {"time", "level", "logger", "message", "exception"}
        assert (event["level"], event["logger"]) == ("ERROR", "app.x")
    else:
        assert [line for line in lines if not line.startswith("    ")] == ["ERROR: GET /en/"]
