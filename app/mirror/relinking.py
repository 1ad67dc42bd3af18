"""The links of a finished page, made relative: one pass over its attributes, in one place.

What a copy has no file for leads to the original, where its address is known; else the words stay
and lead nowhere.
"""

import html
import re
from dataclasses import dataclass, field

from app.mirror.layout import Layout

_IN_BODY = re.compile(r' (?:href|src|action)="(?P<link>/[^"]*)"')
_IN_HEAD = re.compile(rf'<link\b[^>]*? href="(?P<head>/[^"]*)"[^>]*>\n?|{_IN_BODY.pattern}')
_END_OF_HEAD = "</head>"
_MOST_KNOWN = 5_000


@dataclass(frozen=True, slots=True)
class Relinking:
    """Makes the links of pages lead to the files of a copy."""

    layout: Layout
    _led: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)

    def page(self, text: str, file: str) -> str:
        """Give the text of a page that will be `file`, a path from the top of the copy."""
        folder = file.rpartition("/")[0]
        folders = folder.split("/") if folder else []
        known = self._led.setdefault(folder, {})
        if len(known) > _MOST_KNOWN:
            known.clear()

        def led(match: re.Match[str]) -> str:
            found = match[0]
            if found not in known:
                address = match.group(match.lastgroup or 0)
                there = self._there(address, folders)
                known[found] = "" if there is None else _put(found, address, there)
            return known[found]

        # A `<link>` stands in the head alone, and to look for one takes most of the time.
        head, end, body = text.partition(_END_OF_HEAD)
        return _IN_HEAD.sub(led, head) + end + _IN_BODY.sub(led, body)

    def _there(self, address: str, folders: list[str]) -> str | None:
        plain = html.unescape(address) if "&" in address else address
        file = self.layout.file_of(plain)
        if file is not None:
            return html.escape(relative(file, folders))
        return f"{self.layout.site}{address}" if self.layout.site else None


def _put(found: str, address: str, there: str) -> str:
    return found.replace(f'"{address}"', f'"{there}"', 1)


def relative(file: str, folders: list[str]) -> str:
    """Give the way to a file from a page in these folders; both begin at the top of the copy."""
    parts = file.split("/")
    same = 0
    while same < min(len(parts) - 1, len(folders)) and parts[same] == folders[same]:
        same += 1
    return "../" * (len(folders) - same) + "/".join(parts[same:])
