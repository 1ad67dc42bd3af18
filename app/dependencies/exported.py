"""Files with whole copies: their list, and one that is waited for without holding anything."""

import asyncio
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Path, Request
from fastapi.concurrency import run_in_threadpool

from app.dependencies.asking import LanguageAsked, Today
from app.dependencies.views import PresentView
from app.domain.vocabulary import Language
from app.exports.files import BY_NAME, NAMES, download_name
from app.exports.kept import Exports
from app.exports.listing import ExportLine, list_exports
from app.exports.making import ExportFile
from app.queries.languages import Tongue
from app.queries.shapes import Listing
from app.queries.view import look
from app.store.engine import reading

ExportName = Annotated[
    str,
    Path(
        description="The name of the file, as the list of exports has it.",
        examples=["commitments.csv"],
        json_schema_extra={"enum": [*NAMES]},
    ),
]


@dataclass(frozen=True, slots=True)
class Given:
    """A finished file, and the dated name that it is saved under."""

    file: ExportFile
    saved_as: str


def exports_shown(seen: PresentView, request: Request) -> Listing[ExportLine]:
    """Give the list of all files; a copy of the site is the package, and has no ZIP file of it."""
    state = request.app.state
    names = [*BY_NAME] if getattr(state, "is_copy", False) else NAMES
    return list_exports(seen, state.exports, names)


async def export_given(
    request: Request,
    name: ExportName,
    today: Today,
    language: LanguageAsked,
) -> Given:
    """Give a file once it is made.

    Waiting, which may take minutes, holds neither a connection to the database nor a thread; and
    who goes away stops nobody else's waiting.
    """
    async with request.app.state.turns:
        future = await run_in_threadpool(_ask, request, name, today, language)
    made = await asyncio.shield(asyncio.wrap_future(future))
    return Given(made, download_name(name, today, language))


def _ask(request: Request, name: str, today: date, language: Language) -> Future[ExportFile]:
    exports: Exports = request.app.state.exports
    with reading(request.app.state.reader) as session:
        return exports.asked(look(session, today, today, Tongue(language)), name)
