"""Page or JSON: what the client of an address that answers both would rather have."""

from starlette.requests import Request

from app.wire.quality import accepted

PAGE = "text/html"
JSON = "application/json"
FOR_BOTH = "/id/"
"""How addresses begin that answer in both forms."""


def form_asked(request: Request) -> str | None:
    """Give PAGE or JSON, the page where both are as welcome; None where neither is."""
    return accepted(", ".join(request.headers.getlist("accept")), (PAGE, JSON))


def wants_no_page(request: Request) -> bool:
    """Say whether an error should be told as a problem document, at such an address."""
    is_for_both = request.scope["path"].startswith(FOR_BOTH)
    return is_for_both and form_asked(request) != PAGE
