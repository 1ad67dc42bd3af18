"""The methodology says what the rule does."""

import ast
import inspect

import pytest

from app.domain import readings
from app.domain.methodology import (
    CLAUSES,
    IN_FORCE,
    OTHER_WORDS,
    PASSAGES,
    STATUS_WORDS,
    VERSIONS,
    Clause,
)
from app.domain.readings import RULE_VERSION
from app.domain.vocabulary import Status

each_clause = pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: str(clause.number))


def called_in_the_rule() -> set[str]:
    """Names of the functions that the module of the rule calls."""
    calls = [
        node.func
        for node in ast.walk(ast.parse(inspect.getsource(readings)))
        if isinstance(node, ast.Call)
    ]
    return {function.id for function in calls if isinstance(function, ast.Name)}


def test_the_clauses_are_numbered_from_one_to_seven() -> None:
    assert [clause.number for clause in CLAUSES] == [1, 2, 3, 4, 5, 6, 7]


@each_clause
def test_every_clause_is_applied_by_the_function_that_bears_its_number(clause: Clause) -> None:
    assert inspect.getmodule(clause.applied_by) is readings
    assert (clause.applied_by.__doc__ or "").startswith(f"Clause {clause.number}: ")


@each_clause
def test_the_rule_calls_the_function_of_every_clause(clause: Clause) -> None:
    assert clause.applied_by.__name__ in called_in_the_rule()


def test_every_numbered_function_of_the_rule_has_its_clause() -> None:
    numbered = {
        function
        for _, function in inspect.getmembers(readings, inspect.isfunction)
        if (function.__doc__ or "").startswith("Clause ")
    }
    assert numbered == {clause.applied_by for clause in CLAUSES}


def test_the_newest_version_is_in_force_and_none_is_missing() -> None:
    assert [version.number for version in VERSIONS] == list(range(1, RULE_VERSION + 1))
    assert IN_FORCE is VERSIONS[-1]


def test_every_text_is_a_sentence_without_parameters() -> None:
    texts = [clause.text for clause in CLAUSES]
    texts += [paragraph for passage in PASSAGES for paragraph in passage.paragraphs]
    texts += [version.text for version in VERSIONS]
    assert [text for text in texts if not text.endswith(".") or "{" in text or "  " in text] == []


def test_every_title_differs_from_the_others() -> None:
    titles = [clause.title for clause in CLAUSES] + [passage.title for passage in PASSAGES]
    assert len(set(titles)) == len(titles)


def test_the_words_are_the_statuses_and_their_absence_each_with_a_meaning() -> None:
    assert [word for word, _ in STATUS_WORDS] == [*Status, None]
    labels = [label for _, label in STATUS_WORDS] + list(OTHER_WORDS)
    assert [label for label in labels if not label.meaning] == []


def test_no_text_says_that_a_commitment_became_law_or_was_not_done() -> None:
    texts = [label.meaning for _, label in STATUS_WORDS] + [clause.text for clause in CLAUSES]
    assert [text for text in texts if "became law" in text or "not done" in text] == []
