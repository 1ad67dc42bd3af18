"""What a server gives an application of a request, for tests that ask it without one."""

from typing import Any


def asked_for(path: str) -> dict[str, Any]:
    """A GET without headers of its own."""
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "scheme": "http",
        "root_path": "",
        "headers": [(b"host", b"here")],
        "server": ("here", 80),
        "client": ("there", 1),
    }
