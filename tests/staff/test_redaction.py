"""Removing what was recorded: asked for by its id, and gone from every page."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from app.domain.workflow import StaffRole
from app.exports.checkpoints import Checkpoint
from app.staff.links import link
from app.store.engine import reading
from app.store.ledger import GENESIS
from app.store.tables import Revision
from tests.exports.chains import TIME, snapshot
from tests.staff.drafting import LAW, drafted, published, stored
from tests.staff.visiting import Visits, seen

SECRET = "Somebody who should never have been named."  # noqa: S105 - a text, and no key


@pytest.mark.parametrize("typed", ["", "ev-", "EV-WOM-DV-LAW", "yes"])
def test_nothing_is_removed_before_its_id_is_typed(visits: Visits, typed: str) -> None:
    asked = {"subject": "evidence", "id": "ev-wom-dv-law"}
    answer = visits.at_work(StaffRole.ADMINISTRATOR).post(
        link("redaction"), asked | {"typed": typed}
    )
    assert answer.status_code == 422
    page = seen(answer)
    assert "nothing was removed" in page.text
    assert page.one("input", name="typed").attributes["value"] == typed


def test_the_page_says_what_goes_and_that_it_is_for_good(visits: Visits) -> None:
    administrator = visits.at_work(StaffRole.ADMINISTRATOR)
    page = administrator.page(link("redaction", subject="evidence", id="ev-wom-dv-law")).text
    assert "cannot be undone" in page
    assert "Law No. 72-VIII" in page
    assert "1 recorded change" in page


def test_what_was_published_is_gone_from_the_desk_which_says_what_is_left(
    lonely_visits: Visits, tmp_path: Path
) -> None:
    administrator = lonely_visits.at_work(StaffRole.ADMINISTRATOR)
    editor, reviewer = lonely_visits.at_work(), lonely_visits.at_work(StaffRole.REVIEWER)
    proposal = published(editor, reviewer, summary=SECRET)
    entry = stored(lonely_visits, proposal).entry_id
    asked = {"subject": "evidence", "id": entry}
    assert SECRET in administrator.page(link("redaction", **asked)).text
    keep_snapshot(lonely_visits, tmp_path)
    answer = administrator.post(link("redaction"), asked | {"typed": entry})
    assert answer.status_code == 303
    told = administrator.get(answer.headers["location"]).text
    assert "replaces them, with: scorecard snapshot --replace-redacted" in told
    for path in (
        link("desk"),
        link("proposal", id=proposal),
        link("commitment", id=LAW),
        link("history", subject="evidence", id=entry),
        link("history", subject="commitment", id=LAW),
    ):
        assert SECRET not in administrator.get(path).text, path
    assert administrator.get(link("proposal-version", id=proposal, number=1)).status_code == 404


def keep_snapshot(visits: Visits, folder: Path) -> None:
    """Keep a snapshot of the ledger as it stands."""
    with reading(visits.engine) as session:
        length = session.execute(select(func.max(col(Revision.sequence)))).scalar_one()
    snapshot(folder / "scorecard-2026-11-22.zip", b"", Checkpoint(length, GENESIS, TIME))
    state = visits.app.state
    state.settings = state.settings.model_copy(update={"snapshots": folder})


def test_a_draft_that_names_somebody_can_be_removed_too(lonely_visits: Visits) -> None:
    administrator, editor = lonely_visits.at_work(StaffRole.ADMINISTRATOR), lonely_visits.at_work()
    proposal = drafted(editor, summary=SECRET)
    asked = {"subject": "proposal", "id": proposal}
    assert link("redaction", **asked) in administrator.get(
        link("proposal", id=proposal)
    ).text.replace("&amp;", "&")
    answer = administrator.post(link("redaction"), asked | {"typed": proposal})
    assert "<p>Removed for good.</p>" in administrator.get(answer.headers["location"]).text
    assert SECRET not in editor.get(link("desk")).text
    assert SECRET not in editor.get(link("proposal", id=proposal)).text


@pytest.mark.parametrize(
    ("subject", "name"), [("account", "1"), ("evidence", "ev-none"), ("evidence", "'"), ("", "")]
)
def test_what_is_not_there_cannot_be_removed(visits: Visits, subject: str, name: str) -> None:
    administrator = visits.at_work(StaffRole.ADMINISTRATOR)
    asked = {"subject": subject, "id": name}
    assert administrator.get(link("redaction", **asked)).status_code == 404
    assert administrator.post(link("redaction"), asked | {"typed": name}).status_code == 404


def test_after_a_redaction_no_file_holds_an_earlier_text(lonely_visits: Visits) -> None:
    administrator, editor = lonely_visits.at_work(StaffRole.ADMINISTRATOR), lonely_visits.at_work()
    proposal = drafted(editor, summary=SECRET * 40)
    drafted(editor, link("proposal-edit", id=proposal), version="1")
    asked = {"subject": "proposal", "id": proposal}
    assert administrator.post(link("redaction"), asked | {"typed": proposal}).status_code == 303
    database = lonely_visits.engine.url.database
    for file in (Path(f"{database}"), Path(f"{database}-wal")):
        assert SECRET.encode() not in file.read_bytes()
