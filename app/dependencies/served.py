"""How the address of what is for people begins: with a language, and nothing else."""

from starlette.convertors import Convertor, register_url_convertor

from app.domain.vocabulary import Language


class _ServedLanguage(Convertor[str]):
    """The first part of an address: a language that pages exist in."""

    regex = "|".join(Language)

    def convert(self, value: str) -> str:
        """Take the code as it is written."""
        return value

    def to_string(self, value: str) -> str:
        """Write the code as it is."""
        return value


register_url_convertor("served", _ServedLanguage())

PREFIX = "/{language:served}"
"""What the path of every page, and of every feed, begins with."""
