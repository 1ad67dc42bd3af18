"""The sorts of problems that an answer may name: what `/api/v1/problems` lists."""

from dataclasses import dataclass

from app.errors import BadParameterError, GoneError, NotFoundError, WithheldError

EXPLAINED_AT = "/api/v1/problems"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of problem: its name in `type`, its title, and what it means."""

    name: str
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """The address at which it is explained."""
        return f"{EXPLAINED_AT}#{self.name}"


NOT_FOUND = Sort(
    "not-found",
    NotFoundError.title,
    "There is nothing at this address, or it did not exist yet on the day of `as_of`.",
)
BAD_PARAMETER = Sort(
    "bad-parameter",
    BadParameterError.title,
    "A parameter is unknown, given twice, or has a value that cannot be. `errors` names each.",
)
READ_ONLY = Sort(
    "read-only",
    "This method is not answered",
    "The address exists, but only the methods named in the `Allow` header are answered there.",
)
NOT_ACCEPTABLE = Sort(
    "not-acceptable",
    "This is not answered in that form",
    "`Accept` wants no form in which this is answered: `detail` names those there are.",
)
NOT_UNDERSTOOD = Sort(
    "not-understood", "The request cannot be answered", "See its `status` and `detail`."
)
UNEXPECTED = Sort(
    "unexpected",
    "Something went wrong here",
    "The fault is this server's, and it was written to its log. Try again later.",
)
NO_TOKEN = Sort(
    "no-token",
    "A token is needed",
    "Writing, and reading what is not published, takes a token that is good: see `detail`.",
)
NOT_ALLOWED = Sort(
    "not-allowed",
    "Not allowed",
    "The token, or the person it acts for, may not do this, or not to what stands so.",
)
CONFLICT = Sort(
    "conflict", "This cannot be done now", "It contradicts what is there: see `detail`."
)
GONE = Sort(
    "gone",
    GoneError.title,
    "What you followed ended: `detail` says why. Begin again, with an empty copy.",
)
STALE = Sort(
    "stale-version",
    "Somebody else changed this in the meantime",
    "`current` is what stands now. Nothing was written over: put the two together, and send that.",
)
TOO_LARGE = Sort("too-large", "Too large", "Send less at once: `detail` says how much is read.")
NOT_JSON = Sort("not-json", "JSON is needed", "Send JSON, with its Content-Type.")
FAULTY = Sort(
    "faulty-draft",
    "Something has to be corrected",
    "`errors` names each field that is wrong, and says what to do. Nothing was changed.",
)
VERSION_NEEDED = Sort(
    "version-needed",
    "Say which version you change",
    'Send `If-Match` with the `ETag` that you were given, such as `"3"`.',
)
WITHHELD = Sort(
    "withheld",
    WithheldError.title,
    "Something in it was removed since, to protect a person: it comes back without that.",
)
TOO_MANY = Sort("too-many", "Too many attempts", "Wait as long as `Retry-After` says.")
BUSY = Sort("busy", "Busy", "Ask again in a moment: nothing was done.")
SORTS = (
    NOT_FOUND,
    BAD_PARAMETER,
    READ_ONLY,
    NOT_ACCEPTABLE,
    NOT_UNDERSTOOD,
    UNEXPECTED,
    NO_TOKEN,
    NOT_ALLOWED,
    CONFLICT,
    GONE,
    STALE,
    TOO_LARGE,
    NOT_JSON,
    FAULTY,
    VERSION_NEEDED,
    WITHHELD,
    TOO_MANY,
    BUSY,
)
OF_STATUS = {
    401: NO_TOKEN,
    403: NOT_ALLOWED,
    404: NOT_FOUND,
    406: NOT_ACCEPTABLE,
    409: CONFLICT,
    410: GONE,
    412: STALE,
    413: TOO_LARGE,
    415: NOT_JSON,
    422: FAULTY,
    428: VERSION_NEEDED,
    429: TOO_MANY,
    451: WITHHELD,
    503: BUSY,
}
"""What statuses mean that only one sort of problem has."""
