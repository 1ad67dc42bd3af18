"""Reading themes, with their totals and their commitments."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from app.domain.messages import message
from app.domain.tally import Tally
from app.errors import NotFoundError
from app.queries.filters import Filters
from app.queries.group_shapes import ThemeLine, ThemeShape
from app.queries.instruments import MOST_SHOWN
from app.queries.listed import first_listed
from app.queries.shapes import Listing
from app.queries.standing import AnyRow, lines
from app.queries.totals import NONE_YET, tally_by_theme, totals
from app.queries.view import View
from app.store.tables import Theme

NO_SUCH_THEME = message("There is no theme '{id}'. Look for it in the list.")


_IN_FORCE = (
    select(col(Theme.id), col(Theme.title), col(Theme.translated), col(Theme.retired_on))
    .where(col(Theme.retired_on).is_(None))
    .order_by(col(Theme.position), col(Theme.id))
)


def list_themes(view: View) -> Listing[ThemeLine]:
    """List the themes, without retired ones, in registry order."""
    items = theme_lines(view, tally_by_theme(view))
    return Listing[ThemeLine](items=items, total=len(items))


def theme_lines(view: View, tallies: Mapping[str, Tally]) -> list[ThemeLine]:
    """Give those lines with the tallies of the day, already read."""
    rows = view.columns(_IN_FORCE)
    return [_line(view, row, tallies) for row in rows]


def find_theme(view: View, theme_id: str) -> ThemeShape:
    """Give one theme with its commitments as they stood on the day, retired or not.

    Raises:
        NotFoundError: when there is none with this id.

    """
    row = view.session.get(Theme, theme_id)
    if row is None:
        raise NotFoundError(view.tongue.say(NO_SUCH_THEME, id=theme_id))
    return ThemeShape(
        **dict(_line(view, row, tally_by_theme(view, theme_id))),
        as_of=view.day,
        commitments=lines(view, first_listed(view, Filters(theme=theme_id), MOST_SHOWN)),
    )


def _line(view: View, row: Theme | AnyRow, tallies: Mapping[str, Tally]) -> ThemeLine:
    return ThemeLine(
        id=row.id,
        title=view.tongue.pick(row.title, row.translated),
        totals=totals(tallies.get(row.id, NONE_YET)),
        retired_on=row.retired_on,
    )
