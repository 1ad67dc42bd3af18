"""What a template calls, called with less ado: half of the time that a page takes goes there.

Jinja asks of everything that is called whether it wants the context, in four ways. Macros and plain
functions, which are nearly all that our templates call, say at once. So do plain texts and markup
when they are escaped. And a template is compiled once for all languages.
"""

from collections.abc import MutableMapping
from types import CodeType, FunctionType
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

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


class QuickTemplate(Template):
    """A template that escapes what it shows by `escaped`."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 - as Jinja's
    ) -> Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, globals)


def escaped(shown: Any) -> Markup:  # noqa: ANN401 - whatever a template shows
    """Escape as `markupsafe.escape` does, which makes markup of markup once more."""
    return shown if type(shown) is Markup else escape(shown)


class Compiled(BytecodeCache):
    """What templates were compiled to, in memory; each as long as its source is the same."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find a template that was compiled for another language."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one for the other languages."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code
