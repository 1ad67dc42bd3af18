"""Every commitment as a square: where that still is a picture."""

from app.queries.shapes import Totals

MOST_SQUARES = 500
"""So many commitments are shown as squares; bars and links say the same of more."""


def has_squares(totals: Totals) -> bool:
    """Whether there are squares to show, and few enough of them."""
    return 0 < totals.commitments <= MOST_SQUARES
