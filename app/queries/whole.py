"""Reading the whole in one look: its title and its totals, for what is shown on other sites."""

from pydantic import Field

from app.queries.languages import Words
from app.queries.scorecard import read_about
from app.queries.shapes import AsOf, Shape, Totals
from app.queries.totals import tally_on, totals
from app.queries.view import View


class Whole(Shape):
    """The scorecard without its commitments: as quickly read at a hundred thousand as at none."""

    title: Words | None = Field(description="Null where the registry does not describe itself.")
    as_of: AsOf
    totals: Totals = Field(description="Of all commitments.")


def read_whole(view: View) -> Whole:
    """Give the title and the totals on the view's day."""
    about = read_about(view)
    return Whole(
        title=about.title if about else None,
        as_of=view.day,
        totals=totals(tally_on(view, view.day)),
    )
