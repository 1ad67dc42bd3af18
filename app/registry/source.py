"""The bytes of a registry file, checked before YAML is looked at: size, encoding, hidden signs."""

import codecs
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NoReturn

from app.errors import Fault, FaultyRegistryError
from app.registry.faults import MOST_COUNTED

_MEGABYTE = 1024 * 1024
_CHUNK = _MEGABYTE

# Signs that nobody sees: control characters, line ends that editors do not show as such, signs of
# no width, and those that reverse the direction of text, with which a line can be made to read as
# something else than it is. Joiners (U+200C, U+200D) are left out: some scripts need them.
_HIDDEN_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x0C),
    (0x0E, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE007F),
)
HIDDEN = re.compile(f"[{''.join(f'{chr(one)}-{chr(last)}' for one, last in _HIDDEN_RANGES)}]")
HIDDEN_IN_TEXT = re.compile(f"{HIDDEN.pattern}|\r")
"""The same within a text, where a line end of its own is never meant; between lines it may be."""

_DELETED = dict.fromkeys(sign for one, last in _HIDDEN_RANGES for sign in range(one, last + 1))
# The same in UTF-8, coarser but fast: what has none of these needs no second look.
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_SUSPECT = [
    re.compile(b"\xc2[\x80-\x9f\xad]"),
    re.compile(b"\xd8\x9c"),
    re.compile(b"\xe1\xa0\x8e"),
    re.compile(b"\xe2(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa0-\xaf])"),
    re.compile(b"\xef(?:\xb7[\x90-\xaf]|\xbb\xbf|\xbf[\xb9-\xbb\xbe\xbf])"),
    re.compile(b"\xf3\xa0[\x80\x81]"),
]
# A line end of its own is an old Mac's. A line that begins with % orders the YAML reader about.
_CARRIAGE_RETURN = re.compile(rb"\r(?!\n)")
_DIRECTIVE = re.compile(rb"^%", re.MULTILINE)
_OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_BEGINNING = 2000


@dataclass(frozen=True, slots=True)
class Source:
    """A registry file as read: its name for messages, its bytes and their SHA-256.

    Once it is read, its bytes are needed again only to say on which line it contradicts the desk;
    until then they take a quarter of the room.
    """

    name: str
    sha256: str
    compressed: bytes = b""

    @property
    def content(self) -> bytes:
        """Unpack the bytes as they stood in the file: a copy, for the caller to let go soon."""
        return zlib.decompress(self.compressed)

    def keeping(self, content: bytes) -> "Source":
        """Give the same with the bytes it was made of, which the caller can let go now."""
        return replace(self, compressed=zlib.compress(content, level=1))


def read_source(path: Path, max_mb: int) -> tuple[Source, bytes]:
    """Read a file of at most `max_mb` megabytes: what is to be kept of it, and all its bytes.

    Raises:
        FaultyRegistryError: when it cannot be opened, is empty, too large, or not UTF-8.

    """
    name = "".join(sign if sign.isprintable() else "?" for sign in path.name or str(path))
    most = max_mb * _MEGABYTE
    try:
        if path.exists() and not path.is_file():
            _refuse(name, "this is not a file: give the path of the registry file itself")
        with path.open("rb") as file:
            content = file.read(most + 1)
            size = max(path.stat().st_size, len(content))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        _refuse(name, f"the file cannot be read ({reason}): check its name and your rights to it")
    fault = _size_fault(size, max_mb) or _encoding_fault(content)
    if fault:
        raise FaultyRegistryError(name, [fault])
    return Source(name, hashlib.sha256(content).hexdigest()), content


def _refuse(name: str, message: str) -> NoReturn:
    raise FaultyRegistryError(name, [Fault(1, message)])


def _size_fault(size: int, max_mb: int) -> Fault | None:
    if size > max_mb * _MEGABYTE:
        message = (
            f"the file has {size / _MEGABYTE:.1f} MB and at most {max_mb} are accepted: "
            "shorten it, or set SCORECARD_REGISTRY_MAX_MB higher"
        )
        return Fault(1, message)
    if size == 0:
        return Fault(1, "the file is empty: add instruments, themes and commitments")
    return None


def _encoding_fault(content: bytes) -> Fault | None:
    beginning = content[:_BEGINNING]
    # Wide encodings without a mark at the beginning show in every second byte being zero.
    if content.startswith(_OTHER_ENCODINGS) or beginning.count(0) * 4 > len(beginning):
        return Fault(1, "the file is not in UTF-8: save it with the encoding UTF-8")
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        try:
            decoder.decode(chunk, final=start + _CHUNK >= len(content))
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            return Fault(line, "the file is not in UTF-8 here: save it with the encoding UTF-8")
        line += chunk.count(b"\n")
    return None


def clean(content: bytes) -> tuple[bytes, list[Fault]]:
    """Give UTF-8 without what must not stand in a registry, and a fault for each such line.

    What is read on is what the file will be when the advice was followed, with the same lines,
    so that its other faults can be told at once.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    faults: list[Fault] = []
    returns = _CARRIAGE_RETURN.search(content)
    if returns:
        line = content.count(b"\n", 0, returns.start()) + 1
        message = "this line ends as on very old computers: save the file with line ends LF or CRLF"
        faults.append(Fault(line, message))
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if _has_hidden(content):
        text = content.decode()
        faults += islice(hidden_faults(text, 1), MOST_COUNTED)
        content = text.translate(_DELETED).encode()
    return _without_directives(content, faults), faults


def _has_hidden(content: bytes) -> bool:
    visible = len(content.translate(None, _CONTROLS)) == len(content)
    return not visible or any(suspect.search(content) for suspect in _SUSPECT)


def _without_directives(content: bytes, faults: list[Fault]) -> bytes:
    if not content.startswith(b"%") and b"\n%" not in content:
        return content
    line, end = 1, 0
    for match in islice(_DIRECTIVE.finditer(content), MOST_COUNTED):
        line += content.count(b"\n", end, match.start())
        end = match.start()
        faults.append(Fault(line, "a line must not begin with '%': remove it, or indent it"))
    # As comments they stay in their lines, and order nothing.
    return (b"\n" + content).replace(b"\n%", b"\n#")[1:]


def hidden_faults(text: str, first: int, signs: re.Pattern[str] = HIDDEN) -> Iterator[Fault]:
    """Name the hidden characters of each line of `text`, whose first line has the number `first`.

    Once a line: text copied from elsewhere often has dozens of the same.
    """
    at, line = 0, first
    while match := signs.search(text, at):
        line += text.count("\n", at, match.start())
        end = text.find("\n", match.end())
        at = len(text) if end < 0 else end
        others = sum(1 for _ in signs.finditer(text, match.end(), at))
        sign = f"U+{ord(match[0]):04X}" + (f" and {others} more" if others else "")
        yield Fault(line, f"hidden character {sign}: delete it, or retype the text around it")
