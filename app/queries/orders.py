"""The orders in which commitments are listed, each as the columns of an index."""

from enum import StrEnum

from sqlmodel import col

from app.domain.alphabets import is_order_key
from app.domain.vocabulary import Language
from app.queries.cursors import Cursor, Step
from app.queries.view import View
from app.store.tables import Commitment, StoredReading


class Sort(StrEnum):
    """The orders of a list: of the registry, newest evidence or earliest due date first, by title.

    Titles are in the order of the alphabet of the reader's language.
    """

    REGISTRY = "registry"
    NEWEST = "newest"
    DUE = "due"
    TITLE = "title"


OWN_PLACE = (Step(col(Commitment.position)), Step(col(Commitment.key)))
"""The order of the registry, by the rows of commitments and not by readings."""

_PLACE = (Step(col(StoredReading.position)), Step(col(StoredReading.key)))
_DUE = Step(col(Commitment.due_last), may_be_null=True)
_TITLES = {
    Language.ENGLISH: col(Commitment.title_key_en),
    Language.RUSSIAN: col(Commitment.title_key_ru),
    Language.KAZAKH: col(Commitment.title_key_kk),
}


def order_of(view: View, sort: Sort) -> Cursor:
    """Give the order of a list in the present, or on the view's day."""
    steps = {
        Sort.REGISTRY: _PLACE,
        Sort.NEWEST: (_newest_first(view), *_PLACE),
        Sort.DUE: (_DUE, *OWN_PLACE),
    }
    if sort is Sort.TITLE:
        language = view.tongue.language
        by_title = Step(_TITLES[language], is_value=is_order_key)
        return Cursor(f"commitments by title in {language.value}", (by_title, *OWN_PLACE))
    return Cursor(f"commitments by {sort.value}", steps[sort])


def _newest_first(view: View) -> Step:
    """Order by the newest evidence, of which on any day none is of a later one."""
    newest = col(StoredReading.newest_first)
    return Step(newest, is_descending=True, may_be_null=True, begins=view.day)
