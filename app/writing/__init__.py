"""The writing API under /api/v1: the verbs of the desk for tools that prove themselves by a token.

Nothing here is public: no answer may be read from another site's page or kept by a cache.
"""

from app.writing.routes import ROUTERS

__all__ = ["ROUTERS"]
