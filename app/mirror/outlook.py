"""Looking at the database, to say what there is to write: at everything, or at what changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Engine

from app.domain.vocabulary import Language
from app.mirror.dependents import Touched
from app.mirror.notes import Notes
from app.mirror.plan import Plan, Planning, has_own_pages
from app.mirror.since import touched_since
from app.mirror.survey import Survey, survey
from app.mirror.units import Known, as_kept
from app.queries.languages import Tongue
from app.queries.view import View, look
from app.registry.cycles import without_search_for_cycles
from app.settings import Settings
from app.store.engine import reading


@dataclass(frozen=True, slots=True)
class Outlook:
    """Makes plans with or without the whole exports, of all kinds of units or of some."""

    settings: Settings
    exports: bool = True
    kinds: frozenset[str] | None = None

    def plan(self, engine: Engine, kept: Notes) -> Plan:
        """Look once, and say what there is to write.

        What the last run left spares looking at what nothing touched since; the plan is the same.
        """
        today = self.settings.today()
        with reading(engine) as session, without_search_for_cycles():
            view = look(session, today, today, Tongue(Language.ENGLISH))
            return self._since(view, kept) or self._planned(survey(view, self.settings.zone), {})

    def _since(self, view: View, kept: Notes) -> Plan | None:
        """Give the plan from what changed since the last run, where all else is known."""
        # Pages of evidence, and histories, are planned from everything.
        if kept.seen is None or has_own_pages(len(kept.seen.commitments)):
            return None
        only = touched_since(view, kept.seen)
        known = None if only is None else _known(kept, only)
        if only is None or known is None:
            return None
        found = survey(view, self.settings.zone, only)
        if has_own_pages(len(found.commitments)) or not _are_enough(found, only, known):
            return None
        return self._planned(found, known)

    def _planned(self, found: Survey, known: Known) -> Plan:
        return Planning(self.settings, found, self.exports, self.kinds, known).plan()


def _known(kept: Notes, only: Touched) -> Known | None:
    """Give the units that nothing touched; None where the notes of them cannot be read."""
    try:
        return {
            "commitments": as_kept(kept.stamps, "commitments", only.commitments),
            "documents": as_kept(kept.stamps, "documents", only.documents),
        }
    except ValueError:
        return None


def _are_enough(found: Survey, only: Touched, known: Known) -> bool:
    """Say whether everything that there is was touched, or is known."""

    def all_of(there: Iterable[str], touched: frozenset[str], kind: str) -> bool:
        return all(name in known[kind] or name in touched for name in there)

    return all_of(found.commitments, only.commitments, "commitments") and all_of(
        found.documents, only.documents, "documents"
    )
