"""What is done to proposals besides writing them: handed in, taken back, decided, put away."""

from app.domain.workflow import Verb
from app.editing import proposals as verbs
from app.editing.desk import Desk
from app.editing.proposals import ProposalShape
from app.editing.publishing import publish
from app.writing.acting import take_step
from app.writing.calls import BareCall, FullCall
from app.writing.proposals import ProposalId
from app.writing.routing import WritingRouter
from app.writing.shapes import Comment, ProposalAnswer

router = WritingRouter("proposals")


@router.acts("/proposals/{id}/submit", Verb.SUBMIT)
def submit_proposal(call: BareCall, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Hand it in for review; every field that keeps it from that is named."""
    return take_step(call, id, verbs.submit)


@router.acts("/proposals/{id}/take-back", Verb.TAKE_BACK)
def take_proposal_back(call: BareCall, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Make it a draft again, before anybody decided."""
    return take_step(call, id, verbs.take_back)


@router.acts("/proposals/{id}/send-back", Verb.SEND_BACK, Comment)
def send_proposal_back(call: FullCall, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Return it to its author, saying what should be changed."""
    comment = call.read(Comment).comment

    def step(desk: Desk, proposal_id: str, version: int) -> ProposalShape:
        return verbs.send_back(desk, proposal_id, version, comment)

    return take_step(call, id, step)


@router.acts("/proposals/{id}/publish", Verb.PUBLISH)
def publish_proposal(call: BareCall, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Publish what somebody else wrote, checked again against what stands now."""
    return take_step(call, id, publish)


@router.acts("/proposals/{id}/set-aside", Verb.SET_ASIDE)
def set_proposal_aside(call: BareCall, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Put it out of the way; it can be reopened, and nothing is deleted."""
    return take_step(call, id, verbs.set_aside)


@router.acts("/proposals/{id}/reopen", Verb.REOPEN)
def reopen_proposal(call: BareCall, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Make what was set aside a draft again."""
    return take_step(call, id, verbs.reopen)
