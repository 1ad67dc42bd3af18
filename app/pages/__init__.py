"""Public pages as HTML, in each language under its own path."""

from app.pages.routes import ROUTERS, install

__all__ = ["ROUTERS", "install"]
