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
    """Yield a section's revisions: added and restored (the entry), changed and adopted, retired.

    Of a changed entry, and of one adopted from the desk, it is the old and the new of each key.

    `today` is the day on which what is gone from the file is retired.
    """
    noun = NOUN_OF[section]
    entries = registry.entries[section]
    for name in plan.sections[section].added:
        yield Happening(Action.ADDED.value, noun, name, entries[name].decode())
    for action in (Action.CHANGED, Action.ADOPTED):
        for name, changes in getattr(plan.sections[section], action.value).items():
            digest = digest_of(entries[name])
            payload = {"changes": [asdict(change) for change in changes], "entry_sha256": digest}
            yield Happening(action.value, noun, name, pack(payload).decode())
    for name in plan.sections[section].restored:
        yield Happening(Action.RESTORED.value, noun, name, entries[name].decode())
    for name in plan.sections[section].retired:
        payload_of_retired = {"retired_on": today.isoformat()}
        yield Happening(Action.RETIRED.value, noun, name, pack(payload_of_retired).decode())
