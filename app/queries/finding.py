"""The list of commitments as a page and its JSON show it, with what helps a search.

A line says where the words stand when it does not show them itself; a search that finds nothing
comes with what other spelling finds, apart from what was asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlmodel import col

from app.errors import BadParameterError
from app.queries.commitments import Paging, count_commitments, list_commitments
from app.queries.counting import Remembered
from app.queries.filters import Filters
from app.queries.found_shapes import CommitmentsFound, FoundElsewhere, FoundIn, Instead
from app.queries.languages import Tongue, Words
from app.queries.matches import as_written, missing, words_of
from app.queries.shapes import CommitmentLine
from app.queries.spelling import Correction, corrections, replaced
from app.queries.view import View
from app.store.readings import counts
from app.store.tables import Commitment, Document, Evidence, Link

AnyRow = Row[*tuple[Any, ...]]

_SUGGESTED = 3

_good: Remembered[list[Correction]] = Remembered()


def find_commitments(view: View, filters: Filters, paging: Paging) -> CommitmentsFound:
    """List commitments; where a search finds none, and `paging` lets it, correct it as well.

    Raises:
        BadParameterError: for an instrument, theme or cursor that does not exist.

    """
    listing = list_commitments(view, filters, paging)
    found = CommitmentsFound(
        items=listing.items,
        next=listing.next,
        total=listing.total,
        total_is_exact=listing.total_is_exact,
        elsewhere=_elsewhere(view, listing.items, filters.q),
    )
    if found.total or not filters.q or not paging.instead:
        return found
    return _with_suggestions(view, filters, paging, found)


def _with_suggestions(
    view: View, filters: Filters, paging: Paging, found: CommitmentsFound
) -> CommitmentsFound:
    good = _good.get((*view.key, filters), lambda: _tried(view, filters))
    if not good:
        return found
    best = list_commitments(view, replace(filters, q=good[0].q), replace(paging, cursor=None))
    elsewhere = _elsewhere(view, best.items, good[0].q)
    instead = Instead(
        q=_as_people_write(good[0], _all_texts(best.items, elsewhere)),
        items=best.items,
        elsewhere=elsewhere,
        total=best.total,
        total_is_exact=best.total_is_exact,
    )
    suggestions = list(dict.fromkeys([instead.q, *(one.q for one in good[1:])]))
    return found.model_copy(update={"instead": instead, "suggestions": suggestions})


def _tried(view: View, filters: Filters) -> list[Correction]:
    tried = corrections(view, filters.q or "")
    return [one for one in tried if _finds_something(view, replace(filters, q=one.q))][:_SUGGESTED]


def _finds_something(view: View, filters: Filters) -> bool:
    try:
        return count_commitments(view, filters) > 0
    except BadParameterError:  # so much on a past day that it cannot be looked at
        return False


def _as_people_write(correction: Correction, texts: Sequence[str]) -> str:
    """Give Kazakh letters and ё back to words that the index knows without them."""
    return replaced(correction.q, {word: as_written(word, texts) for word in correction.words})


def _all_texts(
    items: Iterable[CommitmentLine], elsewhere: Mapping[str, FoundElsewhere]
) -> list[str]:
    texts = [text for one in items for text in _shown(one)]
    for place in elsewhere.values():
        other = place.evidence
        found = [other.summary, other.title, other.publisher] if other else []
        texts += [one.text for one in [place.title, *found] if one]
    return texts


def _shown(line: CommitmentLine) -> list[str]:
    newest = line.newest_evidence
    words = [line.title, line.text, *([newest.summary, newest.publisher] if newest else [])]
    return [line.id, line.number or "", *(one.text for one in words)]


def _elsewhere(
    view: View, lines: Sequence[CommitmentLine], query: str | None
) -> dict[str, FoundElsewhere]:
    """Say where words stand that a line does not show, for each line that lacks one."""
    if not query:
        return {}
    words = words_of(query)
    lacking = {one.id: lost for one in lines if (lost := missing(_shown(one), words))}
    if not lacking:
        return {}
    places: dict[str, list[AnyRow]] = {}
    for row in _places(view, list(lacking)):
        places.setdefault(row.of, []).append(row)
    found = {name: _place(view.tongue, rows, lacking[name]) for name, rows in places.items()}
    return {name: place for name, place in found.items() if place.title or place.evidence}


def _places(view: View, ids: Sequence[str]) -> Sequence[AnyRow]:
    """Read titles and, newest first, the evidence up to the day, in all languages."""
    statement = (
        select()
        .add_columns(
            col(Commitment.id).label("of"),
            col(Commitment.title).label("own"),
            col(Evidence.id),
            col(Evidence.date),
            col(Evidence.summary),
            col(Document.publisher),
            col(Document.title),
            col(Document.language),
        )
        .select_from(Commitment)
        .outerjoin(Link, col(Link.commitment_id) == col(Commitment.id))
        .outerjoin(Evidence, and_(col(Evidence.id) == col(Link.evidence_id), _counted(view)))
        .outerjoin(Document, col(Document.id) == col(Evidence.source))
        .where(col(Commitment.id).in_(ids))
        .order_by(col(Commitment.id), col(Evidence.date_first).desc(), col(Evidence.id))
    )
    return view.session.execute(statement).all()


def _counted(view: View) -> ColumnElement[bool]:
    return and_(*counts(), col(Evidence.date_first) <= view.day)


def _place(tongue: Tongue, rows: Sequence[AnyRow], words: Sequence[str]) -> FoundElsewhere:
    """Say where words stand: in the title in another language, and in the evidence with most."""
    evidence = [row for row in rows if row.id is not None]
    best = min(evidence, key=lambda row: _lost(row, words), default=None)
    has_any = best is not None and _lost(best, words) < len(words)
    return FoundElsewhere(
        title=_holding(rows[0].own, words),
        evidence=_found_in(tongue, best, words) if best is not None and has_any else None,
    )


def _found_in(tongue: Tongue, row: AnyRow, words: Sequence[str]) -> FoundIn:
    return FoundIn(
        id=row.id,
        date=row.date,
        publisher=_holding(row.publisher, words) or tongue.pick(row.publisher),
        title=_holding(row.title, words) or tongue.pick_own(row.title, row.language),
        summary=_holding(row.summary, words) or tongue.pick(row.summary),
    )


def _lost(row: AnyRow, words: Sequence[str]) -> int:
    """Count the words that stand nowhere in a piece of evidence."""
    texts = [*row.summary.values(), *row.publisher.values(), *row.title.values()]
    return len(missing(texts, words))


def _holding(texts: Mapping[str, str], words: Sequence[str]) -> Words | None:
    """Give a text in the first language in which one of the words stands in it, if in any."""
    for language, text in texts.items():
        if len(missing([text], words)) < len(words):
            return Words(text=text, language=language)
    return None
