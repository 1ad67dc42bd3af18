"""What a redaction finds in the ledgers: how an entry ended, and by whom."""

import pytest

from app.domain.vocabulary import Action
from app.domain.workflow import Intent
from app.editing.redacting import redact
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.editing.offices import ADMINISTRATOR, WRONG_YEAR, Office, evidence
from tests.registry import exports
from tests.registry.registries import as_yaml
from tests.registry.tampering import found_in
from tests.registry.variants import small


@pytest.mark.usefixtures("noon")
def test_what_the_file_withdraws_by_now_is_not_withdrawn_anew(
    sqlite_databases: Databases,
) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    exports.load(engine, as_yaml(small()))
    office = Office(engine)
    made = office.published(
        evidence(document="hrw-crpd-2024", date="2024", summary="Somebody's name.")
    )
    office.published(WRONG_YEAR, Intent.WITHDRAW, target=made.entry_id)
    exports.load(engine, exports.export(engine))
    with office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", made.entry_id)
    row = office.row("evidence", made.entry_id)
    assert row["withdrawal"] == row["withdrawn"]
    assert office.revisions()[-1].action == Action.REDACTED
    assert found_in(engine) == []
    engine.dispose()
