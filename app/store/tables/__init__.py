"""The tables. What is public is imported from here; the rest, from `desk`, `accounts`, `webhooks`.

SQLModel does not validate table rows, so rows are made only from checked models, and the database
itself refuses what none could be. Words are text with a CHECK, not native enums. Partial dates keep
their text and, beside it, the day that comparisons use.
"""

from sqlmodel import SQLModel

from app.store.tables import accounts, desk, webhooks
from app.store.tables.ledgers import Chained, LedgerHead, Revision
from app.store.tables.nouns import (
    About,
    Answer,
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Instrument,
    Link,
    Owned,
    RegistryState,
    Theme,
)
from app.store.tables.readings import StoredReading
from app.store.tables.tallies import DocumentTally, EvidenceTally, LookTally, ReadingTally
from app.store.tables.words import SearchWord

TABLES = SQLModel.metadata
"""All of them, for migrations and for the check that they match."""

__all__ = [
    "TABLES",
    "About",
    "Answer",
    "Chained",
    "Commitment",
    "CommitmentTheme",
    "Document",
    "DocumentTally",
    "Evidence",
    "EvidenceTally",
    "Instrument",
    "LedgerHead",
    "Link",
    "LookTally",
    "Owned",
    "ReadingTally",
    "RegistryState",
    "Revision",
    "SearchWord",
    "StoredReading",
    "Theme",
    "accounts",
    "desk",
    "webhooks",
]
