"""What schemathesis has to know that no schema can say; it loads this file by its name."""

from typing import Any

import schemathesis

ONLY_WE_KNOW = {
    "cursor": "made by the list that it goes on with",
    "since": "made by the page of changes that it follows",
    "instrument": "an id that the registry has",
    "theme": "an id that the registry has",
    "as_of": "not after today, nor before 1900",
    "from": "as `as_of`, and not after `to`",
    "to": "as `as_of`",
}
"""Parameters of which a schema gives the form, and only the database or the clock the values."""

_UNPROCESSABLE = 422


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:  # noqa: ANN401, ARG001 - as schemathesis calls it
    """Drop the complaint that a request of the right form was refused, where it can be wrong.

    Only that one: every such refusal names each parameter, and all of them have to be of these.
    Or a step was asked for, which says nothing of what was saved, and that is not complete.
    """
    is_refusal = type(failure).__name__ == "RejectedPositiveData"
    if not is_refusal or response.status_code != _UNPROCESSABLE:
        return True
    problem = response.json()
    wrong = {one["parameter"] for one in problem.get("errors", ())}
    is_step = case.operation.method.upper() == "POST" and "{id}/" in case.operation.path
    is_of_what_was_saved = is_step and problem["type"].endswith("#faulty-draft")
    return not (is_of_what_was_saved or (wrong and wrong <= ONLY_WE_KNOW.keys()))
