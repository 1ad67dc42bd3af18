"""What somebody wrote, kept at hand when the form that held it was not taken.

A form whose sender is no longer signed in, or that met a fault of ours, comes back to them as
hidden fields of the page that answers. After signing in, one button sends it to where it was
going. Nothing is kept here: the text travels with the pages. Every form of the desk has this
without asking for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from starlette.requests import Request

from app.staff.forms import PostedForm, posted_form
from app.staff.links import link, own_path

FIELD = "carried"
"""The hidden field of the pages of signing in that holds what is carried along."""

SECRETS = {"password", "present", "new", "again", "code", "secret"}
"""Names of fields that are never written into a page again; no other field may be called so."""

_NEVER = {link(name) for name in ("sign-in", "second-step", "factor", "sign-out")}
_ONE_TIME = link("link", token="")
_WORTH_SHOWING = 12


def _is_resumable(path: str) -> str:
    if own_path(path) is None or path in _NEVER or path.startswith(_ONE_TIME):
        raise ValueError("no form of the desk goes there")
    return path


class Carried(BaseModel):
    """A form that is yet to be taken: where it was going, and its fields, but for secrets."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    path: Annotated[str, AfterValidator(_is_resumable)]
    fields: list[tuple[str, str]]
    had_file: bool = False

    @property
    def long_texts(self) -> list[str]:
        """The texts that somebody would not like to write again."""
        return [text for _, text in self.fields if len(text) >= _WORTH_SHOWING]


@dataclass(frozen=True, slots=True)
class Resuming:
    """What the pages of signing in carry along: a form, or only where to go afterwards."""

    carried: Carried | None = None
    next: str | None = None

    @property
    def written(self) -> str:
        """The form as the hidden field holds it."""
        return self.carried.model_dump_json() if self.carried else ""


def interrupted(request: Request) -> Resuming:
    """Give what the request that could not be answered was about."""
    carried = carried_from(request)
    if carried:
        return Resuming(carried)
    is_page = request.method in {"GET", "HEAD"}
    return Resuming(next=own_path(_asked(request)) if is_page else None)


def carried_from(request: Request) -> Carried | None:
    """Give the form that a request sent, as far as it may be carried along; None for nothing."""
    form = posted_form(request)
    fields = _without_secrets(form.fields)
    if not fields and form.file is None:
        return None
    try:
        return Carried(path=_asked(request), fields=fields, had_file=form.file is not None)
    except ValidationError:
        return None


def resuming_of(form: PostedForm, asked: str | None = None) -> Resuming:
    """Read what a page of signing in carried along; what was tampered with is left out."""
    written = form.text(FIELD)
    following = own_path(form.text("next") or asked)
    if not written:
        return Resuming(next=following)
    try:
        return Resuming(Carried.model_validate_json(written), following)
    except ValidationError:
        return Resuming(next=following)


def _asked(request: Request) -> str:
    """Give path and query as they were sent, whatever host the request names."""
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}?{query}" if query else str(request.scope["path"])


def _without_secrets(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out what must not be written into a page again."""
    return [(name, text) for name, text in fields if name not in SECRETS]
