"""What proposals, what is done to them, and their forms are called, as English message ids."""

from app.domain.labels import Label
from app.domain.messages import message
from app.domain.workflow import Intent, Proposed, State, Verb

STATES = {
    State.DRAFT: Label(message("Draft"), message("Nobody else has to look at it yet.")),
    State.SUBMITTED: Label(message("Waiting for review"), message("Somebody else reads it next.")),
    State.RETURNED: Label(message("Returned"), message("A reviewer asks for changes.")),
    State.SET_ASIDE: Label(message("Set aside"), message("Put away, and not deleted.")),
    State.PUBLISHED: Label(message("Published"), message("Everybody can read it.")),
    State.WITHDRAWN: Label(message("Published, later withdrawn"), message("It counts no more.")),
    State.REPLACED: Label(
        message("Published, later replaced"), message("Something else stands in its place.")
    ),
}

KINDS = {
    (Intent.ADD, Proposed.EVIDENCE): message("New evidence"),
    (Intent.REPLACE, Proposed.EVIDENCE): message("Correction of evidence"),
    (Intent.WITHDRAW, Proposed.EVIDENCE): message("Withdrawal of evidence"),
    (Intent.ADD, Proposed.DOCUMENT): message("New document"),
    (Intent.REPLACE, Proposed.DOCUMENT): message("Correction of a document"),
    (Intent.WITHDRAW, Proposed.DOCUMENT): message("Withdrawal of a document"),
}
"""What a proposal is, by its intent and its subject."""

HEADINGS = {
    (Intent.ADD, Proposed.EVIDENCE): message("Record evidence"),
    (Intent.REPLACE, Proposed.EVIDENCE): message("Correct this evidence"),
    (Intent.WITHDRAW, Proposed.EVIDENCE): message("Withdraw this evidence"),
    (Intent.ADD, Proposed.DOCUMENT): message("Record a document"),
    (Intent.REPLACE, Proposed.DOCUMENT): message("Correct this document"),
    (Intent.WITHDRAW, Proposed.DOCUMENT): message("Withdraw this document"),
}
"""What its form is headed with."""

EXPLANATIONS = {
    Intent.ADD: message(
        "One fact, out of one document. You can save it at any time, however unfinished."
    ),
    Intent.REPLACE: message(
        "What is published is never edited in silence. Once somebody else has published your "
        "version, it stands in the place of this one, which readers still find struck through, "
        "with the day and your reason."
    ),
    Intent.WITHDRAW: message(
        "Once somebody else has published this, it counts for nothing any more. Readers still "
        "find it struck through, with the day and your reason."
    ),
}

BUTTONS = {
    Verb.EDIT: message("Edit"),
    Verb.SUBMIT: message("Submit for review"),
    Verb.TAKE_BACK: message("Take back"),
    Verb.SEND_BACK: message("Return with a comment"),
    Verb.PUBLISH: message("Publish"),
    Verb.SET_ASIDE: message("Put it aside"),
    Verb.REOPEN: message("Take up again"),
}

DONE = {
    Verb.PROPOSE.value: message("Began it"),
    Verb.EDIT.value: message("Changed it"),
    Verb.SUBMIT.value: message("Submitted it"),
    Verb.TAKE_BACK.value: message("Took it back"),
    Verb.SEND_BACK.value: message("Returned it"),
    Verb.PUBLISH.value: message("Published it"),
    Verb.SET_ASIDE.value: message("Set it aside"),
    Verb.REOPEN.value: message("Took it up again"),
    State.WITHDRAWN.value: message("Withdrew what it published"),
    State.REPLACED.value: message("Replaced what it published"),
    "redacted": message("Removed its text for good"),
}
"""What somebody did, by the action that the desk's ledger recorded."""

SNAPSHOTS_LEFT = "redact-snapshots"
"""The code of what is said after a redaction where snapshots have to be replaced."""

NOTICES = {
    "draft-saved": message("Saved as a draft."),
    Verb.SUBMIT.value: message(
        "Submitted: somebody else reads it next. Until then you can take it back."
    ),
    Verb.TAKE_BACK.value: message("Taken back: it is a draft again."),
    Verb.SEND_BACK.value: message("Returned: its author reads your comment at the desk."),
    Verb.PUBLISH.value: message("Published: everybody can read it now."),
    Verb.SET_ASIDE.value: message("Set aside. It can be taken up again at any time."),
    Verb.REOPEN.value: message("Taken up again: it is a draft."),
    Verb.LOOK.value: message("Recorded: readers now see today as the day it was last looked at."),
    Verb.REDACT.value: message("Removed for good."),
    SNAPSHOTS_LEFT: message(
        "Removed for good. Snapshots that still hold something removed are given to nobody until "
        "whoever runs this site replaces them, with: scorecard snapshot --replace-redacted"
    ),
}
"""What a page says at its top after something was done, by the code its address carries."""
