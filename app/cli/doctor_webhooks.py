"""What `scorecard doctor` finds of webhooks: who is not told of changes, and since when."""

from collections.abc import Iterator

from sqlmodel import Session

from app.cli.findings import Finding, ok, warn
from app.outgoing.listed import ListedWebhook, Standing, list_webhooks
from app.settings import Settings

_MOST_TOLD = 5


def examine_webhooks(session: Session, settings: Settings) -> Iterator[Finding]:
    """Look at every webhook; where there is none, nothing is said. Addresses are told to nobody."""
    found = list_webhooks(session)
    if found and settings.webhooks == "off":
        yield warn(
            "webhooks",
            f"there are {len(found)}, and SCORECARD_WEBHOOKS is off, so nobody is told of changes: "
            "set it to on, or leave it out",
        )
    wrong = [sentence for one in found if (sentence := _wrong(one))]
    yield from (warn("webhooks", sentence) for sentence in wrong[:_MOST_TOLD])
    if found and not wrong:
        yield ok("webhooks", f"{len(found)}, all without a failure")


def _wrong(one: ListedWebhook) -> str | None:
    if one.standing is Standing.DECLINED:
        return f"'{one.name}' wants no more deliveries: ask its owner, then remove it or go on"
    if one.failing_since is not None:
        return (
            f"'{one.name}' fails since {one.failing_since} ({one.behind} revisions wait): see "
            "/staff/webhooks, and tell its owner"
        )
    if one.given_up:
        return f"'{one.name}' missed {one.given_up} deliveries for good: see /staff/webhooks"
    return None
