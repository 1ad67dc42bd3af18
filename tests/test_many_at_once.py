"""More readers at once than there are threads and connections: all are answered."""

import asyncio
from http import HTTPStatus

import pytest
from anyio.from_thread import start_blocking_portal

# More than twice the threads and connections there are.
AT_ONCE = 100


async def _status(host: str, port: int, path: str) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return int(answer.split(b" ", 2)[1])


async def _statuses(url: str, path: str) -> list[int]:
    host, port = url.removeprefix("http://").split(":")
    return await asyncio.gather(*(_status(host, int(port), path) for _ in range(AT_ONCE)))


@pytest.mark.parametrize("path", ["/en/themes", "/api/v1/themes", "/healthz"])
def test_many_readers_at_once_are_all_answered(server_url: str, path: str) -> None:
    with start_blocking_portal() as loop:
        assert set(loop.call(_statuses, server_url, path)) == {HTTPStatus.OK}
