"""What an entry tells, as XHTML: plain sentences of ours around texts of the registry."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from app import links
from app.domain.labels import ENACTED_IN_PART, NO_EVIDENCE, Label, label_of
from app.domain.vocabulary import Action, Extent, Role, Subject
from app.feeds import words
from app.feeds.counts import counted
from app.feeds.markup import XHTML, element, said
from app.queries.act_shapes import Act, Face, Feed, Part
from app.queries.feeds import is_removed
from app.queries.languages import Tongue
from app.queries.shapes import Concern, DocumentLine, EvidenceShape, Withdrawal

_LISTED = {Subject.COMMITMENT: "commitments", Subject.EVIDENCE: "evidence"}


def content_of(feed: Feed, act: Act, tongue: Tongue, site: str) -> ET.Element:
    """Tell one act; links begin with `site`, or with the path where none is known."""
    writer = _Writer(feed, tongue, site, ET.Element("div", {"xmlns": XHTML}))
    writer.tell(act)
    return writer.root


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes paragraphs into `root`."""

    feed: Feed
    tongue: Tongue
    site: str
    root: ET.Element

    def tell(self, act: Act) -> None:
        if act.is_load:
            element(self.root, "p", f"{counted(act.counts, self.tongue)}.")
            self._tell_statuses(act)
            self._list(act)
            return
        self._tell_statuses(act)
        for part in dict.fromkeys(part.thing for part in act.parts):
            self._tell_thing(*part)

    def _tell_thing(self, subject: str, name: str) -> None:
        if subject == Subject.DOCUMENT and name in self.feed.documents:
            self._tell_document(self.feed.documents[name])
        elif subject == Subject.EVIDENCE and name in self.feed.evidence:
            self._tell_evidence(self.feed.evidence[name])

    def _tell_statuses(self, act: Act) -> None:
        for moved in self.feed.moved:
            title = self.feed.names.get((Subject.COMMITMENT.value, moved.commitment))
            if moved.act == act.sequence and title is not None:
                before, after = (self._say(_label(one)) for one in (moved.before, moved.after))
                told = {"title": title.text, "before": before, "after": after}
                element(self.root, "p", self.tongue.say(words.STATUS_CHANGED, **told))

    def _list(self, act: Act) -> None:
        """List what a load names: commitments and evidence, with what was done to each."""
        listed = [part for part in act.parts if part.subject in _LISTED]
        several = element(self.root, "ul") if listed else None
        for part in listed:
            if several is not None:
                self._list_one(several, part)
        address = links.link(self.tongue.language, "revisions", sequence=act.sequence)
        paragraph = element(self.root, "p")
        element(paragraph, "a", self.tongue.say(words.ALL_CHANGES), href=self.site + address)

    def _list_one(self, several: ET.Element, part: Part) -> None:
        title = self.feed.names.get(part.thing)
        if title is None:
            return
        line = element(several, "li", f"{self._say(label_of(Action(part.action)))}: ")
        address = links.link(self.tongue.language, _LISTED[Subject(part.subject)], part.id)
        said(line, "a", title, self.tongue.language.value, href=self.site + address)

    def _tell_document(self, document: DocumentLine) -> None:
        paragraph = element(self.root, "p")
        address = links.link(self.tongue.language, "documents", document.id)
        own = self.tongue.language.value
        link = said(paragraph, "a", document.title, own, href=self.site + address)
        link.tail = " "
        said(paragraph, "span", document.publisher, own)
        self._tell_end(document.withdrawn, "documents")

    def _tell_evidence(self, evidence: EvidenceShape) -> None:
        own = self.tongue.language.value
        if is_removed(evidence.summary):
            element(self.root, "p", self.tongue.say(words.REMOVED))
            return
        said(self.root, "p", evidence.summary, own)
        source = element(self.root, "p")
        publisher = evidence.document.publisher.text
        date = self.tongue.write_date(evidence.date)
        source.text = self.tongue.say(words.FROM, publisher=publisher, date=date) + " "
        address = links.link(self.tongue.language, "evidence", evidence.id)
        element(source, "a", self.tongue.say(words.READ_MORE), href=self.site + address)
        self._tell_end(evidence.withdrawn, "evidence")
        if evidence.retired_on and not evidence.withdrawn:
            element(self.root, "p", self.tongue.say(words.RETIRED))
        if evidence.concerns:
            element(self.root, "p", self.tongue.say(words.CONCERNS))
            several = element(self.root, "ul")
            for one in evidence.concerns:
                self._tell_concern(several, one)

    def _tell_concern(self, several: ET.Element, concern: Concern) -> None:
        line = element(several, "li")
        address = links.link(self.tongue.language, "commitments", concern.commitment.id)
        link = said(
            line,
            "a",
            concern.commitment.title,
            self.tongue.language.value,
            href=self.site + address,
        )
        label = label_of(concern.status) if concern.status else label_of(Role.CONTEXT)
        if concern.extent is Extent.PART:
            label = ENACTED_IN_PART
        link.tail = f" ({self._say(label)})"

    def _tell_end(self, withdrawn: Withdrawal | None, noun: str) -> None:
        if withdrawn is None:
            return
        day = self.tongue.write_date(withdrawn.on.isoformat())
        paragraph = element(self.root, "p", self.tongue.say(words.WITHDRAWN_ON, day=day))
        if not is_removed(withdrawn.reason):
            paragraph.text = f"{paragraph.text} {self.tongue.say(words.REASON)} "
            own = self.tongue.language.value
            said(paragraph, "span", withdrawn.reason, own)
        if withdrawn.replaced_by:
            address = links.link(self.tongue.language, noun, withdrawn.replaced_by)
            instead = element(self.root, "p")
            element(instead, "a", self.tongue.say(words.CORRECTED_BY), href=self.site + address)

    def _say(self, label: Label) -> str:
        return self.tongue.say(label.name)


def _label(face: Face) -> Label:
    status, extent = face
    if status is None:
        return NO_EVIDENCE
    return ENACTED_IN_PART if extent is Extent.PART and status == "enacted" else label_of(status)
