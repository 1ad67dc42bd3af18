"""Writing a copy: only what changed is made again, and only files that differ are written.

Whatever interrupts it, the next run goes on: before a unit is made its stamp is forgotten, and the
manifest, which says what should be there, is written last.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from app.mirror.crew import Crew
from app.mirror.files import (
    CopyFaultError,
    There,
    Written,
    put,
    remove,
    unwritable,
)
from app.mirror.making import Maker
from app.mirror.manifest import (
    MANIFEST,
    NOTE,
    manifest_text,
    read_manifest,
    signed,
    signed_files,
)
from app.mirror.notes import NAME, Exported, Notes, is_ours, read_notes, write_begun, write_notes
from app.mirror.outlook import Outlook
from app.mirror.plan import Plan, program_mark
from app.mirror.units import Unit
from app.registry.cycles import without_search_for_cycles
from app.settings import Settings
from app.store.beside import processors
from app.store.engine import open_engine
from app.store.key_files import load_key
from app.store.signing import SigningKey

_MOST_BEGINNINGS = 5
_OURS = frozenset({NAME, MANIFEST, NOTE})


@dataclass(frozen=True, slots=True)
class Watch:
    """Is told how many units there are to make, and each time some are made."""

    set_total: Callable[[int], None]
    advance: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: files in the copy, units made, files removed; and who vouches for it."""

    files: int
    made: int
    removed: int
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Order:
    """Where to write a copy of what.

    `workers` are as many as there are processors, unless said. `exports`, the whole copies of the
    data, which any change would make anew, are made once a day: True makes them now, False leaves
    them out. `kinds` of units are all, unless somebody wants to see what becomes of some.
    """

    folder: Path
    settings: Settings
    workers: int | None = None
    exports: bool | None = None
    kinds: frozenset[str] | None = None


def write_site(order: Order, watch: Watch) -> Outcome:
    """Write the whole public site into a folder, or bring up to date what is there.

    Raises:
        CopyFaultError: when something else is in the folder, it cannot be written to, or the data
            changes faster than it can be written.

    """
    folder, settings = order.folder, order.settings
    demand_ours(folder)
    key = load_key(settings.signing_key) if settings.signing_key else None
    with _crew(order) as crew, opened(settings) as engine:
        program = program_mark(settings, exports=order.exports is not False)
        with without_search_for_cycles():
            kept = _believed(folder, program, key)
        made, plan, there = _brought_up_to_date(order, engine, crew, kept, watch)
    files = kept.all_files()
    removed = _remove_others(folder, files, there)
    manifest = manifest_text(plan, files, program)
    put(folder, MANIFEST, manifest)
    if key is not None:
        put(folder, NOTE, signed(key, plan, manifest))
    else:
        remove(folder, NOTE)
    if made or removed or kept.seen != plan.seen:
        kept.seen = plan.seen
        write_notes(folder, kept)
    return Outcome(len(files), made, removed, key is not None)


def _brought_up_to_date(
    order: Order, engine: Engine, crew: Crew, kept: Notes, watch: Watch
) -> tuple[int, Plan, There]:
    """Plan and make until the data stood still meanwhile; give how many units were made last."""
    outlook = Outlook(order.settings, order.exports is not False, order.kinds)
    for _ in range(_MOST_BEGINNINGS):
        with without_search_for_cycles():
            plan = outlook.plan(engine, kept)
            there = crew.there()
            stale = _stale(order, plan, kept, there)
        if stale:
            kept.forget([one.key for one in stale])
            write_begun(order.folder, [one.key for one in stale])
        if _is_made(crew, plan, kept, stale, watch):
            return len(stale), plan, there
    raise CopyFaultError(
        "The data changed each time before all of it was written. What is there stays; run "
        "this again when less is being published."
    )


def _believed(folder: Path, program: str, key: SigningKey | None) -> Notes:
    """Give what the last run left; with a key, only what its holder vouched for."""
    kept = read_notes(folder, program)
    if key is not None:
        kept.believe_only(signed_files(folder, key.public))
    return kept


def demand_ours(folder: Path) -> None:
    """Refuse a folder in which something else stands, before anything is written or removed.

    Raises:
        CopyFaultError: when it is no folder, cannot be written to, or holds what is no copy.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
        if is_empty:
            (folder / NAME).write_text("{}", encoding="utf-8")
    except OSError as error:
        raise unwritable(folder, error) from error
    if not is_empty and not is_ours(folder) and not _has_manifest(folder):
        raise CopyFaultError(
            f"{folder} holds something that is no copy of the site, and writing one there would "
            "mix the two: name an empty or a new folder."
        )


def _has_manifest(folder: Path) -> bool:
    """Say whether a manifest of ours is here: a file of this name stands in many folders."""
    try:
        read_manifest(folder)
    except CopyFaultError:
        return False
    return True


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """Open the database for as long as the block lasts."""
    engine = open_engine(settings.database_url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _crew(order: Order) -> Iterator[Crew]:
    """Have workers for as long as the block lasts, and a folder for what they make on the way."""
    with TemporaryDirectory(prefix="scorecard-site-") as workshop:
        maker = Maker(order.settings, order.folder, Path(workshop))
        crew = Crew(maker, order.workers or processors())
        try:
            yield crew
        finally:
            crew.close()


def _is_made(crew: Crew, plan: Plan, kept: Notes, stale: list[Unit], watch: Watch) -> bool:
    """Make what is not as it should be; say whether the data stood still meanwhile."""
    watch.set_total(len(stale))
    is_current = True
    for some in crew.made(plan, stale) if stale else ():
        for done in some:
            kept.files[done.key] = done.files
            if done.is_current:
                kept.stamps[done.key] = done.stamp
            is_current = is_current and done.is_current
        watch.advance(len(some))
    return is_current


def _stale(order: Order, plan: Plan, kept: Notes, there: There) -> list[Unit]:
    """Give the units that are not as they should be, and note of when the exports will be."""
    kept.only({one.key: one for one in plan.units})

    def is_written(unit: Unit) -> bool:
        files = kept.files.get(unit.key)
        return files is not None and all(one.is_as_written(order.folder, there) for one in files)

    exports = [one for one in plan.units if one.kind == "exports"]
    others = [one for one in plan.units if one.kind != "exports"]
    stale = [one for one in others if kept.stamps.get(one.key) != one.mark or not is_written(one)]
    now = Exported(plan.today.isoformat(), plan.redaction)
    are_whole = all(one.key in kept.stamps and is_written(one) for one in exports)
    is_same = all(kept.stamps.get(one.key) == one.mark for one in exports)
    if are_whole and not order.exports and (is_same or kept.exported == now):
        return stale
    # All are of one state, so that they go together.
    kept.exported = now
    return [*exports, *stale]


def _remove_others(folder: Path, files: Sequence[Written], there: There) -> int:
    """Remove what belongs to no unit: pages of before, and what was half done."""
    wanted = {one.path for one in files} | _OURS
    others = [path for path in there if path not in wanted]
    for path in others:
        try:
            remove(folder, path)
        except OSError as error:
            raise unwritable(folder / path, error) from error
    return len(others)
