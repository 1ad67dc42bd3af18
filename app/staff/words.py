"""What the words of the desk are called, and what they mean, as English message ids."""

from app.domain.labels import Label
from app.domain.messages import message
from app.domain.workflow import Scope, StaffRole
from app.staff.import_words import NOTICES as IMPORT_NOTICES
from app.staff.proposal_words import NOTICES as PROPOSAL_NOTICES
from app.staff.webhook_words import NOTICES as WEBHOOK_NOTICES

ROLES = {
    StaffRole.EDITOR: Label(
        message("Editor"), message("Writes evidence and submits it for review.")
    ),
    StaffRole.REVIEWER: Label(
        message("Reviewer"),
        message("Does what editors do, and publishes what somebody else wrote."),
    ),
    StaffRole.ADMINISTRATOR: Label(
        message("Administrator"),
        message("Does what reviewers do, and looks after the accounts of everybody."),
    ),
}

SCOPES = {
    Scope.READ: Label(message("Read"), message("Read what is being prepared at the desk.")),
    Scope.PROPOSE: Label(
        message("Propose"), message("Write evidence and submit it for review, as you can.")
    ),
    Scope.PUBLISH: Label(
        message("Publish"),
        message("Publish and return what others wrote. Give this to a tool only with care."),
    ),
}

NOTICES = {
    **PROPOSAL_NOTICES,
    **IMPORT_NOTICES,
    **WEBHOOK_NOTICES,
    "signed-out": message("You are signed out."),
    "not-kept": message(
        "You were signed in, but your browser did not keep it. Open the desk by its address that "
        "begins with https://, and allow its cookies."
    ),
    "saved": message("Saved."),
    "password-chosen": message("Your password is set. Sign in with it."),
    "password-set": message("Your password is changed. Everybody else who used it is signed out."),
    "code-used": message(
        "You signed in with a recovery code, which works no more. Is the phone gone? Move to "
        "another one here, and make new codes when few are left."
    ),
    "factor-set": message("Your second step is set up."),
    "session-ended": message("That sign-in is ended."),
    "sessions-ended": message("All other sign-ins are ended."),
    "token-ended": message("That token is ended: tools that use it are refused from now on."),
    "role-changed": message("The role is changed, and every sign-in of theirs ended."),
    "signed-out-everywhere": message("All their sign-ins are ended."),
    "disabled": message("The account is disabled. Its sign-ins and tokens ended at once."),
    "enabled": message("The account is enabled again."),
}
"""What a page says at its top after something was done, by the code its address carries."""
