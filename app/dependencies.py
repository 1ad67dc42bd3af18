"""What a request asks for, read and checked once, for a page and its JSON twin alike.

Each noun has one dependency that gives its shape; `app/api` answers it as JSON, `app/pages` shows
it. Settings, database and clock come from `app.state`, where `create_app` put them.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request

from app.domain.dates import parse_partial_date
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.errors import BadParameterError
from app.parameters import (
    AskedFilters,
    AskedPaging,
    AskedRevisions,
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
    documents,
    evidence,
    history,
    instruments,
    revision_shapes,
    revisions,
    scorecard,
    shapes,
    themes,
)
from app.queries.cursors import Asked
from app.queries.ids import existing
from app.queries.languages import Tongue
from app.queries.shapes import Listing
from app.queries.view import View, look
from app.store.engine import reading

NO_DAY = message("'{text}' is not a whole day: write it as 2023-04-11.")
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
    if as_of is None:
        return today
    say = Tongue(language).say
    try:
        day = parse_partial_date(as_of[:40])
    except ValueError as error:
        raise BadParameterError("as_of", str(error)) from None
    if not day.is_exact:
        raise BadParameterError("as_of", say(NO_DAY, text=day))
    if day.first > today:
        raise BadParameterError("as_of", say(AFTER_TODAY, day=day, today=today))
    return day.first


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
) -> Listing[shapes.CommitmentLine]:
    """Give one page of the list of commitments."""
    return commitments.list_commitments(seen, filters, paging)


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
) -> Listing[shapes.DocumentLine]:
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


def evidence_shown(seen: AnyView, id: EvidenceId) -> shapes.EvidenceShape:  # noqa: A002 - the address says id
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
