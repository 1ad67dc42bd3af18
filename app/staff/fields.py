"""The fields of the forms at the desk: what each is called, what it wants, and a real example.

Fields are named as in a draft, so that a fault finds its field: `new_document.url`, `summary`.
The examples are what stands in the shipped registry, most of it in `ev-wom-dv-law`.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.labels import LANGUAGE_NAMES, label_of
from app.domain.messages import message
from app.domain.vocabulary import Consulted, DocumentKind, Language, Origin

LINE = 500
PROSE = 10_000
ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in a draft, its label, what it wants, and an example.

    `most` is how many characters may be published, `usual` how many nearly all entries manage
    with (0: not told), `rows` how many lines of them are shown at once, `words` the vocabulary to
    choose from.
    """

    name: str
    label: str
    help: str
    example: str = ""
    most: int = LINE
    usual: int = 0
    rows: int = 1
    words: type[StrEnum] | None = None
    is_needed: bool = True

    @property
    def anchor(self) -> str:
        """The id of the field on its page."""
        return anchor_of(self.name)


def anchor_of(name: str) -> str:
    """Give the id, on its page, of the field that a fault names."""
    return "field_" + name.replace(".", "_")


DOCUMENT = "document"
CONCERNS = "concerns"
ANSWERS = "answers"

LANGUAGE = Field(
    "language",
    message("Language you write in"),
    message("The language of what you write below, not that of the document."),
    words=Language,
)

NEW_DOCUMENT = (
    Field(
        "new_document.url",
        message("Web address"),
        message("The full address at the publisher’s own site, also if you read it elsewhere."),
        "https://www.loc.gov/item/global-legal-monitor/2024-07-22/"
        "kazakhstan-new-law-criminalizes-domestic-violence/",
        most=ADDRESS,
        is_needed=False,
    ),
    Field(
        "new_document.publisher",
        message("Publisher"),
        message("Who published it. Where somebody else carries it, say so in brackets."),
        "Library of Congress (Global Legal Monitor)",
    ),
    Field(
        "new_document.title",
        message("Title"),
        message(
            "As it stands there, in its own language. Without one, say in brackets what it is."
        ),
        "Kazakhstan: New Law Criminalizes Domestic Violence",
    ),
    Field(
        "new_document.date",
        message("Published"),
        message("A year, a month or a day: as exact as the document, never more. Or nothing."),
        "2024-07-22",
        is_needed=False,
    ),
    Field(
        "new_document.language",
        message("Its language"),
        message("The language the document is in, as two letters: en, ru, kk, fr."),
        "en",
    ),
    Field(
        "new_document.kind",
        message("Sort of publisher"),
        message("Who stands behind it, not who is quoted in it."),
        words=DocumentKind,
    ),
    Field(
        "new_document.origin",
        message("Whose voice"),
        message("A newspaper that prints a ministry’s release carries an official voice."),
        words=Origin,
    ),
    Field(
        "new_document.consulted",
        message("How much you read"),
        message("Readers are told. Reading the opening alone is no shame; hiding it would be."),
        words=Consulted,
    ),
    Field(
        "new_document.mirror",
        message("I read it at another host than the publisher’s"),
        message("A reprint, an archive, a copy somebody sent."),
        is_needed=False,
    ),
    Field(
        "new_document.note",
        message("Note on the document"),
        message("What is uncertain about it: a date taken from its address, a translation."),
        message("Unofficial translation."),
        most=PROSE,
        rows=2,
        is_needed=False,
    ),
)

EVIDENCE = (
    Field(
        "locator",
        message("Where in the document"),
        message("Page, paragraph or section, so that a reader finds it in a minute."),
        message("para. 6 (a)"),
    ),
    Field(
        "date",
        message("When it happened"),
        message(
            "When the law was signed or the criticism made, not when it was reported. "
            "A year, a month or a day, as exact as the source: 2024, 2024-04 or 2024-04-15."
        ),
        "2024-04-15",
    ),
    Field(
        "summary",
        message("What happened"),
        message(
            "One or two plain sentences of your own that can be checked against the source. "
            "Never copy a sentence. Name no private person: they may be at risk."
        ),
        message(
            "Law No. 72-VIII puts battery and minor bodily harm back into the Criminal Code and "
            "widens protection for women and children."
        ),
        most=PROSE,
        usual=250,
        rows=4,
    ),
    Field(
        "note",
        message("Note"),
        message(
            "What a careful reader should know besides: what is our reading, what is disputed."
        ),
        message("Headline is stronger than the ruling as its text reports it."),
        most=PROSE,
        rows=2,
        is_needed=False,
    ),
)

REASON = Field(
    "reason",
    message("Reason"),
    message("One sentence that readers will see beside the entry: what is wrong with it."),
    message("What it quotes is a wish for the future, so it disputes nothing."),
    most=PROSE,
    rows=3,
)

FIELDS = {one.name: one for one in (LANGUAGE, *NEW_DOCUMENT, *EVIDENCE, REASON)}
"""Every single field by its name in a draft."""

OTHER_LABELS = {
    "target": message("The entry it is about"),
    DOCUMENT: message("Document"),
    "new_document": message("Document"),
    CONCERNS: message("Commitments it concerns"),
    "commitment": message("Commitment"),
    "role": message("What the evidence says of it"),
    "status": message("What the evidence says of it"),
    "extent": message("What the evidence says of it"),
    "stands": message("What the evidence says of it"),
    ANSWERS: message("Disputes it answers"),
    "contest": message("Disputes it answers"),
}


def label_of_field(name: str) -> str:
    """Give the label of a field as an English message id; of one in a row, the label in the row."""
    if name in FIELDS:
        return FIELDS[name].label
    parts = [part for part in name.split(".") if not part.isdigit()]
    return OTHER_LABELS.get(parts[-1], OTHER_LABELS.get(parts[0], name))


def words_to_choose(field: Field) -> list[tuple[str, str]]:
    """Give the codes and the message ids of their labels, in the order of the vocabulary."""
    if field.words is Language:
        return [(one.value, name) for one, name in LANGUAGE_NAMES.items()]
    return [(one.value, label_of(one).name) for one in field.words or ()]
