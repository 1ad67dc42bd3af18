"""What an installation may set, all of it by environment variables named `SCORECARD_...`."""

import re
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def bundled(name: str) -> Path:
    """Find `templates`, `migrations` or `data`: inside the installed package, or beside it.

    A wheel carries them under `app/`; in a checkout they stand at the top level.
    """
    inside = Path(str(files("app"))) / name
    return inside if inside.is_dir() else inside.parent.parent / name


def bundled_locale() -> Path:
    """Find the folder of translation catalogues, which is always inside the package."""
    return Path(str(files("app"))) / "locale"


@cache
def _timezones() -> frozenset[str]:
    """Name every zone there is; finding them all takes a while."""
    return frozenset(available_timezones())


_PUBLIC_URL = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", re.IGNORECASE)


def _is_origin(text: str) -> str:
    """Take an address without path, with or without its last slash."""
    origin = text.removesuffix("/")
    if not _PUBLIC_URL.fullmatch(origin):
        message = f"'{text}' is no address of a site: write one such as https://example.org"
        raise ValueError(message)
    return origin


def _timezone_exists(name: str) -> str:
    if name not in _timezones():
        message = f"there is no time zone '{name}': write one such as Asia/Almaty"
        raise ValueError(message)
    return name


class Settings(BaseSettings):
    """The settings of one installation; the defaults serve the shipped registry."""

    model_config = SettingsConfigDict(env_prefix="SCORECARD_", frozen=True, extra="ignore")

    database_url: str = Field(
        default="sqlite:///scorecard.db",
        description="Where the database is: sqlite:///FILE or postgresql+psycopg://...",
    )
    read_database_url: str | None = Field(
        default=None,
        description="A PostgreSQL replica of the database, from which public answers are read;"
        " without it they are read from the database itself.",
    )
    registry: Path = Field(
        default_factory=lambda: bundled("data") / "commitments.yaml",
        description="The registry file that is loaded and served.",
    )
    registry_max_mb: int = Field(
        default=32, ge=1, le=4096, description="The largest registry file accepted, in megabytes."
    )
    timezone: Annotated[str, AfterValidator(_timezone_exists)] = Field(
        default="Asia/Almaty", description="The time zone that decides which day today is."
    )
    review: Literal["pair", "single"] = Field(
        default="pair",
        description="Who publishes: somebody who did not write it (pair), or anybody (single).",
    )
    second_factor: Literal["required", "optional"] = Field(
        default="required",
        description="Whether reviewers and administrators need a second factor (required) or may"
        " do without (optional).",
    )
    log: Literal["text", "json"] = Field(
        default="text", description="How the log is written: text, or json for tools."
    )
    public_url: Annotated[str, AfterValidator(_is_origin)] | None = Field(
        default=None,
        description="Where readers find this site, such as https://example.org: for citations,"
        " previews and embedding, which need whole addresses.",
    )
    signing_key: Path | None = Field(
        default=None,
        description="The file of the key that signs what is published, made by `scorecard key new`"
        " and kept apart from the database; without it nothing is signed.",
    )
    snapshots: Path = Field(
        default=Path("snapshots"),
        description="The folder in which `scorecard snapshot` puts dated copies of all that is"
        " public, and from which they are served.",
    )
    exports: Path | None = Field(
        default=None,
        description="The folder in which the files of /api/v1/exports are kept once they are made;"
        " without it, in a temporary one that goes when the server stops.",
    )
    webhooks: Literal["on", "off"] = Field(
        default="on",
        description="Whether webhooks are sent (on), or wait until they are (off).",
    )
    workers: int = Field(
        default=1, ge=1, le=64, description="How many processes serve; one for each processor."
    )
    cache_mb: int = Field(
        default=32,
        ge=0,
        le=65536,
        description="How much memory each worker gives to public answers that are ready to be sent"
        " again, in megabytes; 0 keeps none.",
    )
    host: str = Field(default="127.0.0.1", description="The address to serve on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to serve on.")

    def today(self) -> date:
        """Give the day that it is now in the installation's time zone."""
        return datetime.now(self.zone).date()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that decides which day today is."""
        return ZoneInfo(self.timezone)


@cache
def load_settings() -> Settings:
    """Read the environment once for this process.

    Raises:
        pydantic.ValidationError: naming every variable that has an impossible value.

    """
    return Settings()
