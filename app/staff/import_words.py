"""What is said of imports after something was done, as English message ids."""

from app.domain.messages import message
from app.domain.workflow import Verb

NOTICES = {
    Verb.IMPORT.value: message("Taken in. Nothing of it is public yet."),
    "handed-in": message("All of it was submitted: somebody else reads it next."),
    "set-all-aside": message("Its drafts are set aside. Each can be taken up again at any time."),
    Verb.RETRACT.value: message(
        "Taken back: what was not published is set aside, and what was is to be withdrawn."
    ),
}
"""What a page says at its top after something was done, by the code its address carries."""
