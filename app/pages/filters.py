"""The form above the list of commitments: its fields, their choices, and what is chosen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.labels import NO_EVIDENCE, OVERDUE, label_of
from app.domain.messages import message
from app.domain.vocabulary import Corroboration, Extent, Language, Stage, Status
from app.pages.page import Page
from app.parameters import AskedFilters, AskedPaging
from app.queries import languages
from app.queries.commitments import Sort
from app.queries.filters import StatusFilter
from app.queries.found_shapes import CommitmentsFound, Facets
from app.queries.languages import Words
from app.queries.shapes import Named

ORDERS = {
    Sort.REGISTRY: message("As in the texts"),
    Sort.NEWEST: message("Newest evidence"),
    Sort.DUE: message("Due date"),
    Sort.TITLE: message("Title"),
}
ANY = message("Any")
WORDS = message("Words")
_CARRIED = ("as_of", "limit", "status", "sort")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a field; the value of the first, which leaves the field out, is empty.

    `count` is how many commitments it would give, or None where that was not counted.
    """

    value: str
    words: Words
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its parameter, its English label, and its choices."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> Choice:
        """The choice in force: the first where nothing was chosen."""
        return next((one for one in self.choices if one.is_chosen), self.choices[0])


@dataclass(frozen=True, slots=True)
class InForce:
    """A filter in force: its parameter, its English label, what was chosen, and what it hides.

    `without` is how many commitments there are when it alone is taken away.
    """

    name: str
    label: str
    words: Words
    without: int | None


@dataclass(frozen=True, slots=True)
class Form:
    """The form: the search, the status, the other fields, the order, and what it passes on."""

    q: str
    status: Field
    others: list[Field]
    order: Field
    unseen: dict[str, str]
    in_force: list[InForce]

    @property
    def others_in_force(self) -> int:
        """How many of the fields beyond search and status are in use."""
        return sum(1 for one in self.others if one.chosen.value)

    @property
    def ways_out(self) -> list[InForce]:
        """The filters that hide something, those that hide least first."""
        helping = [one for one in self.in_force if one.without != 0]
        return sorted(helping, key=lambda one: -(one.without or 0))


@dataclass(frozen=True, slots=True)
class Choosable:
    """What was chosen, and what each choice would give."""

    filters: AskedFilters
    paging: AskedPaging
    facets: Facets


def form_of(page: Page, choosable: Choosable, listing: CommitmentsFound) -> Form:
    """Make the form of a list as it was asked for.

    Where other results are shown instead, no choice says how many it would give.
    """
    filters, facets = choosable.filters, choosable.facets
    if listing.instead is not None:
        facets = facets.model_copy(update={"choices": None, "without": {}})
    make = _Maker(page.language, filters, facets)
    status = make.field("status", message("Status"), _STATUSES)
    others = [
        make.field("stage", message("Formally done"), _labels(Stage)),
        make.field("extent", message("How much of it"), _labels(Extent)),
        make.field("corroboration", message("Who says so"), _labels(Corroboration)),
        make.field("overdue", message("Due date"), _OVERDUE),
        make.chosen_from("instrument", message("Made in"), make.titles(facets.instruments)),
        make.chosen_from("theme", message("Theme"), make.titles(facets.themes)),
    ]
    given = page.query or {}
    unseen = {name: given[name] for name in _CARRIED if name in given}
    in_force = [*make.searched(), *make.in_force([status, *others])]
    order = make.order(choosable.paging.sort)
    return Form(filters.q or "", status, others, order, unseen, in_force)


def _labels(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, label_of(word).name) for word in kind]


_STATUSES = [
    *((word.value, label_of(word).name) for word in reversed(Status)),
    (StatusFilter.NONE.value, NO_EVIDENCE.name),
]
_OVERDUE = [("true", OVERDUE.name), ("false", message("Not past due, or enacted in whole"))]


class _Maker:
    """Makes fields in one language, with what each choice of them would give."""

    def __init__(self, language: Language, filters: AskedFilters, facets: Facets) -> None:
        self._language = language.value
        self._say: Callable[[str], str] = languages.catalogue(language).gettext
        self._filters = filters
        self._facets = facets

    def field(self, name: str, label: str, choices: Iterable[tuple[str, str]]) -> Field:
        """Make a field of words that the program knows."""
        return self.chosen_from(name, label, [(value, self._own(text)) for value, text in choices])

    def titles(self, named: Iterable[Named]) -> list[tuple[str, Words]]:
        """Give the choices of entries of the registry."""
        return [(one.id, one.title) for one in named]

    def chosen_from(self, name: str, label: str, choices: Iterable[tuple[str, Words]]) -> Field:
        """Make a field, and say which of its choices is in force."""
        chosen = getattr(self._filters, name)
        value = str(chosen).lower() if isinstance(chosen, bool) else chosen
        counted = self._facets.choices
        counts = None if counted is None else counted[name]
        made = [
            Choice(one, words, one == value, None if counts is None else counts.get(one, 0))
            for one, words in choices
        ]
        most = self._facets.without.get(name, self._facets.total) if counted else None
        any_one = Choice("", self._own(ANY), not any(one.is_chosen for one in made), most)
        return Field(name, label, [any_one, *made])

    def searched(self) -> list[InForce]:
        """Give the search as a filter in force, if there is one."""
        if self._filters.q is None:
            return []
        words = Words(text=self._filters.q, language=self._language)
        return [InForce("q", WORDS, words, self._facets.without.get("q"))]

    def in_force(self, fields: Iterable[Field]) -> list[InForce]:
        """Give the fields in which something was chosen."""
        return [
            InForce(one.name, one.label, one.chosen.words, self._facets.without.get(one.name))
            for one in fields
            if one.chosen.value
        ]

    def order(self, chosen: Sort) -> Field:
        """Make the field of the order, whose first choice is the order of the registry."""
        choices = [
            Choice("" if sort is Sort.REGISTRY else sort.value, self._own(text), sort is chosen)
            for sort, text in ORDERS.items()
        ]
        return Field("sort", message("Order"), choices)

    def _own(self, text: str) -> Words:
        return Words(text=self._say(text), language=self._language)
