"""Everything that can go wrong in a way somebody can mend: one tree, one shape.

Each error carries the HTTP status it becomes, a short title, and a detail that says what to do.
`app/api/problems.py` and `app/pages/errors.py` show them; the command line prints the detail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

Wrong = tuple[str, str]
"""The name of a parameter, and a sentence on what is wrong with it and what to write."""

_MOST_TOLD = 20


class ScorecardError(Exception):
    """The root: what a person is told, and with which HTTP status."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, detail: str) -> None:
        """Keep the sentence that says what is wrong and what to do."""
        super().__init__(detail)
        self.detail = detail


class NotFoundError(ScorecardError):
    """There is no such page or entry, or not on that day."""

    status = 404
    title = "Not found"


class BadParameterError(ScorecardError):
    """A parameter of the address is unknown or has a value that cannot be.

    `parameter` is its name as written in the address.
    """

    status = 422
    title = "A parameter is wrong"

    def __init__(self, parameter: str, detail: str) -> None:
        """Keep the name of the parameter beside the sentence about it."""
        super().__init__(detail)
        self.parameter = parameter


class BadParametersError(BadParameterError):
    """One or more parameters are wrong: each with its name and what to do, in the order given."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        """Keep the first few; the first is also `parameter` and `detail`."""
        super().__init__(*wrong[0])
        self.wrong = list(wrong[:_MOST_TOLD])


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a registry file: the line it is on (from 1) and what to do about it."""

    line: int
    message: str


class FaultyRegistryError(ScorecardError):
    """The registry file has faults; nothing of it was taken over."""

    title = "The registry file has faults"

    def __init__(self, path: str, faults: list[Fault]) -> None:
        """Keep the faults, in the order of the file."""
        self.path = path
        self.faults = sorted(faults)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """Give each fault as `file:line: what is wrong, and what to do`."""
        return [f"{self.path}:{fault.line}: {fault.message}" for fault in self.faults]


class MassRetirementError(ScorecardError):
    """A load would retire so many entries that it looks like a mistake."""

    title = "The load would retire many entries"


class UnusableDatabaseError(ScorecardError):
    """The database cannot be opened, or its tables are from another version."""

    title = "The database cannot be used"


class SignInNeededError(ScorecardError):
    """Nobody is signed in, or not any more."""

    status = 401
    title = "Sign in first"


class NotAllowedError(ScorecardError):
    """Whoever asks may not do this."""

    status = 403
    title = "Not allowed"


class ConflictError(ScorecardError):
    """What is asked for contradicts what is there."""

    status = 409
    title = "This cannot be done now"


class GoneError(ScorecardError):
    """What is asked for was here once, and cannot be gone on from any more."""

    status = 410
    title = "This cannot be continued"


class StaleVersionError(ScorecardError):
    """Somebody else saved in the meantime: nothing was written over, and both texts are kept.

    `current` is the version that stands now, `text` what it says, where whoever asked may see it.
    """

    status = 412
    title = "Somebody else changed this in the meantime"

    def __init__(self, detail: str, current: int, text: dict[str, Any] | None = None) -> None:
        """Keep what stands now beside the sentence."""
        super().__init__(detail)
        self.current = current
        self.text = text


class VersionNeededError(ScorecardError):
    """A change does not say which version it is made to."""

    status = 428
    title = "Say which version you change"


class TooLargeError(ScorecardError):
    """What was sent is larger than what is accepted here."""

    status = 413
    title = "This is too large"


class FaultyDraftError(ScorecardError):
    """What was written cannot be submitted as it is: each field that is wrong, and what to do."""

    status = 422
    title = "Something has to be corrected"

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        """Keep every field that is wrong with its sentence."""
        super().__init__(" ".join(sentence for _, sentence in wrong))
        self.wrong = list(wrong)


class TooManyAttemptsError(ScorecardError):
    """Asked too often in too short a time; `seconds` is how long to wait."""

    status = 429
    title = "Too many attempts"

    def __init__(self, detail: str, seconds: int) -> None:
        """Keep how long to wait beside the sentence that says it."""
        super().__init__(detail)
        self.seconds = seconds


class WithheldError(ScorecardError):
    """A file holds what was redacted since it was made: nobody gets it until it is made anew."""

    status = 451
    title = "This is being replaced"


class BusyError(ScorecardError):
    """The database was written by others for as long as anybody can be made to wait."""

    status = 503
    title = "The database is busy"
