"""The rules of the wire, put around an application in their order."""

from fastapi import FastAPI

from app.wire.crashes import Crashes
from app.wire.delivery import Delivery
from app.wire.methods import Methods
from app.wire.security import SecurityHeaders


def install(app: FastAPI) -> None:
    """Put the rules around all routes: call it last, because each stands around those before."""
    # Inside the headers, which a crash is answered with like anything else.
    app.add_middleware(Crashes)
    app.add_middleware(Methods)
    app.add_middleware(SecurityHeaders)
    # Outermost: what is compressed, or answered with 304, has all its headers by then.
    app.add_middleware(Delivery)
