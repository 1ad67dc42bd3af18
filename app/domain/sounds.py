"""One spelling for what sounds alike in Cyrillic and in Latin letters.

People type Russian and Kazakh in Latin letters in many ways: adilet, ädilet, azamattyq, azamattik,
svoboda, konstitutsiya, konstituciya. The sound of a word, as it is called here, is the same for
all of them and for the Cyrillic word. It is for comparing only, and never shown.
"""

import re
import unicodedata

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдежзийклмнопрстуфхыэі", "abvgdejziiklmnoprstufhiei", strict=True)),
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": None,
        "ь": None,
        "ю": "iu",
        "я": "ia",
    }
)
_LATIN = (("kh", "h"), ("zh", "j"), ("yo", "e"), ("ye", "e"), ("ck", "k"), ("ph", "f"), ("gh", "g"))
_LETTERS = str.maketrans({"y": "i", "ı": "i", "q": "k", "w": "v", "x": "ks", "ş": "sh", "ç": "ch"})
_ALONE_C = re.compile(r"c(?!h)")
_TWICE = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """Give the sound of a folded word, in Latin letters; letters of other scripts stay."""
    latin = word.translate(_CYRILLIC)
    if latin == word:
        for written, meant in _LATIN:
            latin = latin.replace(written, meant)
        latin = _ALONE_C.sub("ts", latin.translate(_LETTERS))
        latin = "".join(one for one in unicodedata.normalize("NFD", latin) if one.isalnum())
    return _TWICE.sub(r"\1", latin)
