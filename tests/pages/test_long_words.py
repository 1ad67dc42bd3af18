"""Words longer than a phone is wide: a registry may hold them anywhere, and no page may grow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.serving import serving

PHONE = 360
WORD = "Sozialversicherungsfachangestelltenausbildungsabschlussprüfg"
ID = "sozialversicherungsfachangestelltenausbildungsabschlussprufg"
REGISTRY = f"""
about:
- {{id: {ID}, title: {WORD}, text: {WORD}, left_out: {WORD}}}
instruments:
- {{id: {ID}, kind: action_plan, title: {WORD}, issuer: {WORD}, adopted: '2021', note: {WORD}}}
themes:
- {{id: {ID}, title: {WORD}}}
documents:
- {{id: {ID}, publisher: {WORD}, title: {WORD}, language: de, kind: ngo, origin: independent,
  consulted: extract, mirror: true, note: {WORD}, url: 'https://{ID}.org/{ID}'}}
commitments:
- {{id: {ID}, instrument: {ID}, kind: plan_task, title: {WORD}, text: {WORD}, themes: [{ID}],
  addressee: {WORD}, locator: {WORD}, consulted: full, number: {WORD}, due: '2022',
  due_note: {WORD}, expected_outcome: {WORD}, note: {WORD}}}
evidence:
- {{id: ev-{ID}, document: {ID}, locator: {WORD}, date: '2022-05-01', summary: {WORD},
  note: {WORD}, bears_on: {{{ID}: contested}}}}
- {{id: ev-other, document: {ID}, locator: {WORD}, date: '2021-05', summary: {WORD},
  context_for: [{ID}]}}
"""
PATHS = [
    "/en/",
    "/en/?as_of=2022-06-30",
    "/en/commitments",
    f"/en/commitments?q={WORD}&status=contested&theme={ID}",
    f"/en/commitments?q={WORD}x",
    f"/en/commitments/{ID}",
    "/en/instruments",
    f"/en/instruments/{ID}",
    "/en/themes",
    f"/en/themes/{ID}",
    "/en/documents",
    f"/en/documents/{ID}",
    f"/en/evidence/ev-{ID}",
    f"/en/commitments/{ID}/history",
    "/en/revisions",
    f"/en/revisions?id={ID}",
    f"/en/commitments?theme={WORD}",
    f"/en/themes/{ID}x",
]


@pytest.fixture
def address(sqlite_databases: Databases, tmp_path: Path) -> Iterator[str]:
    registry = tmp_path / "commitments.yaml"
    registry.write_text(REGISTRY, encoding="utf-8")
    settings = Settings(database_url=sqlite_databases.make("empty"), registry=registry)
    with serving(create_app(settings)) as served:
        yield served


def test_no_page_scrolls_sideways_on_a_phone(address: str, browser: Browser) -> None:
    assert len(WORD) == len(ID) == 60
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    for path in PATHS:
        page.goto(address + path)
        assert ID[:50] in page.content().lower(), path
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide == PHONE, f"{path} is {wide} px wide"
    page.close()
