"""Acting on proposals: once, on the version that was seen, and with the answer that shows it."""

from collections.abc import Callable

from app.editing.desk import Desk
from app.editing.proposals import ProposalShape, find_proposal
from app.errors import StaleVersionError
from app.writing.access import writing_desk
from app.writing.calls import Call
from app.writing.repeating import once
from app.writing.shapes import ProposalAnswer, proposal_answer

Act = Callable[[Desk], ProposalShape]
Step = Callable[[Desk, str, int], ProposalShape]


def carry_out(call: Call, act: Act, status: int = 200) -> ProposalAnswer:
    """Act once, however often the same is asked, and show the proposal as it stands then."""
    with writing_desk(call.request) as bearer:
        desk = bearer.desk
        about = once(call, bearer, lambda: act(desk).id, status)
        found = find_proposal(desk.session, desk.tongue, about)
        call.show_version(found.version)
        return proposal_answer(desk, found)


def take_step(call: Call, proposal_id: str, step: Step) -> ProposalAnswer:
    """Do something to the version of a proposal that the tool has seen.

    Raises:
        VersionNeededError: when it does not say which.
        StaleVersionError: with the text that stands now.

    """
    version = call.version()

    def act(desk: Desk) -> ProposalShape:
        try:
            return step(desk, proposal_id, version)
        except StaleVersionError as error:
            raise _with_text(desk, proposal_id, error) from error

    return carry_out(call, act)


def _with_text(desk: Desk, proposal_id: str, error: StaleVersionError) -> StaleVersionError:
    """Add the text that stands now, so that nobody has to fetch it to put two together."""
    found = find_proposal(desk.session, desk.tongue, proposal_id)
    return StaleVersionError(error.detail, found.version, found.draft.model_dump(mode="json"))
