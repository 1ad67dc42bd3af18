"""SQL that was compiled once in a run, for every engine of the same kind."""

from typing import Any


class Statements(dict[tuple[Any, ...], Any]):
    """A cache of compiled statements that asks what kind of dialect an engine has, not which one.

    SQLAlchemy's own key begins with the dialect, an object that every engine has for itself.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:  # noqa: ANN401 - a compiled statement
        """Find what any engine of this kind compiled."""
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:  # noqa: ANN401 - as above
        super().__setitem__(_of_kind(key), compiled)


def _of_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (type(dialect), dialect.dbapi, *rest)


COMPILED = Statements()
