"""Reading themes, with their totals and their commitments."""

from sqlalchemy import select
from sqlmodel import col

from app.domain.messages import message
from app.errors import NotFoundError
from app.queries.group_shapes import ThemeLine, ThemeShape
from app.queries.instruments import first_ids
from app.queries.shapes import Listing
from app.queries.standing import is_of_theme, lines, standing_on
from app.queries.totals import NONE_YET, tally_by_theme, totals
from app.queries.view import View
from app.store.tables import Theme

NO_SUCH_THEME = message("There is no theme '{id}'. Look for it in the list.")


def list_themes(view: View) -> Listing[ThemeLine]:
    """List the themes, without retired ones, in registry order."""
    rows = view.session.execute(
        select(Theme)
        .where(col(Theme.retired_on).is_(None))
        .order_by(col(Theme.position), col(Theme.id))
    ).scalars()
    items = [_line(view, row) for row in rows]
    return Listing[ThemeLine](items=items, total=len(items))


def find_theme(view: View, theme_id: str) -> ThemeShape:
    """Give one theme with its commitments as they stood on the day, retired or not.

    Raises:
        NotFoundError: when there is none with this id.

    """
    row = view.session.get(Theme, theme_id)
    if row is None:
        raise NotFoundError(view.tongue.say(NO_SUCH_THEME, id=theme_id))
    of_it = standing_on(view).where(is_of_theme(theme_id))
    return ThemeShape(
        **dict(_line(view, row)),
        as_of=view.day,
        commitments=lines(view, first_ids(view, of_it)),
    )


def _line(view: View, row: Theme) -> ThemeLine:
    return ThemeLine(
        id=row.id,
        title=view.tongue.pick(row.title, row.translated),
        totals=totals(tally_by_theme(view).get(row.id, NONE_YET)),
        retired_on=row.retired_on,
    )
