"""Which columns make an outcome, and which task they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.schema import Kind

Task = Literal["classification", "regression", "ranking"]
OutcomeKind = Literal["binary", "multiclass", "regression", "ranking"]

TASKS: tuple[Task, ...] = get_args(Task)
OUTCOME_KINDS: tuple[OutcomeKind, ...] = get_args(OutcomeKind)
TASK_OF: Mapping[OutcomeKind, Task] = {
    "binary": "classification",
    "multiclass": "classification",
    "regression": "regression",
    "ranking": "ranking",
}


@dataclass(frozen=True, slots=True)
class OutcomeColumns:
    """The columns of an entity's predictions and targets.

    Args:
        target: What then happened; rows may lack it, and so may the whole frame.
        score: The column of scores of the positive class, or a column for each class.
        prediction: What was decided: a class, or a number.
        threshold: The score from which a row without a prediction counts as predicted positive.
        positive: The value that means positive; without it 1, true and yes.
        query: The query that a row answers; makes it ranking.
        relevance: How relevant the row was to its query, 0 and more; without it the target.
        k: Places of a ranking that are looked at.
        task: Said instead of inferred.

    Raises:
        UsageError: A task that does not exist, a `k` below 1, no column to judge, or a ranking without a score.

    Example:
        >>> OutcomeColumns("label", score="score").named
        ('label', 'score')
    """

    target: str | None = None
    score: str | Mapping[str, str] | None = None
    prediction: str | None = None
    threshold: float = 0.5
    positive: object = None
    query: str | None = None
    relevance: str | None = None
    k: int = 10
    task: Task | None = None

    def __post_init__(self) -> None:
        """Check that they can make an outcome."""
        if self.task is not None and self.task not in TASKS:
            raise UsageError(f"{self.task!r} is no task. Choose one of {', '.join(TASKS)}.")
        if self.k < 1:
            raise UsageError(f"k is {self.k}. Choose how many places of a ranking count: 1 or more.")
        if self.score is None and self.prediction is None:
            raise UsageError("an outcome needs a score or a prediction. Name the column of one of them.")
        if self.is_ranking and (self.query is None or not isinstance(self.score, str)):
            raise UsageError("a ranking needs the columns query and score. Name both.")

    @property
    def is_ranking(self) -> bool:
        """Whether rows are ranked within queries."""
        return self.task == "ranking" or (self.task is None and (self.query or self.relevance) is not None)

    @property
    def classes(self) -> Mapping[str, str]:
        """The column of each class's score; empty without one for each."""
        return {} if self.score is None or isinstance(self.score, str) else self.score

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that is named, each once."""
        score = (self.score,) if isinstance(self.score, str) else tuple(self.classes.values())
        names = (self.target, *score, self.prediction, self.query, self.relevance)
        return tuple(dict.fromkeys(name for name in names if name is not None))


@dataclass(frozen=True, slots=True)
class Inferred:
    """Which outcome the columns mean, and why.

    Attributes:
        kind: The outcome's kind.
        why: A sentence for people.
    """

    kind: OutcomeKind
    why: str

    @property
    def task(self) -> Task:
        """The task: binary and multiclass outcomes are both of classification."""
        return TASK_OF[self.kind]


def infer(columns: OutcomeColumns, kinds: Mapping[str, Kind]) -> Inferred:
    """Infer the outcome from which columns there are and from their types, never from their values.

    Args:
        columns: The columns that were named.
        kinds: The kind of every column of the frame.

    Raises:
        SchemaError: A score, prediction or query column is not there.

    Example:
        >>> found = infer(OutcomeColumns("late", prediction="delay"), {"late": "number", "delay": "number"})
        >>> found.task, found.why
        ('regression', 'Regression: target and prediction are numbers, and there is no score.')
    """
    _check(columns, kinds)
    if columns.is_ranking:
        return Inferred("ranking", "Ranking: rows belong to queries.")
    if columns.task == "regression":
        return Inferred("regression", "Regression, as was said.")
    if columns.classes:
        return Inferred("multiclass", "Classification: each class has a column of scores.")
    if columns.score is not None or columns.positive is not None:
        return Inferred("binary", "Classification: there is a score, or a value, of the positive class.")
    named = (columns.target or "", columns.prediction or "")
    return _by_type({kinds[name] for name in named if name in kinds}, columns.task)


def _by_type(known: set[Kind], task: Task | None) -> Inferred:
    """What predictions without scores mean, by the kinds of target and prediction."""
    if "category" in known:
        return Inferred("multiclass", "Classification: the classes are names.")
    if "flag" in known or task == "classification":
        return Inferred("binary", "Classification: target and prediction are true or false.")
    return Inferred("regression", "Regression: target and prediction are numbers, and there is no score.")


def _check(columns: OutcomeColumns, kinds: Mapping[str, Kind]) -> None:
    late = {columns.target, columns.relevance}
    missing = [name for name in columns.named if name not in kinds and name not in late]
    if missing:
        raise SchemaError(
            f"the rows have no column {missing[0]!r}, which the outcome needs. Their columns are {', '.join(kinds)}."
        )
