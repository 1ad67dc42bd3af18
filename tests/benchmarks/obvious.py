"""What the first page of a tutorial would make of the same database: a list through the ORM.

    python -m tests.benchmarks.obvious PORT DATABASE_URL

Serves /commitments under the settings of `scorecard serve` (app/cli/serving.py).
"""

import sys

import uvicorn
from fastapi import FastAPI
from sqlmodel import Session, create_engine, select

from app.store.tables import Commitment
from tests.benchmarks.wish import ROWS


def obvious(url: str) -> FastAPI:
    """Make an application of a session, a query, and the framework's own JSON."""
    engine = create_engine(url, connect_args={"check_same_thread": False})
    app = FastAPI()

    @app.get("/commitments")
    def list_commitments() -> list[Commitment]:
        with Session(engine) as session:
            return list(session.exec(select(Commitment).limit(ROWS)).all())

    return app


def main(port: str, url: str) -> None:
    """Serve until asked to stop."""
    uvicorn.run(
        obvious(url),
        host="127.0.0.1",
        port=int(port),
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
