"""Public pages as HTML, in each language under its own path."""

from app.pages.routes import install

__all__ = ["install"]
