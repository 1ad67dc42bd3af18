"""Entries of a feed: what each act is called, where it leads, and what never changes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from app import links
from app.domain.labels import NO_EVIDENCE, OVERDUE, Label, label_of
from app.domain.vocabulary import Action, Language, Status, Subject
from app.feeds import words
from app.feeds.contents import content_of
from app.feeds.counts import counted
from app.queries.act_shapes import Act, Feed, Part
from app.queries.filters import StatusFilter
from app.queries.languages import Tongue, Words

_RANK = [*words.DONE]
_PAGES = {
    Subject.COMMITMENT: "commitments",
    Subject.INSTRUMENT: "instruments",
    Subject.THEME: "themes",
    Subject.DOCUMENT: "documents",
    Subject.EVIDENCE: "evidence",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `address` is a path of this site, `time` in UTC, `content` a `div` of XHTML."""

    id: str
    title: str
    address: str
    time: str
    content: ET.Element


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a feed: in which language, and by which address they know this site, if any."""

    tongue: Tongue
    site: str | None

    @property
    def language(self) -> Language:
        """The language of the feed."""
        return self.tongue.language

    def whole(self, address: str) -> str:
        """Give an address as readers elsewhere know it, or its path where that is not known."""
        return f"{self.site or ''}{address}"


def permanent_id(feed: Feed, reader: Reader, of: str) -> str:
    """Name something for good, whatever this site is called: by a hash that nothing else has."""
    name = f"{of}/{reader.language.value}/{feed.scope.key}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:sha256:{name}')}"


def feed_title(feed: Feed, reader: Reader) -> str:
    """Say what a feed is about."""
    say = reader.tongue.say
    site = say(words.SITE)
    if feed.title is not None:
        return say(words.OF, site=site, title=feed.title.text)
    if feed.scope.filters is None:
        return say(words.WHAT_CHANGED, site=site)
    chosen = ", ".join(_chosen(feed, reader.tongue))
    if not chosen:
        return say(words.NO_FILTERS, site=site)
    return say(words.FOUND, site=site, what=say(words.SEARCH), filters=chosen)


def entries_of(feed: Feed, reader: Reader) -> Iterator[Entry]:
    """Yield the entries of a feed, the newest first."""
    for act in feed.acts:
        yield Entry(
            id=permanent_id(feed, reader, act.hash),
            title=_title(feed, act, reader),
            address=_address(feed, act, reader.language),
            time=act.time,
            content=content_of(feed, act, reader.tongue, reader.site or ""),
        )


def _chosen(feed: Feed, tongue: Tongue) -> Iterator[str]:
    """Yield what was chosen, in the words of the vocabulary."""
    for name, value in feed.scope.query.items():
        title = feed.names.get((name, value))
        label = _label(getattr(feed.scope.filters, name))
        if title is not None:
            yield title.text
        elif label is not None:
            yield tongue.say(label.name)
        elif name == "overdue":
            yield f"{tongue.say(OVERDUE.name)}: {tongue.say(words.YES_OR_NO[value])}"
        else:
            yield f"“{value}”"


def _label(chosen: object) -> Label | None:
    if isinstance(chosen, StatusFilter):
        is_none = chosen is StatusFilter.NONE
        return NO_EVIDENCE if is_none else label_of(Status(chosen.value))
    return label_of(chosen) if isinstance(chosen, StrEnum) else None


def main_part(act: Act) -> Part:
    """Give the part of an act that says most of it."""
    ranked = [(part.action, part.subject) for part in act.parts]
    best = max(range(len(ranked)), key=lambda at: (_rank(act.parts[at]), -at))
    return act.parts[best]


def _rank(part: Part) -> int:
    key = (Action(part.action), Subject(part.subject))
    if key[0] is Action.REDACTED:
        return len(_RANK)
    return _RANK.index(key) if key in _RANK else -1


def _title(feed: Feed, act: Act, reader: Reader) -> str:
    say = reader.tongue.say
    if act.is_load:
        counts = counted(act.counts, reader.tongue)
        if feed.title is not None:
            return say(words.LOADED_HERE, title=feed.title.text, counts=counts)
        return say(words.LOADED, counts=counts)
    part = main_part(act)
    sentence = words.DONE.get((Action(part.action), Subject(part.subject)), words.REDACTED)
    return say(sentence, title=_called(feed, part, reader.tongue))


def _called(feed: Feed, part: Part, tongue: Tongue) -> str:
    """Name what an act happened to: of evidence the commitment it concerns, of two or more one."""
    concerned = _concerned(feed, part)
    if not concerned:
        title = feed.names.get(part.thing)
        return title.text if title else part.id
    first, *others = concerned.values()
    if not others:
        return first.text
    return tongue.say(words.AND_MORE, title=first.text, count=len(others))


def _concerned(feed: Feed, part: Part) -> dict[str, Words]:
    """Give the titles of what evidence concerns; the commitment the feed is about first."""
    if part.subject != Subject.EVIDENCE or part.id not in feed.evidence:
        return {}
    own = feed.scope.id if feed.scope.noun == "commitments" else None
    concerns = feed.evidence[part.id].concerns
    ordered = sorted(concerns, key=lambda one: one.commitment.id != own)
    return {one.commitment.id: one.commitment.title for one in ordered}


def _address(feed: Feed, act: Act, language: Language) -> str:
    if act.is_load:
        return links.link(language, "revisions", sequence=act.sequence)
    part = main_part(act)
    concerned = _concerned(feed, part)
    if concerned:
        return links.link(language, "commitments", next(iter(concerned)))
    return links.link(language, _PAGES[Subject(part.subject)], part.id)
