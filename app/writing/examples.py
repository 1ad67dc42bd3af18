"""Examples for the contract: bodies as tools send them, about entries of the shipped registry."""

from typing import Any

DRAFT: dict[str, Any] = {
    "language": "en",
    "document": "orda-2025-12",
    "locator": "opening extract",
    "date": "2025-12-01",
    "summary": (
        "Police searched Orda's newsroom and charged its editor with spreading false information; "
        "CPJ asks for the charges to be dropped and the law reformed."
    ),
    "concerns": [{"commitment": "decree-2021-06-expression", "status": "contested"}],
}
"""A draft of evidence that could be handed in as it is: it says what `ev-exp-orda-2025` says."""

OF_MODEL: dict[str, dict[str, Any]] = {
    "NewProposal": {"intent": "add", "subject": "evidence", "draft": DRAFT},
    "NewText": {"draft": DRAFT},
    "Comment": {"comment": "Say in the locator which paragraph this stands in."},
}
"""Bodies by the model that reads them."""
