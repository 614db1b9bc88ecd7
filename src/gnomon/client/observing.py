"""Around a predict function: what went in, what came out, how long it took, and what went wrong.

The length in seconds is the column `duration`, the name of an exception the column
`error`; a feature of that name stays as it is. What the function answers or raises is
its caller's, unchanged.
"""

from __future__ import annotations

import functools
import inspect
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol, Self, TypeVar, cast

from gnomon.client import frames

DURATION, ERROR = "duration", "error"

Output = Literal["prediction", "score"]
F = TypeVar("F", bound=Callable[..., Any])


class Logs(Protocol):
    """Who logs: a client."""

    def new_id(self) -> str:
        """Make an id."""
        ...

    def log_observed(self, lasted: Mapping[str, Any], observed: Observed) -> None:
        """Log what was observed."""
        ...


class Observed:
    """One prediction while it is made, or many that are made together; logged at the end.

    Args:
        client: Who logs it.
        features: What the model is given: a mapping, or a frame or a list of rows for many.
        event_id: The id; of many each gets its own.

    Attributes:
        event_id: Its id, for its target.
        score: What the model answers, as a number; a sequence for many.
        prediction: What is decided; a sequence for many.
    """

    def __init__(self, client: Logs, features: Any, event_id: object = None) -> None:  # noqa: ANN401 - or a frame
        self._client = client
        self._features = dict(features) if isinstance(features, dict) else features  # the function may change it
        self.event_id = client.new_id() if event_id is None else event_id
        self.score: Any = None
        self.prediction: Any = None
        self._started_at = time.perf_counter()

    def __enter__(self) -> Self:
        self._started_at = time.perf_counter()
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        lasted: dict[str, Any] = {DURATION: time.perf_counter() - self._started_at}
        if error is not None:
            lasted[ERROR] = error.__name__
        self._client.log_observed(lasted, self)

    def answered(self, answer: Any, output: Output) -> None:  # noqa: ANN401 - what any function answers
        """Take what a function answered.

        Args:
            answer: A mapping with `score` or `prediction`, or the value of one of them.
            output: Of which.
        """
        said = answer if isinstance(answer, dict) and answer.keys() & {"score", "prediction"} else {output: answer}
        self.score, self.prediction = said.get("score"), said.get("prediction")

    def rows(self, lasted: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """What is logged: the arguments of `Client.log`, for each row.

        Args:
            lasted: How long it took, and what went wrong.
        """
        if isinstance(self._features, Mapping):
            yield {
                "features": {**lasted, **self._features},
                "score": self.score,
                "prediction": self.prediction,
                "event_id": self.event_id,
            }
            return
        rows = list(frames.rows(self._features))
        scores, predictions = _each(self.score, len(rows)), _each(self.prediction, len(rows))
        for row, score, prediction in zip(rows, scores, predictions, strict=True):
            yield {"features": {**lasted, **row}, "score": score, "prediction": prediction}


def observed(client: Logs, function: F, output: Output) -> F:
    """A function whose calls are logged; it may be a coroutine's.

    Args:
        client: Who logs.
        function: The function.
        output: What its answer is.
    """
    signature = inspect.signature(function)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any function
        with Observed(client, _inputs(signature, args, kwargs)) as seen:
            answer = function(*args, **kwargs)
            seen.answered(answer, output)
        return answer

    @functools.wraps(function)
    async def call_async(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any function
        with Observed(client, _inputs(signature, args, kwargs)) as seen:
            answer = await function(*args, **kwargs)
            seen.answered(answer, output)
        return answer

    return cast("F", call_async if inspect.iscoroutinefunction(function) else call)


def _inputs(signature: inspect.Signature, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """The arguments by name; where there is one alone that holds rows or columns, it."""
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError:
        return {}  # the function says so itself
    bound.apply_defaults()
    given = {name: value for name, value in bound.arguments.items() if name not in ("self", "cls")}
    alone = next(iter(given.values())) if len(given) == 1 else None
    is_many = isinstance(alone, list) and bool(alone) and all(isinstance(row, Mapping) for row in alone)
    return alone if isinstance(alone, Mapping) or is_many or frames.columns(alone) is not None else given


def _each(answers: Any, rows: int) -> Sequence[Any]:  # noqa: ANN401 - what any function answers
    """An answer for each row; none where they do not fit."""
    turned = answers.tolist() if hasattr(answers, "tolist") else answers
    found = list(turned) if isinstance(turned, Iterable) and not isinstance(turned, str | Mapping) else []
    return found if len(found) == rows else [None] * rows
