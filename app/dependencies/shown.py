"""What is shown: each noun has one dependency that gives its shape, to a page and its JSON twin."""

from app.dependencies.asking import FiltersAsked, PagingAsked, RevisionsAsked, SpanAsked
from app.dependencies.views import AnyView, PresentView
from app.parameters import (
    CommitmentId,
    CursorText,
    DocumentId,
    EvidenceId,
    InstrumentId,
    Limit,
    SinceText,
    ThemeId,
)
from app.queries import (
    act_shapes,
    commitments,
    comparison,
    comparison_shapes,
    corrections,
    documents,
    evidence,
    facets,
    feeds,
    finding,
    following,
    following_shapes,
    found_shapes,
    group_shapes,
    history,
    instruments,
    revision_shapes,
    revisions,
    scorecard,
    shapes,
    source_shapes,
    themes,
)
from app.queries.cursors import Asked
from app.queries.ids import existing
from app.queries.shapes import Listing


def scorecard_shown(seen: AnyView) -> scorecard.Scorecard:
    """Give the whole scorecard."""
    return scorecard.read_scorecard(seen)


def commitments_shown(
    seen: AnyView,
    filters: FiltersAsked,
    paging: PagingAsked,
) -> found_shapes.CommitmentsFound:
    """Give one page of the list of commitments."""
    return finding.find_commitments(seen, filters, paging)


def facets_shown(seen: AnyView, filters: FiltersAsked) -> found_shapes.Facets:
    """Give how many commitments each choice of a filter would give."""
    return facets.count_choices(seen, filters)


def commitment_shown(seen: AnyView, id: CommitmentId) -> shapes.CommitmentShape:  # noqa: A002 - the address says id
    """Give one commitment."""
    return commitments.find_commitment(seen, existing(seen.tongue, id))


def instruments_shown(seen: AnyView) -> Listing[group_shapes.InstrumentLine]:
    """Give the list of instruments."""
    return instruments.list_instruments(seen)


def instrument_shown(seen: AnyView, id: InstrumentId) -> group_shapes.InstrumentShape:  # noqa: A002 - the address says id
    """Give one instrument."""
    return instruments.find_instrument(seen, existing(seen.tongue, id))


def themes_shown(seen: AnyView) -> Listing[group_shapes.ThemeLine]:
    """Give the list of themes."""
    return themes.list_themes(seen)


def theme_shown(seen: AnyView, id: ThemeId) -> group_shapes.ThemeShape:  # noqa: A002 - the address says id
    """Give one theme."""
    return themes.find_theme(seen, existing(seen.tongue, id))


def documents_shown(
    seen: PresentView, limit: Limit = 50, cursor: CursorText = None
) -> source_shapes.DocumentListing:
    """Give one page of the list of documents."""
    return documents.list_documents(seen, Asked(limit, cursor))


def document_shown(seen: PresentView, id: DocumentId) -> shapes.DocumentShape:  # noqa: A002 - the address says id
    """Give one document."""
    return documents.find_document(seen, existing(seen.tongue, id))


def evidence_list_shown(
    seen: AnyView, limit: Limit = 50, cursor: CursorText = None
) -> Listing[shapes.EvidenceShape]:
    """Give one page of the list of evidence."""
    return evidence.list_evidence(seen, Asked(limit, cursor))


def evidence_shown(seen: AnyView, id: EvidenceId) -> source_shapes.EvidenceInFull:  # noqa: A002 - the address says id
    """Give one piece of evidence."""
    return evidence.find_evidence(seen, existing(seen.tongue, id))


def revisions_shown(
    seen: PresentView,
    asked: RevisionsAsked,
    limit: Limit = 50,
    cursor: CursorText = None,
) -> Listing[revision_shapes.RevisionLine]:
    """Give one page of the public ledger."""
    return revisions.list_revisions(seen, asked, Asked(limit, cursor))


def commitment_history_shown(
    seen: PresentView,
    id: CommitmentId,  # noqa: A002 - the address says id
    limit: Limit = 50,
    cursor: CursorText = None,
) -> history.History:
    """Give one page of the history of a commitment and of the evidence on it."""
    name = existing(seen.tongue, id)
    return history.history_of_commitment(seen, name, Asked(limit, cursor))


def evidence_history_shown(
    seen: PresentView,
    id: EvidenceId,  # noqa: A002 - the address says id
    limit: Limit = 50,
    cursor: CursorText = None,
) -> history.History:
    """Give one page of the history of a piece of evidence."""
    name = existing(seen.tongue, id)
    return history.history_of_evidence(seen, name, Asked(limit, cursor))


def ledger_shown(seen: PresentView) -> revision_shapes.Ledger:
    """Give how far the public ledger has come."""
    return revisions.read_ledger(seen)


def comparison_shown(
    seen: PresentView, span: SpanAsked, limit: Limit = 50, cursor: CursorText = None
) -> comparison_shapes.Comparison:
    """Give what changed between two days, and one page of the list of it."""
    return comparison.compare_days(seen, span, Asked(limit, cursor))


def corrections_shown(
    seen: PresentView, limit: Limit = 50, cursor: CursorText = None
) -> Listing[corrections.Correction]:
    """Give one page of the corrections."""
    return corrections.list_corrections(seen, Asked(limit, cursor))


def changes_shown(
    seen: PresentView, since: SinceText = None, limit: Limit = 100
) -> following_shapes.Changes:
    """Give what changed after a place in the ledger, and how what it touches reads now."""
    return following.follow(seen, since, limit)


def feed_shown(seen: PresentView) -> act_shapes.Feed:
    """Give what was done to anything."""
    return feeds.read_feed(seen)


def feed_found(seen: PresentView, filters: FiltersAsked) -> act_shapes.Feed:
    """Give what was done that concerns the commitments that fit."""
    return feeds.read_feed_found(seen, filters)


def feed_of_commitment_shown(seen: PresentView, id: CommitmentId) -> act_shapes.Feed:  # noqa: A002 - the address says id
    """Give what was done that concerns a commitment."""
    return feeds.read_feed_of(seen, "commitments", existing(seen.tongue, id))


def feed_of_instrument_shown(seen: PresentView, id: InstrumentId) -> act_shapes.Feed:  # noqa: A002 - the address says id
    """Give what was done that concerns an instrument and its commitments."""
    return feeds.read_feed_of(seen, "instruments", existing(seen.tongue, id))


def feed_of_theme_shown(seen: PresentView, id: ThemeId) -> act_shapes.Feed:  # noqa: A002 - the address says id
    """Give what was done that concerns a theme and its commitments."""
    return feeds.read_feed_of(seen, "themes", existing(seen.tongue, id))
