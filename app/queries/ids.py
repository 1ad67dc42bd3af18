"""Ids as they come in an address."""

from app.domain.identifiers import LONGEST_IDENTIFIER, is_identifier
from app.domain.messages import message
from app.errors import NotFoundError
from app.queries.languages import Tongue

NO_SUCH_ID = message("Nothing can have the id '{id}': follow a link from a list instead.")


def existing(tongue: Tongue, name: str) -> str:
    """Pass on an id that could exist, so that no database is asked for an impossible one.

    Raises:
        NotFoundError: for an id that nothing can have.

    """
    if not is_identifier(name):
        raise NotFoundError(tongue.say(NO_SUCH_ID, id=name[:LONGEST_IDENTIFIER]))
    return name
