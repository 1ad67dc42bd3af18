"""Generated registries are what the benchmark says they are."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from sqlalchemy import Engine, select, text
from sqlmodel import col

from app.registry.loading import Order, load_registry
from app.registry.reader import Registry, read_registry
from app.settings import bundled
from app.store.engine import reading
from app.store.search import matching_keys
from app.store.tables import Answer, Commitment
from tests.benchmarks.generate import (
    COMMON_SEARCH,
    EVIDENCE_EACH,
    RARE_MATCHES,
    RARE_SEARCH,
    generate_registry,
)

SIZE = 60
SHIPPED = bundled("data") / "commitments.yaml"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small generated registry."""
    path = tmp_path_factory.mktemp("generated") / "registry.yaml"
    generate_registry(path, SIZE)
    return path


@pytest.fixture(scope="module")
def registry(file: Path) -> Registry:
    """The same, read and checked."""
    return read_registry(file, 32, TODAY)


def test_a_generated_registry_is_read_without_fault_and_has_the_promised_size(
    registry: Registry,
) -> None:
    shipped = read_registry(SHIPPED, 32, TODAY)
    sizes = {section: len(entries) for section, entries in registry.entries.items()}
    assert sizes == {section: len(entries) for section, entries in shipped.entries.items()} | {
        "documents": SIZE // 2,
        "commitments": SIZE,
        "evidence": SIZE * EVIDENCE_EACH,
    }


def test_the_yardstick_reads_the_same_entries(file: Path, registry: Registry) -> None:
    sections = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    ids = {section: [entry["id"] for entry in entries] for section, entries in sections.items()}
    assert ids == {section: list(entries) for section, entries in registry.entries.items()}


def test_the_same_size_and_seed_give_the_same_bytes(file: Path, tmp_path: Path) -> None:
    generate_registry(tmp_path / "again.yaml", SIZE)
    generate_registry(tmp_path / "other.yaml", SIZE, seed=2)
    assert (tmp_path / "again.yaml").read_bytes() == file.read_bytes()
    assert (tmp_path / "other.yaml").read_bytes() != file.read_bytes()


@pytest.mark.parametrize("size", [SIZE, 200])
def test_the_rare_search_finds_as_many_at_any_size(
    empty_engine: Engine, tmp_path: Path, size: int
) -> None:
    generate_registry(tmp_path / "registry.yaml", size)
    registry = read_registry(tmp_path / "registry.yaml", 32, TODAY)
    load_registry(empty_engine, registry, Order(TODAY))
    assert len(found(empty_engine, RARE_SEARCH)) == RARE_MATCHES
    assert len(found(empty_engine, COMMON_SEARCH)) > size // 2


def found(engine: Engine, query: str) -> list[str]:
    """The ids of the commitments that a search finds."""
    keys = matching_keys(engine.dialect.name, query)
    assert keys is not None
    with reading(engine) as session:
        return list(
            session.execute(select(col(Commitment.id)).where(col(Commitment.key).in_(keys)))
            .scalars()
            .all()
        )


def test_statuses_contests_and_due_dates_occur_about_as_often_as_in_the_shipped_registry(
    empty_engine: Engine, tmp_path: Path
) -> None:
    generate_registry(tmp_path / "registry.yaml", 500)
    registry = read_registry(tmp_path / "registry.yaml", 32, TODAY)
    load_registry(empty_engine, registry, Order(TODAY))
    with reading(empty_engine) as session:
        statuses = session.execute(
            text("SELECT status, count(*) FROM reading WHERE last_day > :day GROUP BY status"),
            {"day": TODAY.isoformat() if empty_engine.dialect.name == "sqlite" else TODAY},
        ).all()
        answers = session.execute(select(col(Answer.evidence_id))).all()
        due = session.execute(select(col(Commitment.due)).where(col(Commitment.due) > "")).all()
    shares = {status: count / 500 for status, count in statuses}
    assert shares.keys() == {"contested", "enacted", "pledged", None}
    assert 0.3 < shares["contested"] < 0.7
    assert 0 < len(answers) < 50
    assert 50 < len(due) < 200


def test_a_registry_that_is_too_small_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ask for 20 or more"):
        generate_registry(tmp_path / "registry.yaml", 19)
