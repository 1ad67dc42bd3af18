"""Text for feeds as a tree: whatever a text holds, what is written from it is well-formed."""

import re
from xml.etree import ElementTree as ET

from app.queries.languages import Words

XHTML = "http://www.w3.org/1999/xhtml"
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def possible(text: str) -> str:
    """Leave out what no XML document can hold: control characters, and halves of pairs."""
    return _IMPOSSIBLE.sub("", text)


def element(parent: ET.Element, name: str, text: str | None = None, /, **named: str) -> ET.Element:
    """Add an element with its text and attributes."""
    made = ET.SubElement(parent, name, named)
    made.text = None if text is None else possible(text)
    return made


def said(parent: ET.Element, name: str, words: Words, own: str, /, **named: str) -> ET.Element:
    """Add a text of the registry, marked with its language where that is not the feed's `own`."""
    made = element(parent, name, words.text, **named)
    if words.language != own:
        # One for readers of XML, one for those of HTML.
        made.set("xml:lang", words.language)
        made.set("lang", words.language)
    return made


def as_xml(root: ET.Element) -> bytes:
    """Write a document."""
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written


def as_html(content: ET.Element) -> str:
    """Write what is inside of an element as HTML, without what only XML knows."""
    for one in content.iter():
        one.attrib.pop("xml:lang", None)
        one.attrib.pop("xmlns", None)
    inside = [ET.tostring(one, encoding="unicode", method="html") for one in content]
    return "".join(inside)
