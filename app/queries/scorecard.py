"""Reading the scorecard: totals, and every instrument with its commitments."""

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.queries.documents import count_documents
from app.queries.group_shapes import InstrumentShape, ThemeLine
from app.queries.instruments import instruments_with_commitments
from app.queries.languages import Words
from app.queries.shapes import AsOf, Shape, Totals
from app.queries.themes import theme_lines
from app.queries.totals import read_tallies, totals
from app.queries.trend import Moment, read_trend
from app.queries.view import View
from app.queries.voices import Voices, count_heard
from app.store import tables


class About(Shape):
    """What the registry is, in its own words."""

    title: Words = Field(description="What it answers, as a headline.")
    text: Words = Field(description="What it holds.")
    left_out: Words | None = Field(description="What it leaves out: a gap is no finding.")


class Scorecard(Shape):
    """The whole: totals now and over time, commitments by instrument, and totals by theme."""

    about: About | None = Field(description="Null where the registry does not describe itself.")
    as_of: AsOf
    revision: int = Field(description="The newest revision of the public ledger.")
    totals: Totals = Field(description="Of all commitments.")
    over_time: list[Moment] = Field(
        description="At the end of every month since the first commitment, and on the day asked"
        " for: what had happened by then, judged with what is published today."
    )
    voices: Voices = Field(description="Whose voices the evidence carries that counts.")
    instruments: list[InstrumentShape] = Field(description="Those adopted by the day, in order.")
    themes: list[ThemeLine] = Field(description="All of them, in order.")
    documents: int = Field(description="How many sources were published by the day.")
    evidence: int = Field(description="How many pieces of evidence, up to the day asked for.")


_ABOUT = (
    select(tables.About)
    .where(col(tables.About.retired_on).is_(None))
    .order_by(col(tables.About.position))
)


def read_scorecard(view: View) -> Scorecard:
    """Give the state of everything on the view's day."""
    tallies = read_tallies(view)
    heard = count_heard(view)
    return Scorecard(
        about=read_about(view),
        as_of=view.day,
        revision=view.revision,
        totals=totals(tallies.all),
        over_time=read_trend(view),
        voices=heard.voices,
        instruments=instruments_with_commitments(view, tallies.by_instrument),
        themes=theme_lines(view, tallies.by_theme),
        documents=count_documents(view),
        evidence=heard.evidence,
    )


def read_about(view: View) -> About | None:
    """Give what the registry says of itself; None where it says nothing."""
    row = view.session.execute(_ABOUT).scalars().first()
    if row is None:
        return None
    tongue = view.tongue
    return About(
        title=tongue.pick(row.title, row.translated),
        text=tongue.pick(row.text, row.translated),
        left_out=tongue.pick_optional(row.left_out),
    )
