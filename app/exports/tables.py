"""Which tables and columns the exports have: the one place that says so.

CSV, NDJSON, JSON, the workbook, the schema of the data package and the tables of the SQLite file
are all made from `TABLES`, in this order; docs/data.md describes them and is compared with it.

How to use it, for other rooms: `TABLES` lists every table; `table.header` are the names of its
columns; `app.exports.rows.records(view, table)` streams its rows as dictionaries of plain values,
in a lasting order. All entries are there, withdrawn and retired ones too, and marked. What is
unpublished stands in other tables of the database, which nothing here can name.
"""

from dataclasses import dataclass

from app.domain.vocabulary import (
    Action,
    CommitmentKind,
    Consulted,
    Corroboration,
    DocumentKind,
    Extent,
    InstrumentKind,
    Origin,
    Owner,
    Role,
    Stage,
    Status,
    Subject,
)
from app.exports.columns import (
    Column,
    Type,
    by_language,
    day,
    flag,
    names,
    needed,
    number,
    refers,
    text,
    word,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name is the noun in the plural, as in the API; `key` names each row."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)

    @property
    def header(self) -> list[str]:
        """The names of its columns, in order."""
        return [column.name for column in self.columns]


_ID = needed("id", "Permanent id, never used again for another.")
_RETIRED = day("retired_on", "The day it was found gone from the registry; empty while in force.")
_OWNER = word("owner", "Who may change it: the registry file, or the staff desk.", Owner)
_TRANSLATED = Column(
    "translated",
    Type.LIST,
    "Languages that this project translated titles and texts into.",
    is_required=True,
)
_LOCATOR = by_language("locator", "Where in the document it stands.")
_NOTE = by_language("note", "What a careful reader should know besides.")
_CONSULTED = word("consulted", "Whether all of it was read, or an extract.", Consulted)
_WITHDRAWN = (
    text("replaces", "Id of the withdrawn entry that this one corrects, if any."),
    text("replaced_by", "Id of the entry that stands for this one now, if it was replaced."),
    day("withdrawn_on", "The day it was withdrawn; empty while it counts.", "withdrawal", "on"),
    *by_language("withdrawn_reason", "Why it was withdrawn.", "withdrawal", "reason"),
)
_READING = (
    word("status", "What became of it; empty: no evidence bears on it yet.", Status, may_lack=True),
    word("stage", "What was formally done, whoever disputes it.", Stage, may_lack=True),
    word("extent", "Of an enacted stage: how much of it is enacted.", Extent, may_lack=True),
    word(
        "corroboration", "Of an enacted stage: whether others say so.", Corroboration, may_lack=True
    ),
    Column("overdue", Type.FLAG, "Past due, no full enactment on record."),
    Column("open_contests", Type.NUMBER, "How many contests nothing answers."),
    refers("deciding", "evidence", "Id of the evidence that decided the status.", may_lack=True),
)

ABOUT = Table(
    "about",
    "What the registry is, in its own words: one row, or none.",
    (
        _ID,
        *by_language("title", "What it answers, as a headline."),
        *by_language("text", "What it holds."),
        *by_language("left_out", "What it leaves out: a gap is no finding."),
        _TRANSLATED,
        _OWNER,
        _RETIRED,
    ),
)
INSTRUMENTS = Table(
    "instruments",
    "The texts in which commitments were made.",
    (
        _ID,
        word("kind", "What sort of text it is.", InstrumentKind),
        *by_language("title", "Its title."),
        *by_language("issuer", "Who adopted or published it."),
        needed("adopted", "When it was adopted or published: a partial date."),
        text("url", "Where it can be read."),
        Column("tasks_stated", Type.NUMBER, "How many commitments it is said to have."),
        *_NOTE,
        _TRANSLATED,
        _OWNER,
        _RETIRED,
    ),
)
THEMES = Table(
    "themes",
    "The fields of reform that commitments belong to.",
    (_ID, *by_language("title", "Its name."), _TRANSLATED, _OWNER, _RETIRED),
)
DOCUMENTS = Table(
    "documents",
    "The published sources.",
    (
        _ID,
        *by_language("publisher", "Who published it."),
        needed("language", "The language it is written in, as an ISO 639 code."),
        text("title", "Its title in its own language, where that is known.", "own_title"),
        *by_language("title", "Its title."),
        text("date", "When it was published: a partial date; empty where undated."),
        text("url", "The publisher's address of it."),
        word("kind", "What sort of publisher it comes from.", DocumentKind),
        word("origin", "Whose voice it carries.", Origin),
        _CONSULTED,
        flag("mirror", "Whether it was read at another host than the publisher's."),
        *_NOTE,
        *_WITHDRAWN,
        _TRANSLATED,
        _OWNER,
        _RETIRED,
    ),
)
COMMITMENTS = Table(
    "commitments",
    "The promises and recommendations, each with its reading of the day the file was made for.",
    (
        _ID,
        refers("instrument", "instruments", "Id of the text in which it was made."),
        text("number", "Its number in that text."),
        word("kind", "What sort of promise or request it is.", CommitmentKind),
        *by_language("title", "What it is about, in a few words."),
        *by_language("text", "What was promised or asked, in our own words."),
        names("themes", "Ids of the fields of reform it belongs to."),
        *by_language("addressee", "Who has to do it."),
        text("due", "When it was to be done: a partial date; empty where nothing is said."),
        flag("due_inferred", "Whether the due date is our reading; it then flags nothing."),
        *by_language("due_note", "On the due date."),
        *by_language("expected_outcome", "What it was to lead to, if that is said."),
        *_LOCATOR,
        _CONSULTED,
        *_READING,
        text(
            "last_evidence", "When the newest evidence that bears on it happened: a partial date."
        ),
        text("looked_at", "When somebody last looked for news of it; empty: not recorded."),
        *_NOTE,
        _TRANSLATED,
        _OWNER,
        _RETIRED,
    ),
)
EVIDENCE = Table(
    "evidence",
    "Citable facts, each out of one document.",
    (
        _ID,
        refers("document", "documents", "Id of the document that its entry names."),
        refers("source", "documents", "Id of the document that stands for that one now."),
        *_LOCATOR,
        needed("date", "When it happened, not when it was published: a partial date."),
        *by_language("summary", "What happened, in our own words."),
        *_NOTE,
        *_WITHDRAWN,
        _TRANSLATED,
        _OWNER,
        _RETIRED,
    ),
)
LINKS = Table(
    "links",
    "How each piece of evidence stands to a commitment.",
    (
        refers("evidence", "evidence", "Id of the evidence.", "evidence_id"),
        refers("commitment", "commitments", "Id of the commitment.", "commitment_id"),
        word("role", "`bears` counts towards the status; `context` moves nothing.", Role),
        word("status", "What it says of the commitment; empty for context.", Status, may_lack=True),
        word("extent", "Of an enactment: how much of the commitment.", Extent, may_lack=True),
        names("answered_by", "Ids of evidence that answers this contest."),
    ),
    ("evidence", "commitment"),
)
READINGS = Table(
    "readings",
    "What the rule says of each commitment, and the days over which it holds: spans, no gaps.",
    (
        refers("commitment", "commitments", "Id of the commitment.", "commitment_id"),
        Column("first_day", Type.DAY, "The first day it holds.", is_required=True),
        day("last_day", "The last day it held; empty when it still does."),
        *_READING,
        refers("newest", "evidence", "Id of the newest evidence that bears on it.", may_lack=True),
    ),
    ("commitment", "first_day"),
)
REVISIONS = Table(
    "revisions",
    "The public ledger, oldest first: one recorded change a row, a link in a chain of hashes.",
    (
        number("sequence", "Its number, from 1 and without a gap."),
        Column("time", Type.TIME, "When it was recorded, UTC.", is_required=True),
        needed("actor", "`registry`, or a role with a number."),
        word("action", "What was done.", Action),
        word("subject", "What sort of thing was changed.", Subject),
        needed("subject_id", "The id of that thing."),
        Column("load", Type.NUMBER, "The revision of the load it belongs to."),
        text("payload", "The canonical JSON that was hashed, as text; empty after a redaction."),
        text("salt", "What the digest was salted with; empty with the payload."),
        needed("digest", "SHA-256 of the salt followed by the payload."),
        needed("hash", "SHA-256 of the previous hash and this entry's canonical JSON."),
    ),
    ("sequence",),
)

TABLES = (
    ABOUT,
    INSTRUMENTS,
    THEMES,
    DOCUMENTS,
    COMMITMENTS,
    EVIDENCE,
    LINKS,
    READINGS,
    REVISIONS,
)
"""All of them; what a table refers to stands before it, but for the evidence that decided."""
