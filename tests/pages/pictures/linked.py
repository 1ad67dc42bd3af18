"""Made-up evidence of one commitment, and its readings, for pictures to draw."""

from datetime import date

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Consulted, DocumentKind, Origin, Role, Side, Stage, Status
from app.queries.languages import Words
from app.queries.shapes import DocumentBrief, EvidenceLink, ReadingSpan


def words(text: str) -> Words:
    return Words(text=text, language="en")


def evidence(
    day: str, status: Status = Status.PLEDGED, side: Side = Side.OTHER, **others: object
) -> EvidenceLink:
    """Evidence that bears on a commitment, from a source of one side."""
    document = DocumentBrief(
        id="source",
        publisher=words("Publisher"),
        title=words("Title"),
        date=None,
        url=None,
        language="en",
        kind=DocumentKind.MEDIA,
        origin=Origin.OFFICIAL if side is Side.OFFICIAL else Origin.INDEPENDENT,
        side=side,
        consulted=Consulted.FULL,
        mirror=False,
    )
    fields = {
        "id": f"ev-{day}",
        "date": day,
        "day_known": parse_partial_date(day).is_exact,
        "summary": words("Summary"),
        "locator": words("Locator"),
        "note": None,
        "replaces": None,
        "withdrawn": None,
        "role": Role.BEARS,
        "status": status,
        "extent": None,
        "answered_by": [],
        "is_open": status is Status.CONTESTED or None,
        "is_deciding": False,
        "document": document,
    }
    return EvidenceLink.model_validate(fields | others)


def reading(first: date, last: date | None, status: Status | None) -> ReadingSpan:
    """A reading over some days."""
    return ReadingSpan(
        status=status,
        stage=Stage.PLEDGED,
        extent=None,
        corroboration=None,
        overdue=False,
        open_contests=0,
        first_day=first,
        last_day=last,
        deciding=None,
    )
