"""Templates are compiled once for all languages."""

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


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
