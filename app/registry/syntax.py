"""What the YAML parser says about text that is no YAML, in words for somebody who writes it."""

import yaml

from app.errors import Fault

_TAB = "a tab stands before the text: indent with spaces instead"
_INDENTATION = (
    "this does not fit what stands before it: indent it like the other keys of its entry, "
    "and look for a quote that was closed too early"
)
_BRACKETS = "a bracket of this text or list is not closed: close it, or put the text into quotes"

# The parser's problem, and what to tell: the first that fits counts.
_COLON = (
    "a colon is not expected here: put a text with a colon into quotes, or check the indentation"
)
_BACKSLASH = (
    "a backslash inside double quotes begins a special sign: write two backslashes, "
    "or use single quotes"
)
_QUOTE = "a quote is opened here and never closed: close it, and write '' for a quote inside quotes"
_NUMBERED = "there is no character with this number: write the sign itself"
_SENTENCES = (
    ("mapping values are not allowed", _COLON),
    ("tab character", _TAB),
    ("unexpected end of stream", _QUOTE),
    ("unexpected document indicator", _QUOTE),
    ("unknown escape character", _BACKSLASH),
    ("Unicode character escape", _NUMBERED),
    ("hexdecimal number", _NUMBERED),
    ("alphabetic or numeric", "a text must not begin with * or &: put it into quotes"),
    ("did not find expected ',' or", _BRACKETS),
    ("could not find expected ':'", "there is no colon: write 'key: value', or indent further"),
    (
        "block sequence entries",
        "a list begins on a line of its own: move '- ' to the next line",
    ),
    ("did not find expected key", _INDENTATION),
    ("expected '-' indicator", _INDENTATION),
    ("<document start>", "the file must end before '...': remove that line"),
    ("mapping keys are not allowed", "a text must not begin with ?: put it into quotes"),
    ("indentation indicator", "after | or > the text begins on the next line: remove the number"),
    ("comment or line break", "after | or > the text begins on the next line: move it there"),
    ("expected node content", "a value is expected here: put text with brackets into quotes"),
    ("tag", "a text must not begin with !: put it into quotes"),
)
_OTHER = "this is not YAML ({problem}): check indentation, colons and quotes here and just above"
_SIGN = "a text must not begin with this sign: put it into quotes"


def syntax_fault(error: yaml.YAMLError, content: bytes) -> Fault:
    """Give the fault that a parser's error means; `content` is what was parsed."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    if start and "quoted scalar" in (getattr(error, "context", None) or ""):
        # The end of the file is where a quote is missed, but the mistake is where it was opened.
        mark = start
    # The end of the text counts as a line of its own for the parser, and for no editor.
    last = content.rstrip(b"\r\n").count(b"\n") + 1
    line = min(mark.line + 1, last) if mark else 1
    if "cannot start any token" in problem:
        rest = content.split(b"\n", line)[line - 1] if mark else b""
        return Fault(line, _TAB if b"\t" in rest else _SIGN)
    for part, sentence in _SENTENCES:
        if part in problem:
            return Fault(line, sentence)
    return Fault(line, _OTHER.format(problem=problem))
