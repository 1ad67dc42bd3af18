"""What of the public side changed, as feeds that readers subscribe to: Atom and JSON Feed."""

from app.feeds.routes import install

__all__ = ["install"]
