"""What was typed with the wrong keyboard layout, as it would read with the right one.

The layouts are those of Windows, which Kazakhstan mostly types on: Russian on the letter keys, and
the nine Kazakh letters on the digits of the row above.
"""

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
# Without its key for ё: on the Kazakh layout a bracket stands there.
_KAZAKH_KEYS = _LATIN[1:] + "2345890-="
_KAZAKH = _RUSSIAN[1:] + "әіңғүұқөһ"
# The same keys with Shift held down, where Latin has signs.
_SHIFTED = str.maketrans('~{}:"<>', "`[];',.")

_READINGS = (
    str.maketrans(_LATIN, _RUSSIAN),
    str.maketrans(_KAZAKH_KEYS, _KAZAKH),
    str.maketrans(_RUSSIAN, _LATIN),
)


def retyped(text: str) -> list[str]:
    """Give a text as it would read on the other layouts, each once, without the text itself."""
    typed = text.casefold()
    latin = typed.translate(_SHIFTED) if typed.isascii() else typed
    readings = (latin.translate(table) for table in _READINGS)
    return [one for one in dict.fromkeys(readings) if one not in {typed, latin}]
