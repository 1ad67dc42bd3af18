"""About the API itself: its addresses, its contract, its problems, and the registry's form."""

from functools import cache
from typing import Any

from fastapi import Request
from pydantic import BaseModel, Field

from app.api.problem_sorts import SORTS
from app.api.routing import NounRouter
from app.registry.schema import registry_schema

router = NounRouter("about")

_registry_schema = cache(registry_schema)


class Address(BaseModel):
    """One address that can be asked."""

    path: str = Field(description="`{id}` stands for an id.", examples=["/api/v1/commitments/{id}"])
    summary: str = Field(description="What it answers.")
    parameters: list[str] = Field(description="What may be asked for behind a `?`.")


class Index(BaseModel):
    """What there is to ask."""

    title: str = Field(description="The name of this installation.")
    version: str = Field(description="The version of the contract.")
    addresses: list[Address] = Field(description="All that can be asked.")


class ProblemSort(BaseModel):
    """A sort of problem that an answer may name."""

    type: str = Field(description="What stands as `type` in a problem document.")
    title: str = Field(description="Its title.")
    meaning: str = Field(description="When it comes, and what to do.")


@router.get("/")
def list_addresses(request: Request) -> Index:
    """List the addresses that can be read; those that take a token are in the contract as well."""
    contract = request.app.openapi()
    return Index(
        title=contract["info"]["title"],
        version=contract["info"]["version"],
        addresses=[
            Address(
                path=path,
                summary=methods["get"]["summary"],
                parameters=[
                    one["name"]
                    for one in methods["get"].get("parameters", ())
                    if one["in"] == "query"
                ],
            )
            for path, methods in contract["paths"].items()
            if "get" in methods and "security" not in methods["get"]
        ],
    )


@router.get("/openapi.json")
def show_contract(request: Request) -> dict[str, Any]:
    """Show this contract, as OpenAPI 3.1."""
    contract: dict[str, Any] = request.app.openapi()
    return contract


@router.get("/problems")
def list_problems() -> list[ProblemSort]:
    """List the sorts of problems that an answer may name."""
    return [ProblemSort(type=one.type, title=one.title, meaning=one.meaning) for one in SORTS]


@router.get("/registry-schema.json")
def show_registry_schema() -> dict[str, Any]:
    """Show the form of the registry file, as JSON Schema, for completion in editors."""
    return _registry_schema()


@router.get("", include_in_schema=False)
def list_addresses_too(request: Request) -> Index:
    """List all addresses of the API, for whoever leaves out the last slash."""
    return list_addresses(request)
