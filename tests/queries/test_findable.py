"""What search machines are told of: what counts, each once, on both databases."""

from sqlalchemy import Engine

from app.domain.vocabulary import Language
from app.queries.findable import FINDABLE, count_findable, findable_ids
from app.queries.languages import Tongue
from app.queries.view import look
from app.queries.whole import read_whole
from app.store.engine import reading
from tests.conftest import TODAY


def test_batches_hold_everything_that_is_counted_once(engine: Engine) -> None:
    with reading(engine) as session:
        seen = look(session, TODAY, TODAY, Tongue(Language.ENGLISH))
        for noun in FINDABLE:
            total = count_findable(seen, noun)
            parts = [findable_ids(seen, noun, first, 60) for first in range(0, total + 60, 60)]
            found = [one for part in parts for one in part]
            assert len(found) == len(set(found)) == total > 0
            assert found == sorted(found)


def test_the_whole_counts_each_commitment_once(engine: Engine) -> None:
    with reading(engine) as session:
        seen = look(session, TODAY, TODAY, Tongue(Language.KAZAKH))
        whole = read_whole(seen)
        assert whole.totals.commitments == count_findable(seen, "commitments")
        assert whole.title
