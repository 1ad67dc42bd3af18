"""The first page of a copy is the one that the application gives on that day."""

from pathlib import Path

from app.domain.vocabulary import Language
from app.mirror.asking import content_of
from app.mirror.layout import json_file, page_file
from app.mirror.making import copy_app, settings_of_copy
from app.mirror.notes import Notes
from app.mirror.outlook import Outlook
from app.mirror.relinking import Relinking
from tests.mirror.small import Small, contents


def test_the_first_page_and_its_data_are_those_of_the_application(tmp_path: Path) -> None:
    small = Small.filled(tmp_path)
    small.copied("front", frozenset({"scorecard"}))
    files = contents(tmp_path / "front")
    made = Outlook(small.settings()).plan(small.engine, Notes(""))
    settings = settings_of_copy(small.settings(), tmp_path)
    settings.standing = made.day
    app = copy_app(settings, small.engine)
    relinking = Relinking(made.layout)
    for language in Language:
        page = page_file("index", None, language)
        told = content_of(app, f"/{language.value}/").decode()
        assert files[page].decode() == relinking.page(told, page)
        told_json = content_of(app, f"/api/v1/scorecard?lang={language.value}")
        assert files[json_file("scorecard", None, language)] == told_json
    small.engine.dispose()
