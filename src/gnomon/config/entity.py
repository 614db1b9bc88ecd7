"""An entity: what is monitored, where its rows and targets come from, and what is watched of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, WithJsonSchema

from gnomon.alerts.policy import Severity
from gnomon.config import defaults, fitting
from gnomon.config.budget import Alarms, Budget
from gnomon.config.durations import Cut, Duration
from gnomon.config.holidays import Holiday
from gnomon.config.hours import Hours
from gnomon.config.mistakes import Mistake
from gnomon.config.monitor import WATCHES, Monitor, Watches
from gnomon.config.part import Part
from gnomon.config.plain import said
from gnomon.config.reference import Reference
from gnomon.config.source import Source, Targets
from gnomon.config.values import Flag, Labels, Name, Number, Text, Whole, Zone, is_off, named, reading
from gnomon.errors import UsageError
from gnomon.profiles.outcomes.task import OutcomeColumns, Task
from gnomon.profiles.schema import Kind, Role, Schema

Widths = Literal["output", "all"]


SEGMENTS = {
    "anyOf": [
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": {"enum": ["output", "all"]}},
    ]
}


def _segments(raw: object) -> object:
    """A list of columns means their output only."""
    if isinstance(raw, str):
        raise UsageError(f"{said(raw)} is not a list. Write [{said(raw)[1:-1]}].")
    if not isinstance(raw, list | tuple):
        return raw
    for each in raw:
        if not isinstance(each, str):
            raise UsageError(f"{said(each)} is no name of a column. Write [origin, carrier].")
    return dict.fromkeys(raw, "output")


CODE = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _code(raw: object) -> object:
    """One place is a list of one."""
    return (raw,) if isinstance(raw, str) else raw


def _monitors(raw: object) -> object:
    """Monitors by name: `off` in place of one removes it, and one of which nothing is said is as it is by default."""
    if not isinstance(raw, Mapping):
        return raw
    return named({key: {"off": True} if is_off(each) else {} if each is None else each for key, each in raw.items()})


class Entity(Part):
    """What is monitored.

    Example:
        >>> entity = Entity(name="flights", source=Source(path="flights.parquet", timestamp="ts"))
        >>> list(entity.monitors)
        ['quality', 'schema', 'volume', 'freshness', 'inputs']
    """

    such: ClassVar[str] = "{source: {path: flights.parquet, timestamp: ts}}"
    name: Name = Field(default="", description="Its key.")
    kind: Literal["model", "data", "pipeline", "service"] = Field(
        default="model", description="What it is.", examples=["model"]
    )
    owner: Text | None = Field(
        default=None, description="Who cares for it: named in every message.", examples=["ml-oncall"]
    )
    labels: Labels = Field(
        default={}, description="Labels of its alerts: environment, team.", examples=[{"env": "prod"}]
    )
    source: Source = Field(
        description="Where its rows come from.",
        examples=[{"path": "flights.parquet", "timestamp": "ts", "id": "event_id"}],
    )
    targets: Targets | None = Field(
        default=None,
        description="Where the true outcomes come from, often late.",
        examples=[{"path": "labels.parquet", "id": "event_id", "timestamp": "label_ts", "target": "label"}],
    )
    score: Text | None = Field(
        default=None, description="The column of scores of the positive class.", examples=["score"]
    )
    scores: dict[Text, Text] | None = Field(
        default=None,
        description="The column of each class's score, where there are several.",
        examples=[{"cat": "p_cat", "dog": "p_dog"}],
    )
    prediction: Text | None = Field(
        default=None, description="The column of what was decided: a class or a number.", examples=["prediction"]
    )
    positive: Any = Field(
        default=None, description="The value that means positive; 1, true and yes when not given.", examples=["late"]
    )
    threshold: Number = Field(
        default=0.5,
        description="The score from which a row without a prediction counts as positive.",
        examples=[0.5],
    )
    query: Text | None = Field(
        default=None, description="The column of the query that a row answers: makes it ranking.", examples=["query"]
    )
    relevance: Text | None = Field(
        default=None,
        description="The column of how relevant a row was to its query; the target when not given.",
        examples=["relevance"],
    )
    k: Whole = Field(default=10, ge=1, description="Places of a ranking that count.", examples=[10])
    task: Task | None = Field(
        default=None, description="The task, where it does not follow from the columns.", examples=["regression"]
    )
    segments: Annotated[dict[Text, Widths], BeforeValidator(reading(_segments)), WithJsonSchema(SEGMENTS)] = Field(
        default={},
        description="Columns whose values are looked at apart, one at a time: a list for the output alone, or "
        "{origin: all} for every column.",
        examples=[["origin"]],
    )
    every: Cut = Field(default="1d", description="How long a window is: 15m, 1h, 1d, 1w, 1mo.", examples=["1d"])
    zone: Zone = Field(
        default="UTC", description="The time zone in which windows begin.", examples=["America/New_York"]
    )
    lateness: Duration = Field(
        default=timedelta(0), description="How long after its end a window waits for late rows.", examples=["2h"]
    )
    revise_for: Duration = Field(
        default=timedelta(days=30), description="How long late rows and targets may change a window.", examples=["30d"]
    )
    holidays: tuple[Holiday, ...] = Field(
        default=(),
        description="Days that are unlike others: dates, and countries (GB, US-NY) whose public holidays are meant, "
        "which needs gnomon[holidays]. Volume and freshness are lenient on them.",
        examples=[["2013-12-24", "2013-12-31"]],
    )
    reference: Reference = Field(
        default_factory=lambda: Reference(first=fitting.USUAL),
        description="What rows are compared with; their own first 28 days when not given.",
        examples=[{"first": "28d"}],
    )
    false_alarms: Alarms = Field(
        default=Budget(1.0),
        description="How many false alarms are accepted: the one number to have an opinion on.",
        examples=["1 per month"],
    )
    notify: tuple[Name, ...] = Field(default=(), description="The channels that are told.", examples=[["ml"]])
    incidents_from: Severity = Field(
        default="warning", description="How severe an alert is that opens an incident.", examples=["high"]
    )
    raw_rows: Flag = Field(
        default=False, description="Whether people may see rows, not only profiles.", examples=[False]
    )
    code: Annotated[tuple[Text, ...], BeforeValidator(_code), WithJsonSchema(CODE)] = Field(
        default=(),
        description="Functions of your own with @gn.profiler, @gn.metric or @gn.monitor on them: a file, a module, "
        "or one function of either.",
        examples=["./checks.py", "acme.checks:share_discounted"],
    )
    kinds: dict[Text, Kind] = Field(
        default={}, description="Kinds to read columns as, where the type misleads.", examples=[{"zip": "category"}]
    )
    roles: dict[Text, Role] = Field(
        default={},
        description="What columns are to the model, beside what is said above.",
        examples=[{"region": "segment"}],
    )
    monitors: Annotated[dict[Name, Monitor], BeforeValidator(_monitors)] = Field(
        default={},
        description="What is watched: naming one tunes it, `inputs: off` removes it.",
        examples=[{"inputs": {"material": 0.2}}],
    )
    upstream: tuple[Name, ...] = Field(
        default=(), description="Entities that it is made of.", examples=[["weather-feed"]]
    )

    _off: tuple[str, ...] = PrivateAttr(default=())
    _maintained: tuple[Hours, ...] = PrivateAttr(default=())

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """What does not fit together."""
        yield from fitting.misfits(raw)

    def model_post_init(self, context: object, /) -> None:
        """Fill in the monitors that it has by default."""
        has_output = bool(self.score or self.scores or self.prediction)
        has: dict[Watches, bool] = {
            "performance": has_output and (self.targets is not None or self.reference.target is not None),
            "score": bool(self.score or self.scores),
            "prediction": self.prediction is not None,
            "custom": bool(self.code),
        }
        of_output: list[Watches] = [watches for watches in WATCHES if has.get(watches, False)]
        self._off = tuple(name for name, monitor in self.monitors.items() if monitor.off)
        object.__setattr__(self, "monitors", defaults.monitors(self.monitors, of_output))

    @property
    def off(self) -> tuple[str, ...]:
        """The monitors that were removed."""
        return self._off

    @property
    def maintained(self) -> tuple[Hours, ...]:
        """Hours in which windows are no example of what is usual."""
        return self._maintained

    def maintained_in(self, hours: Iterable[Hours]) -> Entity:
        """The same with the hours of its maintenance."""
        made = self.model_copy()
        made._maintained = tuple(hours)
        return made

    @property
    def outcome(self) -> OutcomeColumns | None:
        """Which columns make its outcome; None without predictions."""
        score: str | Mapping[str, str] | None = self.scores or self.score
        if score is None and self.prediction is None:
            return None
        return OutcomeColumns(
            self.targets.target if self.targets is not None else None,
            score=score,
            prediction=self.prediction,
            threshold=self.threshold,
            positive=self.positive,
            query=self.query,
            relevance=self.relevance,
            k=self.k,
            task=self.task,
        )

    @property
    def schema(self) -> Schema:  # type: ignore[override]  # pydantic's own method of that name is deprecated
        """What was said of kinds and roles of its columns."""
        said: dict[str, Role] = {self.source.timestamp: "timestamp"} if self.source.timestamp else {}
        if self.source.id:
            said[self.source.id] = "id"
        if self.targets is not None and self.targets.place == self.source.place:
            said[self.targets.target] = "target"
        scores = (self.score,) if self.score else tuple((self.scores or {}).values())
        said |= dict.fromkeys(scores, "score")
        if self.prediction:
            said[self.prediction] = "prediction"
        said |= dict.fromkeys(self.segments, "segment")
        return Schema(dict(self.kinds), {**said, **self.roles})
