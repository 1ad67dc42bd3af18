"""What the desk's ledger is told of proposals: every act, and every text in whole.

Nothing here is public. People appear by role and number.
"""

from typing import Any

from app.domain.vocabulary import Action
from app.domain.workflow import State, Verb
from app.editing.desk import Desk
from app.registry.parts import pack
from app.store.ledger import DESK, Happening, Recorder

PROPOSAL = "proposal"
"""What revisions of the desk's ledger call the subject of these acts."""

Act = Verb | State | Action
"""A verb somebody did, a state that another proposal's publication led to, or a redaction."""


def record(desk: Desk, act: Act, proposal_id: str, /, **facts: Any) -> None:  # noqa: ANN401 - any JSON
    """Append one act about a proposal to the desk's ledger."""
    record_about(desk, act, PROPOSAL, proposal_id, **facts)


def record_about(
    desk: Desk,
    act: Act,
    subject: str,
    subject_id: str,
    /,
    **facts: Any,  # noqa: ANN401 - any JSON
) -> None:
    """Append one act about anything to the desk's ledger."""
    recorder = Recorder(desk.session, desk.actor.name, ledger=DESK)
    recorder.record(Happening(act.value, subject, subject_id, pack(facts).decode()))
    recorder.close()
