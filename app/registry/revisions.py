"""What a load records in the public ledger: one revision for each row it changes."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from app.domain.vocabulary import Action
from app.registry.parts import pack
from app.registry.plan import Plan, digest_of
from app.registry.reader import Registry
from app.registry.rows import NOUN_OF
from app.store.ledger import Happening


def happenings(registry: Registry, plan: Plan, section: str, today: date) -> Iterator[Happening]:
    """Yield a section's revisions: added and restored (the entry), changed (old and new), retired.

    `today` is the day on which what is gone from the file is retired.
    """
    noun = NOUN_OF[section]
    entries = registry.entries[section]
    for name in plan.sections[section].added:
        yield Happening(Action.ADDED.value, noun, name, entries[name].decode())
    for name, changes in plan.sections[section].changed.items():
        digest = digest_of(entries[name])
        payload = {"changes": [asdict(change) for change in changes], "entry_sha256": digest}
        yield Happening(Action.CHANGED.value, noun, name, pack(payload).decode())
    for name in plan.sections[section].restored:
        yield Happening(Action.RESTORED.value, noun, name, entries[name].decode())
    for name in plan.sections[section].retired:
        payload_of_retired = {"retired_on": today.isoformat()}
        yield Happening(Action.RETIRED.value, noun, name, pack(payload_of_retired).decode())
