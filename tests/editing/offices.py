"""A desk with people at it, and drafts for them to write."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import col

from app.domain.vocabulary import Language
from app.domain.workflow import Actor, Intent, Proposed, Review, StaffRole
from app.editing.desk import Desk
from app.editing.drafts import Draft, DraftAnswer, DraftConcern, DraftDocument
from app.editing.proposals import ProposalShape, propose, submit
from app.editing.publishing import publish
from app.queries.languages import Tongue
from app.registry.rows import TABLE_OF, table_of
from app.store.engine import reading, writing
from app.store.tables import Revision
from app.store.tables.accounts import Account
from tests.conftest import TODAY

EDITOR = Actor(1, StaffRole.EDITOR)
REVIEWER = Actor(2, StaffRole.REVIEWER)
OTHER_REVIEWER = Actor(3, StaffRole.REVIEWER)
ADMINISTRATOR = Actor(4, StaffRole.ADMINISTRATOR)
STAFF = (EDITOR, REVIEWER, OTHER_REVIEWER, ADMINISTRATOR)

ENGLISH = Tongue(Language.ENGLISH)

DISABILITY = "decree-2021-03-disability"
WOMEN = "decree-2021-04-women"
CONTEST = "ev-dis-hrw-2024"
"""The one open contest of DISABILITY."""

REPORT = "fpc-retreating-rights-2021"
"""A document of July 2021, of an independent voice."""


class Office:
    """A database, and four members of staff who share it."""

    def __init__(self, engine: Engine) -> None:
        """Give everybody an account that nobody can sign in to."""
        self.engine = engine
        with writing(engine) as session:
            for actor in STAFF:
                session.add(
                    Account(
                        number=actor.number,
                        login=actor.name,
                        name=actor.name.capitalize(),
                        role=actor.role.value,
                        created_at="2026-11-01T00:00:00.000+00:00",
                    )
                )

    @contextmanager
    def desk(self, actor: Actor = EDITOR, review: Review = Review.PAIR) -> Iterator[Desk]:
        """Seat somebody at the desk for one transaction."""
        with writing(self.engine) as session:
            yield Desk(session, actor, TODAY, ENGLISH, review)

    def submitted(
        self,
        draft: Draft,
        intent: Intent = Intent.ADD,
        subject: Proposed = Proposed.EVIDENCE,
        target: str | None = None,
    ) -> ProposalShape:
        """Let the editor write and submit something."""
        with self.desk(EDITOR) as desk:
            made = propose(desk, intent, subject, draft, target)
            return submit(desk, made.id, made.version)

    def publish(self, proposal: ProposalShape, actor: Actor = REVIEWER) -> ProposalShape:
        """Let a reviewer publish what was submitted."""
        with self.desk(actor) as desk:
            return publish(desk, proposal.id, proposal.version)

    def published(
        self,
        draft: Draft,
        intent: Intent = Intent.ADD,
        subject: Proposed = Proposed.EVIDENCE,
        target: str | None = None,
    ) -> ProposalShape:
        """Let one write something and another publish it."""
        return self.publish(self.submitted(draft, intent, subject, target))

    def row(self, section: str, name: str) -> dict[str, Any]:
        """Look at a public row."""
        table = table_of(TABLE_OF[section])
        with reading(self.engine) as session:
            row = session.execute(select(table).where(table.c.id == name)).mappings().one()
            return dict(row)

    def revisions(self, after: int = 0) -> list[Revision]:
        """Look at the public ledger behind a revision."""
        with reading(self.engine) as session:
            newer = select(Revision).where(col(Revision.sequence) > after)
            return list(session.execute(newer.order_by(col(Revision.sequence))).scalars())

    def newest(self) -> int:
        """Give the number of the newest public revision."""
        return self.revisions()[-1].sequence


def bearing(
    commitment: str = DISABILITY, status: str = "pledged", extent: str = ""
) -> DraftConcern:
    """Say that evidence bears on a commitment."""
    return DraftConcern(commitment=commitment, status=status, extent=extent)


def evidence(**values: Any) -> Draft:  # noqa: ANN401 - any fields of a draft
    """Write evidence that can be published, but for what is given."""
    sound: dict[str, Any] = {
        "document": REPORT,
        "locator": "first paragraph",
        "date": "2021-06",
        "summary": "What a test says that happened.",
        "concerns": (bearing(),),
    }
    return Draft(**sound | values)


def answer(contest: str = CONTEST, commitment: str = DISABILITY) -> DraftAnswer:
    """Say that evidence answers a contest."""
    return DraftAnswer(contest=contest, commitment=commitment)


def described(**values: Any) -> DraftDocument:  # noqa: ANN401 - any fields of a document
    """Describe a document that can be published, but for what is given."""
    sound: dict[str, Any] = {
        "url": "https://example.org/a-report",
        "publisher": "A publisher of tests",
        "title": "A report of tests",
        "date": "2024-05",
        "language": "en",
        "kind": "ngo",
        "origin": "independent",
        "consulted": "full",
    }
    return DraftDocument(**sound | values)


def document(reason: str = "", **values: Any) -> Draft:  # noqa: ANN401 - any fields of a document
    """Write a proposal about a document alone."""
    return Draft(new_document=described(**values), reason=reason)


WRONG_YEAR = Draft(reason="It gave the wrong year.")
"""What it takes to withdraw something."""
