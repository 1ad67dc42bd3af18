"""Commitments: the list with its filters."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import (
    FiltersAsked,
    PagingAsked,
    at_once,
    commitments_shown,
    facets_shown,
)
from app.pages.filters import Choosable, Form, form_of
from app.pages.page import AnyPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.found_shapes import CommitmentsFound, Facets

router = page_router()


@dataclass(frozen=True, slots=True)
class CommitmentsShown:
    """One page of the list, the form that asked for it, and how many there are without it."""

    listing: CommitmentsFound
    form: Form
    commitments: int


_LIST = Template[CommitmentsShown]("pages/commitments.html")


def choosable_shown(
    filters: FiltersAsked,
    paging: PagingAsked,
    facets: Annotated[Facets, Depends(facets_shown)],
) -> Choosable:
    """Give what the form offers, and what was chosen."""
    return Choosable(filters, paging, facets)


@router.get("/commitments")
def list_commitments(
    page: AnyPage,
    listing: Annotated[CommitmentsFound, Depends(commitments_shown)],
    choosable: Annotated[Choosable, Depends(at_once(choosable_shown))],
) -> HTMLResponse:
    """Show one page of the list of commitments."""
    shown = CommitmentsShown(
        listing, form_of(page, choosable, listing), choosable.facets.commitments
    )
    return _LIST.show(page, shown)
