"""Marking English texts for translation, without needing a translator to do it."""


def message(text: str) -> str:
    """Mark a text as a message id for the catalogues in `app/locale/`; give it back unchanged."""
    return text
