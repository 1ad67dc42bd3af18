"""What was withdrawn travels in an export as it was recorded, even where it fits no more."""

import pytest

from app.domain.workflow import Intent
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.editing.offices import WRONG_YEAR, Office, bearing, evidence
from tests.registry import exports
from tests.registry.registries import as_yaml
from tests.registry.variants import COMMITMENTS, small


@pytest.mark.usefixtures("noon")
def test_withdrawn_evidence_may_be_later_than_a_document_that_is_no_law_any_more(
    sqlite_databases: Databases,
) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    exports.load(engine, as_yaml(small()))
    office = Office(engine)
    made = office.published(
        evidence(
            document="law-opcrpd-2023",
            date="2026",
            concerns=(bearing(COMMITMENTS[0], "pledged"),),
        )
    )
    office.published(WRONG_YEAR, Intent.WITHDRAW, target=made.entry_id)
    changed = small()
    exports.one(changed, "documents", "law-opcrpd-2023")["origin"] = "official"
    exports.load(engine, as_yaml(changed))
    copy = open_engine(sqlite_databases.make("empty"))
    exports.load(copy, exports.export(engine))
    assert exports.export(copy) == exports.export(engine)
    engine.dispose()
    copy.dispose()
