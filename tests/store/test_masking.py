"""Addresses of databases as they are shown: without secrets, wherever these stand."""

import pytest
from sqlalchemy import Engine

from app.errors import UnusableDatabaseError
from app.store.engine import in_plain_words, open_engine
from app.store.masking import masked


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://u:hidden@h/x",
        "postgresql+psycopg://u@h/x?password=hidden",
        "postgresql+psycopg://u@h/x?sslpassword=hidden&sslmode=require",
        "hidden",
    ],
)
def test_no_secret_of_an_address_is_shown(url: str) -> None:
    assert "hidden" not in masked(url)


def test_address_without_secrets_is_shown_as_it_is(engine: Engine) -> None:
    assert masked(engine.url.render_as_string()) == engine.url.render_as_string()


def test_what_refuses_is_named_without_its_password() -> None:
    engine = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none?password=hidden")
    refused = pytest.raises(UnusableDatabaseError, match="refused")
    with refused as told, in_plain_words(engine), engine.connect():
        pass
    assert "hidden" not in str(told.value)
