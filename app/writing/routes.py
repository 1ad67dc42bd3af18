"""All routes of the writing API in one place."""

from app.writing import looks, me, proposals, steps

ROUTERS = (proposals.router, steps.router, looks.router, me.router)
"""To be given to `app.api.install`, so that one contract describes reading and writing."""
