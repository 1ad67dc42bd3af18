"""What the methodology page says, beside the functions that do it.

Texts are English message ids. Every clause names the function that applies it, so that the page
cannot describe a clause that the rule does not have. docs/design.md, sections 2 and 3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain import readings
from app.domain.labels import ENACTED_IN_PART, NO_EVIDENCE, OVERDUE, Label, words_of
from app.domain.messages import message
from app.domain.readings import RULE_VERSION
from app.domain.vocabulary import Corroboration, Origin, Role, Status


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the rule: what it is called, what it says, and the function that applies it."""

    number: int
    title: str
    text: str
    applied_by: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the page: a title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A version of the rule, and what it brought."""

    number: int
    text: str


CLAUSES = (
    Clause(
        1,
        message("Stage: what was formally done"),
        message(
            "The stage is enacted when any evidence that bears on the commitment reports the "
            "formal act. Otherwise it is pledged when any evidence reports that it was promised, "
            "ordered or begun by whoever is to do it. Otherwise there is no stage."
        ),
        readings.stage_of,
    ),
    Clause(
        2,
        message("Extent: in whole or in part"),
        message(
            "An enactment is in whole when at least one act covers all that the commitment "
            "names. When every act covers only a part of it, the commitment is enacted in part, "
            "and totals and filters tell the two apart. Several parts do not add up to a whole "
            "by themselves: an editor has to find evidence of the whole."
        ),
        readings.extent_of,
    ),
    Clause(
        3,
        message("Corroboration: who else says so"),
        message(
            "An enactment is corroborated when at least one report of it comes from an "
            "independent source or from a legal text. It is self-reported when only official "
            "sources, or sources whose voice is unclear, say so."
        ),
        readings.corroboration_of,
    ),
    Clause(
        4,
        message("Contests: answered or open"),
        message(
            "A source that disputes a commitment stays open until it is answered. Only evidence "
            "named as its answer can answer it, and that evidence must count, bear on the same "
            "commitment, and have happened by the day in question. Nothing answers a dispute by "
            "being newer: a later act in the same field may concern something else."
        ),
        readings.is_answered,
    ),
    Clause(
        5,
        message("Status: one word"),
        message(
            "A commitment with an open dispute is contested, whatever its stage. Without one, its "
            "status is its stage. A commitment that no evidence bears on has no status."
        ),
        readings.status_of,
    ),
    Clause(
        6,
        message("Past due"),
        message(
            "A commitment is past due from the day after the last day that its due date may "
            "mean, as long as it is not enacted in whole. A due date that we inferred, because "
            "the source gives none, is shown and flags nothing."
        ),
        readings.is_overdue,
    ),
    Clause(
        7,
        message("Reason: the evidence that decided"),
        message(
            "Every status names the evidence that decided it: the open disputes, or else the "
            "acts, or else the pledges. The newest of it, by the first day it may have happened, "
            "is named, and then how many more say the same. On the same day the identifier that "
            "comes first in the alphabet decides, so that the choice is never a matter of taste."
        ),
        readings.deciding_of,
    ),
)

EVIDENCE_THAT_COUNTS = Passage(
    message("What counts as evidence"),
    (
        message(
            "Evidence is one citable fact out of one published document, with the place in the "
            "document where it stands and a summary in our own words."
        ),
        message(
            "Evidence counts when it is published here and has been neither retired nor "
            "withdrawn. What was retired or withdrawn counts on no day, not even on a day in the "
            "past; its text stays in the public history."
        ),
        message(
            "An editor decides whether evidence bears on a commitment or is context for it. Only "
            "what bears on it moves the status; context moves nothing."
        ),
    ),
)

DAY_THAT_COUNTS = Passage(
    message("Which day counts"),
    (
        message(
            "The day is the day on which something happened, not the day on which it was reported "
            "or entered here. Where a source gives only a month or a year, evidence counts from "
            "the first day it may mean, and the page says that the day is not known; a due date "
            "passes with the last day it may mean."
        ),
        message(
            "A view of a past day shows what had happened by then, judged with what is published "
            "today. A commitment does not exist before its instrument was adopted, and days after "
            "today are refused."
        ),
    ),
)

HOW_IT_IS_CORRECTED = Passage(
    message("How what is published is corrected"),
    (
        message(
            "What editors find is published only after a review by somebody who wrote no word of "
            "it, unless an installation has one person for all of it."
        ),
        message(
            "Published evidence is never edited. A review may withdraw it: then it counts on no "
            "day, and stays in public, struck through, with the day and the reason. Or a review "
            "replaces it: then a corrected entry stands in its place, and each leads to the other."
        ),
        message(
            "Last looked at is the newest day on which somebody looked for news of a commitment: "
            "they found nothing new, or evidence that bears on it was published, or the registry "
            "file says so. It is never the time at which something was saved, and where no look "
            "is recorded, the page says so."
        ),
        message(
            "Every change is recorded in the public ledger with the role and number of whoever "
            "made it. Only to protect a person is something deleted from it: such a redaction is "
            "itself recorded, and what was deleted says that it was."
        ),
    ),
)

NOT_A_FINDING = Passage(
    message("What these words do not mean"),
    (
        message(
            "No evidence yet means that nothing recorded here bears on the commitment. It is not "
            "a finding that nothing was done."
        ),
        message(
            "Enacted means that the formal act took place. It is not a finding about the effect "
            "of the act."
        ),
        message(
            "Contested means that a named source disputes the commitment and nothing recorded "
            "here answers it. It is not a finding that the source is right."
        ),
        message(
            "Not looked at since a day means that nobody recorded a look after it. It is not a "
            "finding that nothing has changed."
        ),
    ),
)

PASSAGES = (EVIDENCE_THAT_COUNTS, DAY_THAT_COUNTS, HOW_IT_IS_CORRECTED, NOT_A_FINDING)
"""The passages around the clauses, in the order of the page."""

STATUS_WORDS: tuple[tuple[StrEnum | None, Label], ...] = (
    *words_of(Status).items(),
    (None, NO_EVIDENCE),
)
"""The three statuses and the absence of one, each with its label and meaning."""

OTHER_WORDS: tuple[Label, ...] = (
    ENACTED_IN_PART,
    OVERDUE,
    *words_of(Corroboration).values(),
    *words_of(Role).values(),
    *words_of(Origin).values(),
)
"""The other words that a reader meets beside a status, each with its meaning."""

VERSIONS = (
    RuleVersion(
        1,
        message(
            "The first version. Before it was published, a draft let newer evidence answer older "
            "disputes; that was dropped, because a law on stalking would have silenced criticism "
            "of the law on domestic violence."
        ),
    ),
)
"""Every version of the rule, the oldest first."""

IN_FORCE = next(version for version in VERSIONS if version.number == RULE_VERSION)
"""The version that `read_commitment` applies; a rule without its line here does not import."""
