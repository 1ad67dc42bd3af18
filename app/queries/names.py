"""What things are called, by kind and id: for ledgers and links that know only ids."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, literal, null, select, union_all
from sqlmodel import col

from app.domain.vocabulary import Subject
from app.queries.languages import Tongue, Words
from app.queries.view import View
from app.store.batches import batches
from app.store.tables import About, Commitment, Document, Evidence, Instrument, Theme

Thing = tuple[str, str]
"""A kind of thing (a `Subject`) and an id."""

_BATCH = 500
_CALLED: dict[str, tuple[Any, Any]] = {
    Subject.ABOUT.value: (About, col(About.title)),
    Subject.INSTRUMENT.value: (Instrument, col(Instrument.title)),
    Subject.THEME.value: (Theme, col(Theme.title)),
    Subject.DOCUMENT.value: (Document, col(Document.title)),
    Subject.COMMITMENT.value: (Commitment, col(Commitment.title)),
    Subject.EVIDENCE.value: (Evidence, col(Evidence.summary)),
}


def names_of(view: View, things: Iterable[Thing]) -> dict[Thing, Words]:
    """Give the title, or the summary of evidence, of each of these things that is there.

    One statement for some hundreds of them, whatever their kinds.
    """
    wanted = sorted({(subject, name) for subject, name in things if subject in _CALLED})
    found: dict[Thing, Words] = {}
    for batch in batches(wanted, _BATCH):
        for subject, name, texts, own in view.session.execute(union_all(*_selects(batch))):
            found[subject, name] = _called(view.tongue, texts, own)
    return found


def _selects(things: Sequence[Thing]) -> list[Select[Any]]:
    by_subject: dict[str, list[str]] = {}
    for subject, name in things:
        by_subject.setdefault(subject, []).append(name)
    return [_select(subject, names) for subject, names in by_subject.items()]


def _select(subject: str, names: Sequence[str]) -> Select[Any]:
    table, texts = _CALLED[subject]
    own = col(Document.language) if table is Document else null()
    return select(
        literal(subject).label("subject"), table.id, texts.label("texts"), own.label("own")
    ).where(table.id.in_(names))


def _called(tongue: Tongue, texts: dict[str, str], own: str | None) -> Words:
    return tongue.pick_own(texts, own) if own else tongue.pick(texts)
