"""The form above the list of commitments: its fields, their choices, and what is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from app.domain.labels import NO_EVIDENCE, OVERDUE, label_of
from app.domain.messages import message
from app.domain.vocabulary import Corroboration, Extent, Language, Stage, Status
from app.pages.page import Page
from app.parameters import AskedFilters, AskedPaging
from app.queries import languages
from app.queries.commitments import Sort, StatusFilter
from app.queries.languages import Words
from app.queries.shapes import InstrumentLine, ThemeLine

ORDERS = {
    Sort.REGISTRY: message("As in the texts themselves"),
    Sort.NEWEST: message("Newest evidence first"),
    Sort.DUE: message("Earliest due date first"),
}
ANY = message("Any")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a field; the value of the first, which leaves the field out, is empty."""

    value: str
    words: Words
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its parameter, its English label, and its choices."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Form:
    """The form: the search, the status, the other fields, and what it passes on unseen."""

    q: str
    status: Field
    others: list[Field]
    unseen: dict[str, str]
    is_narrowed: bool

    @property
    def has_others(self) -> bool:
        """Whether any field beyond search and status is in use."""
        return any(not one.choices[0].is_chosen for one in self.others)


@dataclass(frozen=True, slots=True)
class Choosable:
    """What the form offers from the registry, and what was chosen."""

    filters: AskedFilters
    paging: AskedPaging
    instruments: Sequence[InstrumentLine]
    themes: Sequence[ThemeLine]


def form_of(page: Page, choosable: Choosable) -> Form:
    """Make the form of a list as it was asked for."""
    filters = choosable.filters
    make = _Maker(page.language)
    status = make.field("status", message("Status"), filters.status, _STATUSES)
    others = [
        make.field("stage", message("Formally done"), filters.stage, _labels(Stage)),
        make.field("extent", message("How much of it"), filters.extent, _labels(Extent)),
        make.field(
            "corroboration",
            message("Who says so"),
            filters.corroboration,
            _labels(Corroboration),
        ),
        make.field("overdue", message("Due date"), filters.overdue, _OVERDUE),
        make.titles("instrument", message("Made in"), filters.instrument, choosable.instruments),
        make.titles("theme", message("Theme"), filters.theme, choosable.themes),
        make.order(choosable.paging.sort),
    ]
    given = page.query or {}
    unseen = {name: given[name] for name in ("as_of", "limit") if name in given}
    narrowed = any(value is not None for value in asdict(filters).values())
    return Form(filters.q or "", status, others, unseen, narrowed)


def _labels(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, label_of(word).name) for word in kind]


_STATUSES = [
    *((word.value, label_of(word).name) for word in reversed(Status)),
    (StatusFilter.NONE.value, NO_EVIDENCE.name),
]
_OVERDUE = [("true", OVERDUE.name), ("false", message("Not past due, or enacted in whole"))]


class _Maker:
    """Makes fields in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language.value
        self._say: Callable[[str], str] = languages.catalogue(language).gettext

    def field(
        self, name: str, label: str, chosen: object, choices: Iterable[tuple[str, str]]
    ) -> Field:
        """Make a field of words that the program knows."""
        return self._field(
            name, label, chosen, [(value, self._own(text)) for value, text in choices]
        )

    def titles(
        self,
        name: str,
        label: str,
        chosen: str | None,
        entries: Sequence[InstrumentLine] | Sequence[ThemeLine],
    ) -> Field:
        """Make a field of titles from the registry."""
        return self._field(name, label, chosen, [(entry.id, entry.title) for entry in entries])

    def order(self, chosen: Sort) -> Field:
        """Make the field of the order, whose first choice is the order of the registry."""
        choices = [
            Choice("" if sort is Sort.REGISTRY else sort.value, self._own(text), sort is chosen)
            for sort, text in ORDERS.items()
        ]
        return Field("sort", message("Order"), choices)

    def _own(self, text: str) -> Words:
        return Words(text=self._say(text), language=self._language)

    def _field(
        self, name: str, label: str, chosen: object, choices: Iterable[tuple[str, Words]]
    ) -> Field:
        value = str(chosen).lower() if isinstance(chosen, bool) else chosen
        made = [Choice(one, words, one == value) for one, words in choices]
        any_one = Choice("", self._own(ANY), not any(one.is_chosen for one in made))
        return Field(name, label, [any_one, *made])
