"""What a token is: for its bearer to see what it may be used for."""

from fastapi import Request

from app.writing.access import reading_desk
from app.writing.routing import WritingRouter
from app.writing.shapes import Me

router = WritingRouter("token")


@router.shows("/me", verb=None)
def show_token(request: Request) -> Me:
    """Say for whom the token acts and what it may be used for; takes no scope."""
    with reading_desk(request) as bearer:
        actor, scopes = bearer.desk.actor, sorted(bearer.use.scopes)
        return Me(number=actor.number, role=actor.role, scopes=scopes)
