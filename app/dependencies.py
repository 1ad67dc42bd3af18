"""What a request asks for, read and checked once, for a page and its JSON twin alike.

Each noun has one dependency that gives its shape; `app/api` answers it as JSON, `app/pages` shows
it. Settings, database and clock come from `app.state`, where `create_app` put them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator

from app.domain.dates import parse_partial_date
from app.domain.identifiers import LONGEST_IDENTIFIER, is_identifier
from app.domain.messages import message
from app.domain.vocabulary import Action, Corroboration, Extent, Language, Stage, Subject
from app.errors import BadParameterError, NotFoundError
from app.queries import (
    commitments,
    documents,
    evidence,
    instruments,
    revisions,
    scorecard,
    shapes,
    themes,
)
from app.queries.commitments import Filters, Paging, Sort, StatusFilter
from app.queries.cursors import Asked
from app.queries.languages import Tongue
from app.queries.revisions import RevisionFilters
from app.queries.shapes import Listing
from app.queries.view import View, look
from app.store.engine import reading

MOST_ITEMS = 200

NO_DAY = message("'{text}' is not a whole day: write it as 2023-04-11.")
AFTER_TODAY = message("{day} is after today ({today}): ask for today or an earlier day.")
NO_SUCH_ID = message("Nothing can have the id '{id}': follow a link from a list instead.")


def today_of(request: Request) -> date:
    """Give today in the installation's time zone."""
    return datetime.now(request.app.state.settings.zone).date()


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
    except ValueError:
        raise BadParameterError("as_of", say(NO_DAY, text=as_of[:40])) from None
    if not day.is_exact:
        raise BadParameterError("as_of", say(NO_DAY, text=day))
    if day.first > today:
        raise BadParameterError("as_of", say(AFTER_TODAY, day=day, today=today))
    return day.first


def view(
    request: Request,
    today: Today,
    day: Annotated[date, Depends(day_asked)],
    language: Annotated[Language, Depends(language_asked)],
) -> Iterator[View]:
    """Open a snapshot of the database for one request, seen on one day in one language."""
    tongue = Tongue(language)
    request.state.tongue = tongue  # its memory of what came becomes Content-Language
    with reading(request.app.state.engine) as session:
        yield look(session, day, today, tongue)


# Closed before the answer is sent: a slow reader keeps no connection to the database.
AnyView = Annotated[View, Depends(view, scope="function")]


def _written_as(pattern: str, words: str) -> BeforeValidator:
    """Refuse what would be read leniently, such as `yes` for true and `1_0` for ten."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(f"write {words}")
        return value

    return BeforeValidator(check)


Limit = Annotated[
    int,
    Query(ge=1, le=MOST_ITEMS, description="How many items a page has.", examples=[20]),
    _written_as("[0-9]{1,9}", "a whole number"),
]
CursorText = Annotated[
    str | None, Query(max_length=400, description="The `next` of the page before this one.")
]


def _id(example: str) -> Any:  # noqa: ANN401 - what Path itself gives
    """Describe an id in the address; what cannot be one is not found, like any unknown id."""
    shape = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": LONGEST_IDENTIFIER}
    return Path(description="The permanent id.", examples=[example], json_schema_extra=shape)


CommitmentId = Annotated[str, _id("decree-2021-06-expression")]
InstrumentId = Annotated[str, _id("decree-2021")]
ThemeId = Annotated[str, _id("expression-media")]
DocumentId = Annotated[str, _id("fpc-retreating-rights-2021")]
EvidenceId = Annotated[str, _id("ev-exp-orda-2025")]


def _ask(description: str, **more: Any) -> Any:  # noqa: ANN401 - what Query takes and gives
    return Query(description=description, **more)


@dataclass(frozen=True, slots=True)
class AskedFilters(Filters):
    """The filters of a list of commitments, as parameters of the address."""

    status: Annotated[StatusFilter | None, _ask("What became of it; `none`: no evidence yet.")] = (
        None
    )
    stage: Annotated[Stage | None, _ask("What was formally done, whoever disputes it.")] = None
    extent: Annotated[Extent | None, _ask("How much of the commitment is enacted.")] = None
    corroboration: Annotated[
        Corroboration | None, _ask("Whether others say that it was enacted.")
    ] = None
    overdue: Annotated[
        bool | None,
        _ask("Past due with no full enactment on record."),
        _written_as("true|false", "true or false"),
    ] = None
    instrument: Annotated[
        str | None,
        _ask("An instrument's id.", max_length=80, examples=["decree-2021"]),
    ] = None
    theme: Annotated[str | None, _ask("A theme's id.", max_length=80, examples=["assembly"])] = None
    q: Annotated[
        str | None,
        _ask(
            "Words to find in commitments and the evidence on them: all of the first twelve.",
            min_length=1,
            max_length=200,
            examples=["media law"],
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class AskedPaging(Paging):
    """The page of a list of commitments, as parameters of the address."""

    sort: Annotated[
        Sort, _ask("Registry order, newest evidence first, or earliest due date first.")
    ] = Sort.REGISTRY
    limit: Limit = 50
    cursor: CursorText = None


@dataclass(frozen=True, slots=True)
class AskedRevisions(RevisionFilters):
    """Which revisions to list, as parameters of the address."""

    subject: Annotated[Subject | None, _ask("The kind of thing that was changed.")] = None
    id: Annotated[
        str | None,
        _ask(
            "The id of the thing that was changed.",
            max_length=100,
            pattern=r"^[^\x00-\x1f\x7f]+$",
            examples=["decree-2021-06-expression"],
        ),
    ] = None
    action: Annotated[Action | None, _ask("What was done to it.")] = None


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
    seen: AnyView, limit: Limit = 50, cursor: CursorText = None
) -> Listing[shapes.DocumentLine]:
    """Give one page of the list of documents."""
    return documents.list_documents(seen, Asked(limit, cursor))


def document_shown(seen: AnyView, id: DocumentId) -> shapes.DocumentShape:  # noqa: A002 - the address says id
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
    seen: AnyView,
    asked: Annotated[AskedRevisions, Depends()],
    limit: Limit = 50,
    cursor: CursorText = None,
) -> Listing[shapes.RevisionLine]:
    """Give one page of the public ledger."""
    return revisions.list_revisions(seen, asked, Asked(limit, cursor))


def existing(tongue: Tongue, name: str) -> str:
    """Pass on an id that could exist, so that no database is asked for an impossible one.

    Raises:
        NotFoundError: for an id that nothing can have.

    """
    if not is_identifier(name):
        raise NotFoundError(tongue.say(NO_SUCH_ID, id=name[:LONGEST_IDENTIFIER]))
    return name
