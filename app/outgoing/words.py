"""Why something could not be sent, in words for whoever looks after a webhook."""

from app.domain.messages import message
from app.outgoing.addresses import Trouble

TROUBLES = {
    Trouble.ADDRESS: message(
        "This is no address that something can be sent to: write it whole, such as "
        "https://example.org/hooks, without spaces and without a part after #."
    ),
    Trouble.SCHEME: message("Write an address that begins with https:// (or http://)."),
    Trouble.CREDENTIALS: message(
        "Leave out the name and the password before the @: deliveries are signed, so the receiver "
        "needs none."
    ),
    Trouble.PORT: message(
        "Leave out the number after the colon: deliveries go to the usual ports of the web alone "
        "(80 and 443)."
    ),
    Trouble.NO_SUCH_NAME: message("The name in this address is unknown on the internet."),
    Trouble.PRIVATE: message(
        "This address leads into a private network or to this machine itself, where nothing is "
        "sent: use one that everybody on the internet could reach."
    ),
    Trouble.CONNECTION: message("Nobody answers at this address."),
    Trouble.CERTIFICATE: message(
        "The receiver could not prove who it is: its certificate is of another name, or expired."
    ),
    Trouble.TIME: message("The receiver took too long: it has to answer within 15 seconds."),
    Trouble.ANSWER: message("What came back is no answer of a web server, or broke off."),
    Trouble.REDIRECT: message(
        "The receiver points to another address. Nothing is sent on: remove this webhook, and add "
        "the address that it points to."
    ),
    Trouble.STATUS: message("The receiver did not take it."),
    Trouble.GONE: message("The receiver says that it wants no more deliveries."),
}
"""Each trouble as a sentence."""


def told(code: str | None) -> str | None:
    """Give the sentence for what the database keeps of a trouble; None where there was none."""
    if code is None:
        return None
    return TROUBLES[Trouble(code)] if code in set(Trouble) else TROUBLES[Trouble.STATUS]
