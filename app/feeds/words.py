"""What feeds say, as English message ids; what happened comes behind what it happened to."""

from app.domain.messages import message
from app.domain.vocabulary import Action, Subject

SITE = message("Reform Scorecard")
WHAT_CHANGED = message("{site}: what changed")
OF = message("{site}: {title}")
SEARCH = message("commitments")
FOUND = message("{site}: {what} ({filters})")
NO_FILTERS = message("{site}: all commitments")

YES_OR_NO = {"true": message("yes"), "false": message("no")}

AND_MORE = message("{title} and {count} more")

DONE = {
    (Action.PUBLISHED, Subject.EVIDENCE): message("{title}: new evidence"),
    (Action.REPLACED, Subject.EVIDENCE): message("{title}: evidence corrected"),
    (Action.WITHDRAWN, Subject.EVIDENCE): message("{title}: evidence withdrawn"),
    (Action.ANSWERED, Subject.EVIDENCE): message("{title}: a dispute was answered"),
    (Action.PUBLISHED, Subject.DOCUMENT): message("{title}: new source"),
    (Action.REPLACED, Subject.DOCUMENT): message("{title}: source corrected"),
    (Action.WITHDRAWN, Subject.DOCUMENT): message("{title}: source withdrawn"),
}
"""Titles of what the desk does, by what it is done to; the most telling last."""
REDACTED = message("{title}: words removed to protect a person")
LOADED = message("The registry was loaded: {counts}")
LOADED_HERE = message("{title}: changed by a load of the registry ({counts})")

COUNTS = {
    (Subject.COMMITMENT, Action.ADDED): message("commitments added: {count}"),
    (Subject.COMMITMENT, Action.CHANGED): message("commitments changed: {count}"),
    (Subject.COMMITMENT, Action.RESTORED): message("commitments restored: {count}"),
    (Subject.COMMITMENT, Action.RETIRED): message("commitments retired: {count}"),
    (Subject.EVIDENCE, Action.ADDED): message("evidence added: {count}"),
    (Subject.EVIDENCE, Action.CHANGED): message("evidence changed: {count}"),
    (Subject.EVIDENCE, Action.RESTORED): message("evidence restored: {count}"),
    (Subject.EVIDENCE, Action.RETIRED): message("evidence retired: {count}"),
    (Subject.DOCUMENT, Action.ADDED): message("sources added: {count}"),
    (Subject.DOCUMENT, Action.CHANGED): message("sources changed: {count}"),
    (Subject.DOCUMENT, Action.RESTORED): message("sources restored: {count}"),
    (Subject.DOCUMENT, Action.RETIRED): message("sources retired: {count}"),
}
"""What a load did to the things that a reader follows, in the order in which it is told."""
OTHERS = message("other entries: {count}")
"""All else that a load did."""

FROM = message("Source: {publisher}. It happened: {date}.")
CONCERNS = message("Concerns:")
STATUS_CHANGED = message("“{title}”: status changed from “{before}” to “{after}”.")
WITHDRAWN_ON = message("Withdrawn on {day}, and counts no longer.")
REASON = message("Reason:")
CORRECTED_BY = message("What stands for it now")
REMOVED = message("What it said was removed to protect a person.")
RETIRED = message("It has left the registry, and counts no longer.")
ALL_CHANGES = message("All that this load changed")
READ_MORE = message("The evidence with its source")
