"""Builders of what the rule reads, with days written as the registry file writes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from app.domain.dates import parse_partial_date
from app.domain.readings import Bearing, Terms
from app.domain.vocabulary import Extent, Origin, Role, Status

REPEATABLE = settings(deadline=None, derandomize=True, max_examples=60)
"""Properties try the same examples on every machine, and none is judged by its speed."""

MADE = "2021-06-09"
PLEDGE = "ev-wom-plan-jobs"
ACT = "ev-wom-jobs-repeal"
OTHER_ACT = "ev-wom-jobs-nhc"
CONTEST = "ev-wom-selective"
OTHER_CONTEST = "ev-wom-dv-hrw"
ANSWER = "ev-wom-dv-law"
OTHER_ANSWER = "ev-wom-dv-law-official"


def on(day: str) -> date:
    """Read an exact day."""
    return date.fromisoformat(day)


def terms(due: str | None = None, *, made: str = MADE, inferred: bool = False) -> Terms:
    """Build the terms of a commitment out of partial dates."""
    last = parse_partial_date(due).last if due else None
    return Terms(parse_partial_date(made).first, last, due_inferred=inferred)


def pledge(day: str = "2021-06-11", *, evidence: str = PLEDGE) -> Bearing:
    """Build a link that says pledged."""
    return Bearing(evidence, parse_partial_date(day).first, Status.PLEDGED, Origin.OFFICIAL)


def act(
    day: str = "2021-10-12",
    *,
    evidence: str = ACT,
    origin: Origin = Origin.OFFICIAL,
    extent: Extent = Extent.WHOLE,
) -> Bearing:
    """Build a link that says enacted."""
    return Bearing(evidence, parse_partial_date(day).first, Status.ENACTED, origin, extent)


def contest(
    day: str = "2022-10", *, evidence: str = CONTEST, answered_by: Iterable[str] = ()
) -> Bearing:
    """Build a link that disputes the commitment."""
    return Bearing(
        evidence,
        parse_partial_date(day).first,
        Status.CONTESTED,
        Origin.INDEPENDENT,
        answered_by=frozenset(answered_by),
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the registry has it: of either role."""

    role: Role
    bearing: Bearing


def bearings_of(links: Sequence[Link]) -> list[Bearing]:
    """Keep what bears, as whoever feeds the rule has to."""
    return [link.bearing for link in links if link.role is Role.BEARS]


# Few ids and few days, so that answers meet contests and much happens on the same day.
IDS = [f"ev-{number}" for number in range(8)]
days = st.dates(on("2021-06-01"), on("2021-07-10"))
any_terms = st.builds(
    Terms,
    made=st.dates(on("2021-06-05"), on("2021-06-15")),
    due_last=st.none() | days,
    due_inferred=st.booleans(),
)


@st.composite
def some_bearings(draw: st.DrawFn) -> list[Bearing]:
    """Draw what bears on a commitment: each piece of evidence once, as the registry holds it."""
    bearing = st.builds(
        Bearing,
        evidence=st.sampled_from(IDS),
        first_day=days,
        status=st.sampled_from(Status),
        origin=st.sampled_from(Origin),
        extent=st.sampled_from(Extent),
        answered_by=st.frozensets(st.sampled_from(IDS), max_size=3),
    )
    return draw(st.lists(bearing, max_size=8, unique_by=lambda one: one.evidence))
