"""Texts for files that spreadsheet programs open, so that none of them is taken for a formula."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet program would carry out.

    Programs try the trimmed text as well, so that white space in front saves nobody.
    """
    return f"'{text}" if text.startswith(_STARTS) or text.lstrip().startswith(_STARTS) else text
