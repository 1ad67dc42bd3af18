"""`scorecard verify` names whatever was changed behind its back, and nothing else.

On both databases where they keep differently what was changed: days, orders, rows, search indexes.
"""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.registry.loading import Order, load_registry
from app.store.engine import reading
from tests.conftest import TODAY
from tests.registry.copies import copy_with, copy_without, read
from tests.registry.tampering import changed, found_in, tamper

TORTURE = "ev-fs-torture"
CONTEXT = "ev-un-wiki-2020"
CONTEST = "ev-un-upr-hrw"
ANSWERS = ("ev-un-astanatimes-2024", "ev-un-opcrc")
MECHANISMS = "decree-2021-01-un-mechanisms"
SLIPPED_IN = (
    "INSERT INTO theme (id, owner, digest, position, title)"
    " SELECT 'assembly-2', owner, digest, position, title FROM theme WHERE id = 'assembly'"
)


def _load(engine: Engine, path: Path) -> None:
    load_registry(engine, read(path), Order(TODAY))


def _answering(folder: Path) -> Path:
    """Copy the shipped file with a contest that is answered twice."""
    listed = ", ".join(ANSWERS)
    answered = f"{MECHANISMS}: {{status: contested, answered_by: [{listed}]}}"
    before = "raised\n    at the review.\n  bears_on:\n    "
    return copy_with(folder, (f"{before}{MECHANISMS}: contested", f"{before}{answered}"))


def test_nothing_is_wrong_after_a_load(engine: Engine) -> None:
    assert found_in(engine) == []


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        pytest.param(
            "UPDATE revision SET payload = '{}' WHERE sequence = 7", "revision 7", id="payload"
        ),
        pytest.param(
            "UPDATE revision SET actor = 'nobody' WHERE sequence = 7", "revision 7", id="actor"
        ),
        pytest.param(
            "UPDATE revision SET salt = salt || substr(payload, 1, 1), payload = substr(payload, 2)"
            " WHERE sequence = 7",
            "revision 7: its payload is not the one that was recorded",
            id="a letter moved from the payload to the salt",
        ),
        pytest.param(
            "UPDATE revision SET payload = NULL, salt = NULL WHERE sequence = 7",
            "revision 7 has lost its payload",
            id="payload removed",
        ),
        pytest.param(
            "DELETE FROM revision WHERE sequence = 7", "revision 7 is missing", id="removed"
        ),
        pytest.param(
            "DELETE FROM revision WHERE sequence = (SELECT max(sequence) FROM revision)",
            "missing at the end",
            id="removed at the end",
        ),
        pytest.param(
            "UPDATE reading SET status = 'enacted', stage = 'enacted'"
            " WHERE commitment_id = 'fpc-2021-i02-kleptocracy'",
            "commitment fpc-2021-i02-kleptocracy",
            id="reading",
        ),
        pytest.param(
            "DELETE FROM reading WHERE commitment_id = 'fpc-2021-g06-kettling'",
            "commitment fpc-2021-g06-kettling",
            id="reading removed",
        ),
        pytest.param(
            "UPDATE evidence SET locator = '{\"en\": \"nowhere\"}' WHERE id = 'ev-fs-torture'",
            "evidence ev-fs-torture: its row is not what the ledger recorded",
            id="row",
        ),
        pytest.param(
            "UPDATE link SET status = 'pledged', extent = NULL WHERE evidence_id = 'ev-fs-torture'"
            " AND commitment_id = 'fs2024-torture-law'",
            "evidence ev-fs-torture",
            id="link",
        ),
    ],
)
def test_what_is_changed_by_hand_is_named(
    sqlite_engine: Engine, statement: str, named: str
) -> None:
    tamper(sqlite_engine, statement)
    assert any(named in sentence for sentence in found_in(sqlite_engine))


def test_what_is_hidden_as_if_retired_is_named(sqlite_engine: Engine) -> None:
    hidden = {
        "about": "kazakhstan-human-rights",
        "commitment": "decree-2021-06-expression",
        "document": "law-opcrpd-2023",
        "evidence": CONTEXT,
        "instrument": "fpc-2021",
        "theme": "children",
    }
    tamper(sqlite_engine, *(changed(*one, "retired_on = '2026-01-01'") for one in hidden.items()))
    named = {
        f"{t} {name}: its retired_on is not what the ledger gives" for t, name in hidden.items()
    }
    assert named <= set(found_in(sqlite_engine))


@pytest.mark.parametrize("day", ["NULL", "'2020-01-01'"])
def test_a_retirement_undone_or_moved_by_hand_is_named(
    sqlite_engine: Engine, tmp_path: Path, day: str
) -> None:
    _load(sqlite_engine, copy_without(tmp_path, TORTURE))
    assert found_in(sqlite_engine) == []
    tamper(sqlite_engine, changed("evidence", TORTURE, f"retired_on = {day}"))
    assert f"evidence {TORTURE}: its retired_on is not what the ledger gives" in found_in(
        sqlite_engine
    )


def test_a_changed_day_or_digest_is_named(engine: Engine) -> None:
    # Each of another row, so that none can be named on account of another.
    values = (
        ("document", "law-opcrpd-2023", "date_first", "'2001-01-01'"),
        ("document", "law-opcrc-2023", "date_first", "NULL"),
        ("evidence", CONTEXT, "date_first", "'2021-01-01'"),
        ("instrument", "fpc-2021", "adopted_first", "'2021-01-01'"),
        ("commitment", "ap2023-plan-inclusive", "due_last", "'2099-01-01'"),
        ("theme", "children", "digest", "'0'"),
        ("evidence", TORTURE, "digest", "'0'"),
    )
    tamper(
        engine, *(changed(table, name, f"{column} = {to}") for table, name, column, to in values)
    )
    named = {
        f"{table} {name}: its {column} is not what the ledger gives"
        for table, name, column, _ in values
    }
    assert named <= set(found_in(engine))


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        pytest.param(
            ("DELETE FROM about",),
            "about kazakhstan-human-rights: its row is gone, and the ledger says nothing of that",
            id="about",
        ),
        pytest.param(
            (
                "DELETE FROM link WHERE evidence_id = 'ev-un-wiki-2020'",
                "DELETE FROM evidence WHERE id = 'ev-un-wiki-2020'",
            ),
            f"evidence {CONTEXT}: its row is gone, and the ledger says nothing of that",
            id="context evidence with its links",
        ),
        pytest.param(
            ("DELETE FROM link WHERE evidence_id = 'ev-un-wiki-2020'",),
            f"evidence {CONTEXT}: its row is not what the ledger recorded of it",
            id="links alone",
        ),
        pytest.param(
            (SLIPPED_IN,),
            "theme assembly-2: no revision of the ledger knows its row",
            id="row that nobody recorded",
        ),
        pytest.param(
            ("DELETE FROM registry_state",),
            "table registry_state: its only row is gone",
            id="state of the registry",
        ),
        pytest.param(
            ("UPDATE link SET place = -place WHERE role = 'context'",),
            "evidence ev-decree-fpc-scepticism: its row is not what the ledger recorded of it",
            id="order of links",
        ),
        pytest.param(
            ("UPDATE link SET place = place + 5 WHERE evidence_id = 'ev-fs-torture'",),
            f"evidence {TORTURE}: its rows of table link are not what the ledger gives",
            id="places of links",
        ),
        pytest.param(
            ("DELETE FROM fts_commitment",),
            f"commitment {MECHANISMS}: the search index does not hold the words of its texts",
            id="search index emptied",
        ),
        pytest.param(
            ("UPDATE commitment SET key = key + 100000",),
            "search index, row 1: there is no commitment with this key",
            id="search index of nothing",
        ),
    ],
)
def test_what_is_removed_or_slipped_in_is_named(
    engine: Engine, statements: tuple[str, ...], sentence: str
) -> None:
    tamper(engine, *statements)
    assert sentence in found_in(engine)


def test_a_word_slipped_into_the_search_index_is_named(engine: Engine) -> None:
    slipped_in = (
        "words = words || ' kettling'"
        if engine.dialect.name == "sqlite"
        else "lexemes = lexemes || array_to_tsvector(ARRAY['kettling'])"
    )
    row = "rowid" if engine.dialect.name == "sqlite" else "key"
    tamper(engine, f"UPDATE fts_commitment SET {slipped_in} WHERE {row} = 1")  # noqa: S608 - words of our own
    assert found_in(engine) == [
        f"commitment {MECHANISMS}: the search index does not hold the words of its texts"
    ]


def test_answers_in_another_order_are_named(engine: Engine, tmp_path: Path) -> None:
    _load(engine, _answering(tmp_path))
    assert found_in(engine) == []
    tamper(engine, "UPDATE answer SET place = -place")
    assert found_in(engine) == [
        f"evidence {CONTEST}: its row is not what the ledger recorded of it"
    ]


def test_retired_contest_may_keep_an_answer_that_no_longer_bears(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    _load(sqlite_engine, _answering(tmp_path))
    path = copy_without(tmp_path, CONTEST)
    part = f"    {MECHANISMS}:\n      status: enacted\n      extent: part\n"
    start, end = path.read_text(encoding="utf-8").split(f"- id: {ANSWERS[0]}\n")
    path.write_text(f"{start}- id: {ANSWERS[0]}\n{end.replace(part, '', 1)}", encoding="utf-8")
    _load(sqlite_engine, path)
    assert found_in(sqlite_engine) == []
    tamper(sqlite_engine, changed("evidence", CONTEST, "retired_on = NULL"))
    assert (
        f"evidence {CONTEST} names {ANSWERS[0]} as its answer, which does not bear on {MECHANISMS}"
        in found_in(sqlite_engine)
    )


def test_exchanged_revisions_are_named(sqlite_engine: Engine) -> None:
    for old, new in ((7, -1), (8, 7), (-1, 8)):
        tamper(sqlite_engine, f"UPDATE revision SET sequence = {new} WHERE sequence = {old}")  # noqa: S608 - numbers of our own
    assert any("revision 7" in sentence for sentence in found_in(sqlite_engine))


def test_row_after_a_change_in_the_file_is_as_recorded(sqlite_engine: Engine) -> None:
    with reading(sqlite_engine) as session:
        payload = session.execute(
            text("SELECT payload FROM revision WHERE subject_id = 'ev-fs-torture'")
        ).scalar_one()
    assert json.loads(payload)["id"] == "ev-fs-torture"
