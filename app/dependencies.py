"""What a request asks for, read and checked once, for a page and its JSON twin alike.

Each noun has one dependency that gives its shape; `app/api` answers it as JSON, `app/pages` shows
it. Settings, database and clock come from `app.state`, where `create_app` put them.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request

from app.domain.dates import BadDateError, parse_partial_date
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.errors import BadParameterError
from app.parameters import (
    AskedFilters,
    AskedPaging,
    AskedRevisions,
    AskedSpan,
    CommitmentId,
    CursorText,
    DocumentId,
    EvidenceId,
    InstrumentId,
    Limit,
    ThemeId,
)
from app.queries import (
    commitments,
    comparison,
    comparison_shapes,
    corrections,
    documents,
    evidence,
    facets,
    finding,
    found_shapes,
    history,
    instruments,
    revision_shapes,
    revisions,
    scorecard,
    shapes,
    source_shapes,
    themes,
)
from app.queries.comparison_sides import Span
from app.queries.cursors import Asked
from app.queries.days import year_before
from app.queries.ids import existing
from app.queries.languages import Tongue
from app.queries.shapes import Listing
from app.queries.view import View, look
from app.store.engine import reading

NO_DAY = message("'{text}' is not a whole day: write it as 2023-04-11.")
WRONG_WAY_ROUND = message("{first} is after {last}: write the earlier day first.")
AFTER_TODAY = message("{day} is after today ({today}): ask for today or an earlier day.")


def today_of(request: Request) -> date:
    """Give today in the installation's time zone."""
    today: date = request.app.state.settings.today()
    return today


Today = Annotated[date, Depends(today_of)]


def language_asked(
    request: Request,
    lang: Annotated[
        Language, Query(description="The language of texts, where there is one.", examples=["ru"])
    ] = Language.ENGLISH,
) -> Language:
    """Give the language: of the address for a page, of `lang` for the API."""
    in_path = request.path_params.get("language")
    return Language(in_path) if in_path in set(Language) else lang


def day_asked(
    today: Today,
    language: Annotated[Language, Depends(language_asked)],
    as_of: Annotated[
        str | None,
        Query(
            description="Show things as they had happened by the end of this day (default: today).",
            examples=["2023-06-30"],
            json_schema_extra={"format": "date"},
        ),
    ] = None,
) -> date:
    """Read `as_of`; without it, today.

    Raises:
        BadParameterError: when it is no day, or a day after today.

    """
    return today if as_of is None else _past_day("as_of", as_of, today, language)


def _past_day(name: str, text: str, today: date, language: Language) -> date:
    say = Tongue(language).say
    try:
        day = parse_partial_date(text[:40])
    except BadDateError as error:
        raise BadParameterError(name, say(error.said, **error.told)) from None
    if not day.is_exact:
        raise BadParameterError(name, say(NO_DAY, text=day))
    if day.first > today:
        raise BadParameterError(name, say(AFTER_TODAY, day=day, today=today))
    return day.first


def span_asked(
    today: Today,
    language: Annotated[Language, Depends(language_asked)],
    asked: Annotated[AskedSpan, Depends()],
) -> Span:
    """Read the two days of a comparison: up to today, and from a year before that.

    Raises:
        BadParameterError: when one is no day or after today, or they are the wrong way round.

    """
    until = _past_day("to", asked.until, today, language) if asked.until else today
    since = year_before(until)
    if asked.since:
        since = _past_day("from", asked.since, today, language)
    if since > until:
        said = Tongue(language).say(WRONG_WAY_ROUND, first=since, last=until)
        raise BadParameterError("from", said)
    return Span(since, until, asked.instrument, asked.theme)


async def turn(request: Request) -> AsyncIterator[None]:
    """Let no more requests hold a connection than there are threads to go on with.

    Between opening its snapshot and using it, a request queues for a thread. Without turns, many
    at once would hold all connections while those with a thread wait for one.
    """
    async with request.app.state.turns:
        yield


Turn = Annotated[None, Depends(turn, scope="function")]


def view(
    request: Request,
    today: Today,
    day: Annotated[date, Depends(day_asked)],
    language: Annotated[Language, Depends(language_asked)],
    _turn: Turn,
) -> Iterator[View]:
    """Open a snapshot of the database for one request, seen on one day in one language."""
    tongue = Tongue(language)
    request.state.tongue = tongue  # its memory of what came becomes Content-Language
    with reading(request.app.state.engine) as session:
        yield look(session, day, today, tongue)


def present_view(
    request: Request,
    today: Today,
    language: Annotated[Language, Depends(language_asked)],
    _turn: Turn,
) -> Iterator[View]:
    """Open a snapshot for what knows no past day: sources, and the ledger itself."""
    yield from view(request, today, today, language, None)


# Closed before the answer is sent: a slow reader keeps no connection to the database.
AnyView = Annotated[View, Depends(view, scope="function")]
PresentView = Annotated[View, Depends(present_view, scope="function")]


def scorecard_shown(seen: AnyView) -> scorecard.Scorecard:
    """Give the whole scorecard."""
    return scorecard.read_scorecard(seen)


def commitments_shown(
    seen: AnyView,
    filters: Annotated[AskedFilters, Depends()],
    paging: Annotated[AskedPaging, Depends()],
) -> found_shapes.CommitmentsFound:
    """Give one page of the list of commitments."""
    return finding.find_commitments(seen, filters, paging)


def facets_shown(seen: AnyView, filters: Annotated[AskedFilters, Depends()]) -> found_shapes.Facets:
    """Give how many commitments each choice of a filter would give."""
    return facets.count_choices(seen, filters)


def commitment_shown(seen: AnyView, id: CommitmentId) -> shapes.CommitmentShape:  # noqa: A002 - the address says id
    """Give one commitment."""
    return commitments.find_commitment(seen, existing(seen.tongue, id))


def instruments_shown(seen: AnyView) -> Listing[shapes.InstrumentLine]:
    """Give the list of instruments."""
    return instruments.list_instruments(seen)


def instrument_shown(seen: AnyView, id: InstrumentId) -> shapes.InstrumentShape:  # noqa: A002 - the address says id
    """Give one instrument."""
    return instruments.find_instrument(seen, existing(seen.tongue, id))


def themes_shown(seen: AnyView) -> Listing[shapes.ThemeLine]:
    """Give the list of themes."""
    return themes.list_themes(seen)


def theme_shown(seen: AnyView, id: ThemeId) -> shapes.ThemeShape:  # noqa: A002 - the address says id
    """Give one theme."""
    return themes.find_theme(seen, existing(seen.tongue, id))


def documents_shown(
    seen: PresentView, limit: Limit = 50, cursor: CursorText = None
) -> source_shapes.DocumentListing:
    """Give one page of the list of documents."""
    return documents.list_documents(seen, Asked(limit, cursor))


def document_shown(seen: PresentView, id: DocumentId) -> shapes.DocumentShape:  # noqa: A002 - the address says id
    """Give one document."""
    return documents.find_document(seen, existing(seen.tongue, id))


def evidence_list_shown(
    seen: AnyView, limit: Limit = 50, cursor: CursorText = None
) -> Listing[shapes.EvidenceShape]:
    """Give one page of the list of evidence."""
    return evidence.list_evidence(seen, Asked(limit, cursor))


def evidence_shown(seen: AnyView, id: EvidenceId) -> source_shapes.EvidenceInFull:  # noqa: A002 - the address says id
    """Give one piece of evidence."""
    return evidence.find_evidence(seen, existing(seen.tongue, id))


def revisions_shown(
    seen: PresentView,
    asked: Annotated[AskedRevisions, Depends()],
    limit: Limit = 50,
    cursor: CursorText = None,
) -> Listing[revision_shapes.RevisionLine]:
    """Give one page of the public ledger."""
    return revisions.list_revisions(seen, asked, Asked(limit, cursor))


def commitment_history_shown(
    seen: PresentView,
    id: CommitmentId,  # noqa: A002 - the address says id
    limit: Limit = 50,
    cursor: CursorText = None,
) -> history.History:
    """Give one page of the history of a commitment and of the evidence on it."""
    name = existing(seen.tongue, id)
    return history.history_of_commitment(seen, name, Asked(limit, cursor))


def evidence_history_shown(
    seen: PresentView,
    id: EvidenceId,  # noqa: A002 - the address says id
    limit: Limit = 50,
    cursor: CursorText = None,
) -> history.History:
    """Give one page of the history of a piece of evidence."""
    name = existing(seen.tongue, id)
    return history.history_of_evidence(seen, name, Asked(limit, cursor))


def ledger_shown(seen: PresentView) -> revision_shapes.Ledger:
    """Give how far the public ledger has come."""
    return revisions.read_ledger(seen)


SpanAsked = Annotated[Span, Depends(span_asked)]


def comparison_shown(
    seen: PresentView, span: SpanAsked, limit: Limit = 50, cursor: CursorText = None
) -> comparison_shapes.Comparison:
    """Give what changed between two days, and one page of the list of it."""
    return comparison.compare_days(seen, span, Asked(limit, cursor))


def corrections_shown(
    seen: PresentView, limit: Limit = 50, cursor: CursorText = None
) -> Listing[corrections.Correction]:
    """Give one page of the corrections."""
    return corrections.list_corrections(seen, Asked(limit, cursor))
