"""What a change costs: publishing it, and the first answer after it."""

import time
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.asking import cold_questions
from tests.benchmarks.driving import BROWSER
from tests.benchmarks.editing import Editor
from tests.benchmarks.server import Running
from tests.benchmarks.wish import Wish

_WITH_GOALS = 4


@dataclass(slots=True)
class Changes:
    """Milliseconds: of every publication, and of the first answer of each kind after one."""

    published: list[float] = field(default_factory=list)
    first: dict[str, list[float]] = field(default_factory=dict)

    def median_of(self, name: str) -> float:
        """Give the median time of the first answer of a kind."""
        return median(self.first[name])


def after_changes(server: Running, token: str, size: int, wish: Wish) -> Changes:
    """Publish and ask, publish and ask: each answer is the first one after a change of its own.

    Raises:
        RuntimeError: when an answer or a publication fails.

    """
    wish.say(f"first answers after {wish.turns} changes each")
    questions = cold_questions(server, size)[: max(wish.targets, _WITH_GOALS)]
    editor, found = Editor(server.port, token), Changes()
    connection = server.connect()
    for _ in range(wish.turns):
        for question in questions:
            changed, seconds = editor.publish()
            found.published.append(seconds * 1000)
            path = question.path(changed)
            began = time.perf_counter()
            connection.request("GET", path, headers=BROWSER)
            answer = connection.getresponse()
            answer.read()
            taken = (time.perf_counter() - began) * 1000
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered with {answer.status}")
            found.first.setdefault(question.name, []).append(taken)
    editor.close()
    connection.close()
    return found
