"""Addresses of databases, as they may be shown to whoever reads a terminal or a log."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_KEYS_WITH_SECRETS = ("password", "passfile", "key", "secret", "token")
_HIDDEN = "***"


def masked(url: str | URL) -> str:
    """Show an address without its secrets, which may also stand in its query."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        return _HIDDEN  # whatever it is, a secret may be in it
    secrets = [name for name in parts.query if any(key in name for key in _KEYS_WITH_SECRETS)]
    return parts.update_query_dict(dict.fromkeys(secrets, _HIDDEN)).render_as_string()
