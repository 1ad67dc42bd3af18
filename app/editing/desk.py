"""Where somebody at the desk stands: their transaction, who they are, and on which day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlmodel import Session

from app.domain.labels import refusal_told
from app.domain.workflow import Actor, Review, Standing, Verb, refusal
from app.errors import NotAllowedError
from app.queries.languages import Tongue


@dataclass(frozen=True, slots=True)
class Desk:
    """What every verb of the desk is given first.

    `session` must come from `app.store.engine.writing` for verbs that write; whoever opened it
    commits. `tongue` says refusals in the language of whoever asks.
    """

    session: Session
    actor: Actor
    today: date
    tongue: Tongue
    review: Review = Review.PAIR

    def demand(self, verb: Verb, standing: Standing | None = None) -> None:
        """Go on only if the actor may do this, to a proposal that stands so.

        Raises:
            NotAllowedError: saying why not, and who can.

        """
        refused = refusal(verb, self.actor, standing, self.review)
        if refused is not None:
            raise NotAllowedError(refusal_told(refused, self.tongue.say))


def now() -> str:
    """Give the time as the tables hold it: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
