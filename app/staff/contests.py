"""The contests that evidence may answer: those still open on what it bears on, and those ticked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.identifiers import is_identifier
from app.errors import NotFoundError
from app.queries.evidence import find_evidence
from app.queries.languages import Words
from app.queries.links import OpenContest, open_contests_of
from app.queries.shapes import Named
from app.queries.view import View
from app.staff.stances import Stance
from app.staff.typed import Typed


@dataclass(frozen=True, slots=True)
class ContestShown:
    """A contest to tick; `value` is what the form sends for it. `is_open`: nothing answers it."""

    contest: OpenContest
    is_ticked: bool
    is_open: bool

    @property
    def value(self) -> str:
        """The contesting evidence and the commitment, as the form sends them."""
        return f"{self.contest.evidence} {self.contest.commitment.id}"


@dataclass(frozen=True, slots=True)
class ContestsShown:
    """The contests of one commitment, which are folded away together unless one is ticked."""

    commitment: Named
    contests: Sequence[ContestShown]

    @property
    def is_ticked(self) -> bool:
        """Whether any of them is ticked."""
        return any(one.is_ticked for one in self.contests)


def contests_shown(view: View, typed: Typed, target: str | None) -> list[ContestsShown]:
    """Give the contests that may be answered and those that were ticked, by commitment.

    `target` is the evidence to be replaced: no correction answers what it corrects.
    """
    by_commitment: dict[str, list[ContestShown]] = {row.commitment: [] for row in typed.rows}
    for one in _contests(view, typed, target):
        by_commitment.setdefault(one.contest.commitment.id, []).append(one)
    found = filter(None, by_commitment.values())
    return [ContestsShown(these[0].contest.commitment, these) for these in found]


def _contests(view: View, typed: Typed, target: str | None) -> list[ContestShown]:
    """Give those of the chosen commitments, and whatever else was ticked; context answers none."""
    bearing = [row.commitment for row in typed.rows if row.stance != Stance.CONTEXT]
    chosen = [one for one in bearing if is_identifier(one)]
    still_open = [one for one in _open(view, chosen) if one.evidence != target]
    shown = [ContestShown(one, _key(one) in typed.answers, is_open=True) for one in still_open]
    known = {_key(one) for one in still_open}
    others = [_answered(view, *key) for key in typed.answers if key not in known]
    return shown + [ContestShown(one, is_ticked=True, is_open=False) for one in others]


def _open(view: View, commitments: Sequence[str]) -> list[OpenContest]:
    return open_contests_of(view, commitments) if commitments else []


def _key(contest: OpenContest) -> tuple[str, str]:
    return contest.evidence, contest.commitment.id


def _answered(view: View, evidence: str, commitment: str) -> OpenContest:
    """Show a contest that is ticked and not open; what cannot be found is shown by its ids."""
    of = Named(id=commitment, title=_plain(commitment))
    if not is_identifier(evidence):
        return OpenContest(evidence, of, "", _plain(evidence), _plain(""))
    try:
        found = find_evidence(view, evidence)
    except NotFoundError:
        return OpenContest(evidence, of, "", _plain(evidence), _plain(""))
    titles = {one.commitment.id: one.commitment.title for one in found.concerns}
    named = Named(id=commitment, title=titles.get(commitment, of.title))
    return OpenContest(evidence, named, found.date, found.document.publisher, found.summary)


def _plain(text: str) -> Words:
    return Words(text=text, language="en")
