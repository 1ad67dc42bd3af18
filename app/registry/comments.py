"""Comments that cut a text short.

To YAML, ` #` in a text without quotes begins a comment, and the words behind it are gone without
a word: `summary: The decree names #1 work`. The parser tells nothing of comments, so the source
is looked at where such a text ends.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

# Up to the next quote, or line of something else: until there, what began here goes on, be it a
# comment or, where the sign itself stands in quotes, the quoted text.
_COMMENTS = re.compile(rb"[ \t]#[^\n'\"]*(?:\n[ \t]*#[^\n'\"]*)*")
_WHITE = b" \t\r\n"


class _Comment(NamedTuple):
    """A sign that begins a comment, unless it stands in quotes; lines and columns are from 0.

    `after` is where the last text before it ends. A comment is `tight` when no space follows its
    sign, as in `#1`: so begin words of a text rather than a comment.
    """

    after: tuple[int, int]
    line: int
    column: int
    is_tight: bool


_NO_MORE = _Comment((sys.maxsize, 0), 0, 0, is_tight=False)


class Comments:
    """The comments of a YAML text, looked at in step with its parser: never backwards.

    `line`, from 0, is where the last text before the next comment ends: one that ends further up
    is cut short by none.
    """

    def __init__(self, content: bytes) -> None:
        """Prepare to look at `content`, which is UTF-8; nothing is searched yet."""
        self._rest = _comments(content)
        self._next = _Comment((-1, 0), 0, 0, is_tight=False)
        self.line = -1

    def cutting(self, text: Any, key: Any) -> int | None:  # noqa: ANN401 - events of the parser
        """Give the line, from 1, of the comment that cuts `text` short, if one does.

        `text` is the event of a scalar without quotes, `key` that of its key. A comment on a line
        of its own, or where there is no text at all, cuts nothing unless it reads like more text:
        without a space after its sign, and indented further than the key.
        """
        end = text.end_mark.line, text.end_mark.column
        while self._next.after < end:
            self._next = next(self._rest, _NO_MORE)
        self.line = self._next.after[0]
        after, line, column, is_tight = self._next
        if after != end:
            return None
        is_behind_text = bool(text.value) and line == end[0]
        is_more_text = is_tight and column > key.start_mark.column
        return line + 1 if is_behind_text or is_more_text else None


def _comments(content: bytes) -> Iterator[_Comment]:
    """Find the signs one by one, counting lines and characters on the way."""
    line = column = done = 0
    for found in _COMMENTS.finditer(content):
        sign = found.start() + 1
        before = content[done:sign].rstrip(_WHITE)
        breaks = before.count(b"\n")
        line += breaks
        column = _last_line(before) + (0 if breaks else column)
        done += len(before)
        gap = content[done:sign]
        below = gap.count(b"\n")
        yield _Comment(
            (line, column),
            line + below,
            _last_line(gap) + (0 if below else column),
            is_tight=content[sign + 1 : sign + 2].strip(_WHITE) != b"",
        )


def _last_line(text: bytes) -> int:
    return len(text[text.rfind(b"\n") + 1 :].decode())
