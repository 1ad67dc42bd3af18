"""Every export from either database, of nothing, and of what is difficult."""

import csv
import json
from pathlib import Path

from sqlalchemy import Engine, func, select

from app.domain.vocabulary import Language
from app.exports.comma_separated import plain_text, read_csv
from app.exports.files import BY_NAME, EXPORTS, NAMES, download_name
from app.exports.lines import read_ndjson
from app.exports.making import make
from app.exports.package import Package
from app.exports.rows import count, records
from app.exports.tables import COMMITMENTS, TABLES
from app.queries.standing import lines
from app.store import tables as stored
from app.store.engine import open_engine, reading
from tests.conftest import TODAY, Databases
from tests.exports.states import HOSTILE, HOSTILE_ONE, copy_public, written
from tests.queries.asking import looking
from tests.queries.deskwork import LAW, LAW_AGAIN, WHY, WITHDRAWN_SOURCE


def test_both_databases_give_the_same_bytes(
    difficult: Engine, postgresql_databases: Databases, package: Package, tmp_path: Path
) -> None:
    other = open_engine(postgresql_databases.make("empty"))
    copy_public(difficult, other)
    of_other = written(other, tmp_path / "other")
    other.dispose()
    assert {file.name: file.sha256 for file in package.files} == {
        name: file.sha256 for name, file in of_other.items()
    }


def test_an_empty_registry_gives_files_with_columns_and_no_rows(
    empty_engine: Engine, tmp_path: Path
) -> None:
    files = written(empty_engine, tmp_path / "empty")
    assert {name for name, file in files.items() if file.rows} == {"scorecard-metadata.json"}
    for table in TABLES:
        assert list(read_csv(files[f"{table.name}.csv"].path)) == [table.header]
    document = json.loads(files["scorecard.json"].path.read_bytes())
    assert document["about"] == document["revisions"] == []


def test_every_row_of_the_database_is_in_each_format(package: Package, difficult: Engine) -> None:
    rows = {file.name: file.rows for file in package.files}
    with reading(difficult) as session:
        wanted = session.execute(select(func.count()).select_from(stored.Link)).scalar_one()
    assert rows["links.csv"] == rows["links.ndjson"] == wanted
    assert rows["scorecard.db"] == rows["scorecard.json"]
    assert rows["scorecard.json"] == sum(rows[f"{table.name}.csv"] for table in TABLES)


def test_json_and_ndjson_have_the_same_records(package: Package) -> None:
    document = json.loads((package.folder / "scorecard.json").read_bytes())
    assert document["as_of"] == TODAY.isoformat()
    for table in TABLES:
        assert document[table.name] == list(read_ndjson(package.folder / f"{table.name}.ndjson"))


def test_csv_has_the_values_of_ndjson(package: Package) -> None:
    for table in TABLES:
        rows = read_csv(package.folder / f"{table.name}.csv")
        header = next(rows)
        for row, record in zip(
            rows, read_ndjson(package.folder / f"{table.name}.ndjson"), strict=True
        ):
            values = dict(zip(header, map(plain_text, row), strict=True))
            assert values == {name: as_text(value) for name, value in record.items()}


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def test_hostile_texts_are_as_they_were(package: Package) -> None:
    found = {one["id"]: one for one in read_ndjson(package.folder / "evidence.ndjson")}
    assert {name: found[HOSTILE_ONE][f"summary_{name}"] for name in HOSTILE} == HOSTILE
    lines_of_file = (package.folder / "evidence.ndjson").read_text(encoding="utf-8").splitlines()
    assert len(lines_of_file) == len(found), "no text breaks a line for any program"


def test_what_is_withdrawn_or_replaced_is_there_and_marked(package: Package) -> None:
    found = {one["id"]: one for one in read_ndjson(package.folder / "evidence.ndjson")}
    assert found[LAW]["withdrawn_on"] == TODAY.isoformat()
    assert found[LAW]["withdrawn_reason_ru"] == WHY["ru"]
    assert (found[LAW]["replaced_by"], found[LAW_AGAIN]["replaces"]) == (LAW_AGAIN, LAW)
    documents = {one["id"]: one for one in read_ndjson(package.folder / "documents.ndjson")}
    assert documents[WITHDRAWN_SOURCE]["withdrawn_on"] == TODAY.isoformat()


def test_commitments_read_as_the_api_reads_them(difficult: Engine) -> None:
    with looking(difficult) as view:
        found = list(records(view, COMMITMENTS))
        shown = lines(view, [str(one["id"]) for one in found])
        assert len(found) == count(view, COMMITMENTS) > 70
    for record, line in zip(found, shown, strict=True):
        said = line.model_dump(mode="json")
        same = ("status", "stage", "extent", "corroboration", "overdue", "open_contests")
        for name in (*same, "deciding", "last_evidence", "looked_at", "due", "retired_on"):
            assert record[name] == said[name], (record["id"], name)
        assert record["themes"] == [theme["id"] for theme in said["themes"]]


def test_the_ledger_is_there_as_it_was_hashed(package: Package, difficult: Engine) -> None:
    with reading(difficult) as session:
        order = stored.TABLES.tables["revision"]
        rows = session.execute(select(order).order_by(order.c.sequence)).mappings()
        wanted = [dict(row) for row in rows]
    assert list(read_ndjson(package.folder / "revisions.ndjson")) == wanted


def test_the_flat_file_speaks_the_language_asked_for(difficult: Engine, tmp_path: Path) -> None:
    export = BY_NAME["scorecard.csv"]
    assert export.file_name(Language.RUSSIAN) == "scorecard.ru.csv"
    with looking(difficult, language=Language.RUSSIAN) as view:
        made = make(view, export, tmp_path / "scorecard.ru.csv")
    with made.path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {row["Статус"] for row in rows} >= {"Акт принят", "Свидетельств пока нет"}
    with looking(difficult) as view:
        in_force = [one for one in records(view, COMMITMENTS) if one["retired_on"] is None]
    assert [row["Id"] for row in rows] == [one["id"] for one in in_force]


def test_files_are_saved_under_names_that_tell_the_day() -> None:
    names = {download_name(name, TODAY, Language.ENGLISH) for name in NAMES}
    assert len(names) == len(NAMES) == len(EXPORTS) + 1
    assert {
        "reform-scorecard-2026-11-21-commitments.csv",
        "reform-scorecard-2026-11-21.zip",
    } < names
    assert download_name("scorecard.csv", TODAY, Language.KAZAKH).endswith("2026-11-21.kk.csv")
