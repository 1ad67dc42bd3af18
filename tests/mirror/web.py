"""A web server that knows nothing of the program: it gives files, under a path."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Giving(SimpleHTTPRequestHandler):
    """Gives the files of a folder at addresses that begin with `beginning`; says nothing."""

    beginning = "/"

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.beginning):
            return str(Path(self.directory) / "nothing")
        return super().translate_path(path.removeprefix(self.beginning.rstrip("/")))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the library
        """Keep quiet."""


@contextmanager
def served(folder: Path, beginning: str) -> Iterator[str]:
    """Serve a folder under a path; give its address."""
    giving = type("Giving", (_Giving,), {"beginning": beginning})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(giving, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{beginning}"
    finally:
        server.shutdown()
        server.server_close()
