"""The links of a finished page, made relative: one pass over its attributes, in one place.

What a copy has no file for leads to the original, where its address is known; else the words stay
and lead nowhere.
"""

import html
import re
from dataclasses import dataclass

from app.mirror.layout import Layout

_ATTRIBUTE = re.compile(
    r'(?:<link\b[^>]*? href="(?P<head>/[^"]*)"[^>]*>\n?)'
    r'|(?: (?:href|src|action)="(?P<link>/[^"]*)")'
)


@dataclass(frozen=True, slots=True)
class Relinking:
    """Makes the links of pages lead to the files of a copy."""

    layout: Layout

    def page(self, text: str, file: str) -> str:
        """Give the text of a page that will be `file`, a path from the top of the copy."""
        folders = file.split("/")[:-1]

        def led(match: re.Match[str]) -> str:
            address = match["head"] or match["link"]
            there = self._there(address, folders)
            if there is None:
                return ""
            return match[0].replace(f'"{address}"', f'"{there}"', 1)

        return _ATTRIBUTE.sub(led, text)

    def _there(self, address: str, folders: list[str]) -> str | None:
        plain = html.unescape(address) if "&" in address else address
        file = self.layout.file_of(plain)
        if file is not None:
            return html.escape(relative(file, folders))
        return f"{self.layout.site}{address}" if self.layout.site else None


def relative(file: str, folders: list[str]) -> str:
    """Give the way to a file from a page in these folders; both begin at the top of the copy."""
    parts = file.split("/")
    same = 0
    while same < min(len(parts) - 1, len(folders)) and parts[same] == folders[same]:
        same += 1
    return "../" * (len(folders) - same) + "/".join(parts[same:])
