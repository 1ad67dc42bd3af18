"""What a load did, in numbers: of what a reader follows by kind, of all else together."""

from collections.abc import Iterator, Mapping

from babel.numbers import format_decimal

from app.domain.vocabulary import Action, Subject
from app.feeds import words
from app.queries.languages import Tongue
from app.queries.names import Thing


def counted(counts: Mapping[Thing, int], tongue: Tongue) -> str:
    """Say how many entries a load added, changed, restored and retired."""
    return ", ".join(_sentences(counts, tongue))


def _sentences(counts: Mapping[Thing, int], tongue: Tongue) -> Iterator[str]:
    told = {(Subject(subject), Action(action)): n for (subject, action), n in counts.items()}
    for key, sentence in words.COUNTS.items():
        if key in told:
            yield tongue.say(sentence, count=_number(told.pop(key), tongue))
    if told:
        yield tongue.say(words.OTHERS, count=_number(sum(told.values()), tongue))


def _number(number: int, tongue: Tongue) -> str:
    return str(format_decimal(number, locale=tongue.language.value))
