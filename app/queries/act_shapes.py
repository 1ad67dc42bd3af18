"""What was done in one go, as feeds tell it: a load of the file, or one act at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.vocabulary import Extent, Status
from app.queries.filters import Filters
from app.queries.languages import Words
from app.queries.names import Thing
from app.queries.shapes import DocumentLine, EvidenceShape


@dataclass(frozen=True, slots=True)
class Scope:
    """What a feed is about: all, an entry (`commitments`, `instruments`, `themes`), or a search.

    `key` tells it from every other; it is the same as long as the same is asked for.
    """

    noun: str = "scorecard"
    id: str | None = None
    filters: Filters | None = None

    @property
    def key(self) -> str:
        """A name of it that never changes."""
        if self.filters is None:
            return f"{self.noun}/{self.id or ''}"
        return f"{self.noun}?{self.query}"

    @property
    def query(self) -> dict[str, str]:
        """The filters as they stand in an address."""
        if self.filters is None:
            return {}
        names = self.filters.__dataclass_fields__
        given = {name: getattr(self.filters, name) for name in names}
        # As JSON and addresses write true and false.
        return {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in given.items()
            if value is not None
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One revision of an act: what was done to which thing."""

    action: str
    subject: str
    id: str

    @property
    def thing(self) -> Thing:
        """What it was done to."""
        return self.subject, self.id


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its first revision, whoever did it, and when, in UTC.

    `last` is the number up to which all that it did is recorded, its own for a load. `parts` are
    the revisions worth telling, of a load the first few of each sort; `counts`
    says of a load how many there are, by kind of thing and action.
    """

    sequence: int
    last: int
    hash: str
    time: str
    actor: str
    is_load: bool
    parts: tuple[Part, ...]
    counts: Mapping[Thing, int] = field(default_factory=dict)


Face = tuple[Status | None, Extent | None]
"""A status, and of an enactment how much of the commitment it covers."""


@dataclass(frozen=True, slots=True)
class Moved:
    """That an act, by the number of its first revision, changed the status of a commitment."""

    act: int
    commitment: str
    before: Face
    after: Face


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its acts, the newest first, and how everything that they name reads now.

    `title` is what the entry is called that it is about; None where it is about all or a search.
    `begun` is the hash of the ledger's first revision, which no other ledger has, and `begun_at`
    its time.
    """

    scope: Scope
    title: Words | None
    begun: str
    begun_at: str
    acts: list[Act]
    evidence: Mapping[str, EvidenceShape]
    documents: Mapping[str, DocumentLine]
    names: Mapping[Thing, Words]
    moved: list[Moved]
