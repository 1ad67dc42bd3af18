"""What a list gives as `next`, noted on the request: it becomes a Link header as well."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

_OWN_NAME = "request_of_route"


def noting_next(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Let an endpoint answer as before, and note what `next` of its answer is, if it has one."""
    signature = inspect.signature(endpoint)
    taken = [one.name for one in signature.parameters.values() if one.annotation is Request]
    is_async = inspect.iscoroutinefunction(endpoint)

    @wraps(endpoint)
    async def answer(**asked: Any) -> Any:  # noqa: ANN401 - whatever the endpoint takes and gives
        request: Request = asked[taken[0]] if taken else asked.pop(_OWN_NAME)
        given = endpoint(**asked) if is_async else run_in_threadpool(endpoint, **asked)
        shown = await given
        # What is followed gives a `next` at its end as well, for another day.
        is_end = not getattr(shown, "has_more", True)
        request.state.following = None if is_end else getattr(shown, "next", None)
        return shown

    if not taken:  # the framework gives a request to one parameter only
        answer.__signature__ = _with_request(signature)  # type: ignore[attr-defined]
    return answer


def _with_request(signature: inspect.Signature) -> inspect.Signature:
    own = inspect.Parameter(_OWN_NAME, inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    return signature.replace(parameters=[*signature.parameters.values(), own])
