"""What a template calls, called with less ado: half of the time that a page takes goes there.

Jinja asks of everything that is called whether it wants the context, in four ways. Macros and plain
functions, which are nearly all that our templates call, say at once.
"""

from types import FunctionType
from typing import Any

from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

_OF_JINJA = ("_block_vars", "_loop_vars")


class DirectCalls(Context):
    """A context that calls macros and plain functions directly, and all else as Jinja does."""

    @internalcode
    def call(self, called: Any, /, *positional: Any, **named: Any) -> Any:  # noqa: ANN401 - as Jinja's
        """Call something with what the template gives it."""
        kind = type(called)
        is_plain = kind is Macro or (kind is FunctionType and not hasattr(called, "jinja_pass_arg"))
        if not is_plain:
            return super().call(called, *positional, **named)
        for name in _OF_JINJA:
            named.pop(name, None)
        return called(*positional, **named)
