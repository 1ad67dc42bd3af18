"""What differs between two texts of a proposal, or between it and what stands: word by word."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.wording import Mark, marked_pieces
from app.editing.drafts import Draft, Written


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field with two texts. A concern is named by its commitment: `concerns.{id}.status`."""

    field: str
    old: str
    new: str

    @property
    def pieces(self) -> list[tuple[Mark, str]]:
        """Both texts as one: what stays, what goes, what comes, in reading order."""
        return marked_pieces(self.old, self.new)


def between(old: Draft, new: Draft) -> list[FieldDifference]:
    """Give the fields that two drafts differ in, in the order of the form."""
    before, after = dict(_fields(old)), dict(_fields(new))
    return [
        FieldDifference(name, before.get(name, ""), after.get(name, ""))
        for name in _in_order(before, after)
        if before.get(name, "") != after.get(name, "")
    ]


def _in_order(before: dict[str, str], after: dict[str, str]) -> list[str]:
    order = [*Draft.model_fields]
    names = list(dict.fromkeys([*before, *after]))
    return sorted(names, key=lambda name: order.index(name.partition(".")[0]))


def _fields(draft: Draft) -> Iterator[tuple[str, str]]:
    for name in Draft.model_fields:
        value = getattr(draft, name)
        if isinstance(value, str):
            yield name, value
    if draft.new_document is not None:
        yield from _under("new_document", draft.new_document)
    for one in draft.concerns:
        yield from _under(f"concerns.{one.commitment}", one)
    for answer in draft.answers:
        yield f"answers.{answer.commitment}.{answer.contest}", answer.contest


def _under(name: str, written: Written) -> Iterator[tuple[str, str]]:
    for key, value in written:
        text = ("true" if value else "") if isinstance(value, bool) else str(value)
        yield f"{name}.{key}", text
