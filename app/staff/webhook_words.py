"""What webhooks are told with at the desk: how they stand, and what each act on one will do."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.labels import Label
from app.domain.messages import message
from app.outgoing.listed import Standing


class Act(StrEnum):
    """What is asked about before it is done to a webhook, as its address says it."""

    SECRET = "secret"  # noqa: S105 - the name of an act
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Question:
    """What an act is called, and what it will do."""

    title: str
    consequence: str
    button: str


STANDINGS = {
    Standing.UP_TO_DATE: Label(message("Up to date"), message("Every change was delivered.")),
    Standing.SENDING: Label(message("Sending"), message("Changes are on their way.")),
    Standing.FAILING: Label(
        message("Failing"),
        message("The last attempt failed. It is repeated, later each time, for about two days."),
    ),
    Standing.PAUSED: Label(
        message("Paused"),
        message("Nothing is sent until somebody lets it go on. Nothing is lost meanwhile."),
    ),
    Standing.DECLINED: Label(
        message("Declined"),
        message(
            "The receiver said that it wants no more deliveries, so it is paused. Ask whoever runs "
            "it, then let it go on, or remove it."
        ),
    ),
}

QUESTIONS = {
    Act.SECRET: Question(
        message("Replace the secret of {name}"),
        message(
            "You get a new secret, which is shown once, to hand to whoever runs the receiver. For "
            "a day both sign every delivery, so that there is time to change it there."
        ),
        message("Replace the secret"),
    ),
    Act.REMOVE: Question(
        message("Remove the webhook {name}"),
        message(
            "Nothing is sent there any more, and its secret is forgotten. To begin anew, add the "
            "address again: it gets a new secret, and only what changes from then on."
        ),
        message("Remove the webhook"),
    ),
}

NOTICES = {
    "webhook-paused": message("Paused. Nothing is lost: let it go on whenever you like."),
    "webhook-resumed": message("It goes on: what is waiting is sent within seconds."),
    "webhook-removed": message("The webhook is removed. Nothing more is sent there."),
    "webhook-again": message("It is sent again within seconds. Load this page anew to see."),
}
