"""Searching in a copy, in a browser and without a server: finds what the server finds."""

from pathlib import Path

from playwright.sync_api import Browser
from sqlalchemy import select
from sqlmodel import col
from starlette.testclient import TestClient

from app.main import assemble
from app.mirror.writing import Order, write_site
from app.store.engine import open_engine, reading
from app.store.search import indexed_words
from app.store.tables import Commitment
from tests.conftest import TODAY, Databases
from tests.mirror.small import SILENT, DatedSettings

# Forms that stand in the texts, and forms that nobody wrote there; one word and several.
_ASKED = {
    "ru": "пытки, пыток, пытками, выборами, судьями, женщина, мирные собрания, в и, гендерного",
    "kk": "азаптау, мугедектиги, әйелдер, соттар, құқықтарын, зорлық-зомбылық",
    "en": "torture, torturing, policies, disabilities, prosecutors, freedom of assembly, 2021,"
    " elected mayors, domestic violence law, women's rights, decree-2021, no such word,!!",
}
_FIND = """async (queries) => {
  const found = [];
  for (const query of queries) {
    const shown = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = "q=" + encodeURIComponent(query);
    await shown;
    const links = [...document.querySelectorAll("#page_found a")];
    found.push(links.map((link) => link.href.split("/").pop().replace(".html", "")));
  }
  return found;
}"""


def test_either_database_gives_the_same_words(
    sqlite_databases: Databases, postgresql_databases: Databases
) -> None:
    found = []
    for databases in (sqlite_databases, postgresql_databases):
        engine = open_engine(databases.make("filled"))
        with reading(engine) as session:
            rows = session.execute(select(col(Commitment.key), col(Commitment.id))).all()
            words = indexed_words(session, [key for key, _ in rows])
            found.append({name: sorted(words[key]) for key, name in rows})
        engine.dispose()
    assert found[0] == found[1]


def test_a_copy_finds_what_the_server_finds(
    sqlite_databases: Databases, browser: Browser, tmp_path: Path
) -> None:
    database_url = sqlite_databases.make("filled")
    settings = DatedSettings(database_url=database_url, on=TODAY)
    kinds = frozenset({"search", "words", "fixed"})
    write_site(Order(tmp_path / "copy", settings, 1, False, kinds), SILENT)
    engine = open_engine(database_url)
    client, page = TestClient(assemble(settings, engine)), browser.new_page()
    sizes = []
    for language, listed in _ASKED.items():
        queries = listed.split(",")
        page.goto((tmp_path / f"copy/{language}/search.html").as_uri())
        found = page.evaluate(_FIND, queries)
        for query, ids in zip(queries, found, strict=True):
            asked = {"lang": language, "limit": "200", "q": query}
            answer = client.get("/api/v1/commitments", params=asked).json()
            assert (query, ids) == (query, [one["id"] for one in answer["items"]])
            sizes.append(len(ids))
    page.close()
    engine.dispose()
    assert sum(size > 0 for size in sizes) > 20
    assert 0 in sizes
