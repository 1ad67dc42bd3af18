"""What a look at an installation finds: one line each, with how it is to be taken."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How a finding is to be taken."""

    OK = 0
    WARN = 1
    FAIL = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, and a sentence on it."""

    level: Level
    subject: str
    sentence: str

    def line(self) -> str:
        """Write it with the level in front, where the eye (or grep) finds it."""
        return f"{self.level.name.lower():<5} {self.subject}: {self.sentence}"


def ok(subject: str, sentence: str) -> Finding:
    """Nothing needs to be done."""
    return Finding(Level.OK, subject, sentence)


def warn(subject: str, sentence: str) -> Finding:
    """It works, and should be seen to."""
    return Finding(Level.WARN, subject, sentence)


def fail(subject: str, sentence: str) -> Finding:
    """It does not work, or soon will not."""
    return Finding(Level.FAIL, subject, sentence)
