"""What a request asks for, read and checked once, for a page and its JSON twin alike.

Each noun has one dependency that gives its shape; `app/api` answers it as JSON, `app/pages` shows
it. Settings, database and clock come from `app.state`, where `create_app` put them.
"""

from app.dependencies.asking import (
    SpanAsked,
    day_asked,
    language_asked,
    today_of,
)
from app.dependencies.proof import (
    checkpoint_shown,
    public_key_shown,
    snapshot_shown,
    snapshots_shown,
)
from app.dependencies.shown import (
    changes_shown,
    commitment_history_shown,
    commitment_shown,
    commitments_shown,
    comparison_shown,
    corrections_shown,
    document_shown,
    documents_shown,
    evidence_history_shown,
    evidence_list_shown,
    evidence_shown,
    facets_shown,
    feed_found,
    feed_of_commitment_shown,
    feed_of_instrument_shown,
    feed_of_theme_shown,
    feed_shown,
    instrument_shown,
    instruments_shown,
    ledger_shown,
    revisions_shown,
    scorecard_shown,
    theme_shown,
    themes_shown,
)
from app.dependencies.views import (
    AnyView,
    PresentView,
    Turn,
)

__all__ = [
    "AnyView",
    "PresentView",
    "SpanAsked",
    "Turn",
    "changes_shown",
    "checkpoint_shown",
    "commitment_history_shown",
    "commitment_shown",
    "commitments_shown",
    "comparison_shown",
    "corrections_shown",
    "day_asked",
    "document_shown",
    "documents_shown",
    "evidence_history_shown",
    "evidence_list_shown",
    "evidence_shown",
    "facets_shown",
    "feed_found",
    "feed_of_commitment_shown",
    "feed_of_instrument_shown",
    "feed_of_theme_shown",
    "feed_shown",
    "instrument_shown",
    "instruments_shown",
    "language_asked",
    "ledger_shown",
    "public_key_shown",
    "revisions_shown",
    "scorecard_shown",
    "snapshot_shown",
    "snapshots_shown",
    "theme_shown",
    "themes_shown",
    "today_of",
]
