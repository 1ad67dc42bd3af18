"""The public ledger is the chain that its documentation says it is."""

import hashlib
import json

from sqlalchemy import Engine, select
from sqlmodel import col

from app.store.engine import reading, writing
from app.store.ledger import GENESIS, Happening, Recorder
from app.store.tables import LedgerHead, Revision
from tests.ledgers import newest_sequence


def _record(engine: Engine, *names: str) -> None:
    with writing(engine) as session:
        recorder = Recorder(session, "registry")
        recorder.record_all(Happening("added", "theme", name, "{}") for name in names)
        recorder.close()


def test_hash_can_be_made_again_from_the_documentation_alone(engine: Engine) -> None:
    with reading(engine) as session:
        rows = session.execute(select(Revision).order_by(col(Revision.sequence))).scalars().all()
    previous = GENESIS
    for row in rows[:20]:
        assert row.payload is not None
        assert row.salt is not None
        digest = hashlib.sha256((row.salt + row.payload).encode()).hexdigest()
        entry = {
            "sequence": row.sequence,
            "time": row.time,
            "actor": row.actor,
            "action": row.action,
            "subject": f"{row.subject}:{row.subject_id}",
            "load": row.load,
            "digest": digest,
        }
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = hashlib.sha256((previous + text).encode()).hexdigest()
        assert row.hash == previous


def test_numbers_follow_each_other_without_a_gap(empty_engine: Engine) -> None:
    _record(empty_engine, "oversight", "children")
    _record(empty_engine, "assembly")
    with reading(empty_engine) as session:
        numbers = session.execute(
            select(col(Revision.sequence)).order_by(col(Revision.sequence))
        ).scalars()
        assert list(numbers) == [1, 2, 3]
        assert newest_sequence(session) == 3


def test_recording_that_is_not_committed_leaves_the_head_where_it_was(engine: Engine) -> None:
    with reading(engine) as session:
        before = session.get(LedgerHead, "public")
        assert before is not None
        expected = (before.sequence, before.hash)
    with writing(engine) as session:
        recorder = Recorder(session, "registry")
        recorder.record(Happening("added", "theme", "oversight", "{}"))
        recorder.close()
        session.rollback()
    with reading(engine) as session:
        after = session.get(LedgerHead, "public")
        assert after is not None
        assert (after.sequence, after.hash) == expected


def test_same_payload_twice_has_two_digests(empty_engine: Engine) -> None:
    _record(empty_engine, "oversight", "oversight")
    with reading(empty_engine) as session:
        digests = session.execute(select(col(Revision.digest))).scalars().all()
    assert len(set(digests)) == 2
