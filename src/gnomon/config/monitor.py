"""A monitor: what is watched, how much change matters, how long before it tells, and whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field

from gnomon.alerts import condition
from gnomon.alerts.identity import FIXED, MonitorKind
from gnomon.alerts.policy import OnNoData, Policy, Severity
from gnomon.checks import limit
from gnomon.checks.contract import Contract, contract
from gnomon.config import durations, variables
from gnomon.config.durations import Span
from gnomon.config.mistakes import Mistake, near
from gnomon.config.part import Part
from gnomon.config.plain import mapping, said
from gnomon.config.promises import Promises, promised
from gnomon.config.remind import Remind
from gnomon.config.values import Flag, Labels, Name, Names, Number, Positive, Share, Text, When
from gnomon.errors import UsageError
from gnomon.metrics.registry import outcome_metrics
from gnomon.notify import template
from gnomon.profiles.windows import Every

Configured = Literal[
    "performance", "score", "prediction", "quality", "schema", "volume", "freshness", "custom", "inputs", "expect"
]
"""The classes of monitors that a file may name, output first."""

Watches = Literal[Configured, "self"]
"""All classes; `self` watches gnomon's own work."""

WATCHES: tuple[Configured, ...] = get_args(Configured)

SELF = "GnomonMonitorError"
"""The monitor of what gnomon could not do; no other can have such a name."""

KINDS: Mapping[Watches, MonitorKind] = {
    "performance": "performance",
    "score": "drift",
    "prediction": "drift",
    "quality": "quality",
    "schema": "schema",
    "volume": "missing",
    "freshness": "late",
    "custom": "quality",
    "inputs": "drift",
    "expect": "quality",
}
"""The label `kind` of their alerts."""

KEYS: Mapping[Watches, tuple[str, ...]] = {
    "performance": ("metric", "worse_by"),
    "score": ("material", "material_share", "strict"),
    "prediction": ("material", "material_share", "strict"),
    "quality": ("columns", "material_share", "critical"),
    "schema": ("columns", "critical"),
    "volume": ("material",),
    "freshness": ("material",),
    "custom": ("series", "material", "code"),
    "inputs": ("columns", "material", "material_share", "strict", "critical"),
    "expect": ("expect",),
}
"""What belongs to each class, beside what belongs to all."""

ONE_WINDOW = ("schema", "expect", "self")
"""Classes without statistics: one calm window clears them (STATISTICS B5 asks two of the others)."""


class Monitor(Part):
    """What is watched of an entity, and when that is told.

    Example:
        >>> monitor = Monitor(watches="performance", metric="auc", worse_by=0.02, for_="2 windows")
        >>> monitor.policy(Every(1, "d")).pending_for
        datetime.timedelta(seconds=43200)
    """

    such: ClassVar[str] = "{material: 0.2}, or off"
    name: Name = Field(default="", description="Its key.")
    off: Flag = Field(default=False, description="Whether it is removed; `inputs: off` says the same.")
    watches: Configured | None = Field(
        default=None,
        description="What it watches; follows from its name, or from expect, metric, series or code.",
        examples=["inputs"],
    )
    columns: Names | None = Field(
        default=None, description="The columns it looks at; all when not given.", examples=[["temp", "dewp"]]
    )
    series: Names | None = Field(
        default=None,
        description="The numbers of your own that it looks at, by their profilers; all that no other monitor names, "
        "when not given.",
        examples=[["share_discounted"]],
    )
    code: Text | None = Field(
        default=None,
        description="The function of your own that judges, with @gn.monitor on it, of those in the entity's code.",
        examples=["rising"],
    )
    critical: Names = Field(
        default=(), description="Columns that are worth a message of their own.", examples=[["temp"]]
    )
    material: Positive | None = Field(
        default=None,
        description="The least change that matters: of columns in standard deviations of ranks (0.1), of volume and "
        "freshness as a share (0.2); of numbers of your own as what they are: 1 point of a ratio, a fifth of a count, "
        "0.1 standard deviations of a mean, or of the usual windows of a metric.",
        examples=[0.2],
    )
    material_share: Share | None = Field(
        default=None, description="The least change of a missing or novel share that matters (0.005).", examples=[0.01]
    )
    strict: Number = Field(
        default=0.0, ge=0, description="Standard errors by which an effect must pass the cut.", examples=[1.0]
    )
    metric: Text | None = Field(
        default=None, description="The measure of performance; follows from the task.", examples=["auc"]
    )
    worse_by: Positive | None = Field(
        default=None, description="How much worse matters, in the metric's unit.", examples=[0.02]
    )
    expect: Annotated[Text | dict[Text, Promises] | None, BeforeValidator(promised)] = Field(
        default=None,
        description="A limit that must hold, or what each column must be: its type, min, max, set, pattern, unique, "
        "present.",
        examples=["p95(duration) < 300ms"],
    )
    condition: When = Field(default="violation", description="When a verdict counts.", examples=["value < 0.70"])
    for_: Span = Field(
        default=timedelta(0),
        validation_alias="for",
        serialization_alias="for",
        description="How long it must hold until it is told.",
        examples=["2 windows"],
    )
    keep_firing_for: Span = Field(
        default=timedelta(0), description="How long it goes on when all is well.", examples=["1h"]
    )
    severity: Severity | None = Field(
        default=None, description="How severe: warning, of inputs info.", examples=["high"]
    )
    owner: Text | None = Field(
        default=None, description="Who cares; the entity's owner when not given.", examples=["risk-ml"]
    )
    runbook: Text | None = Field(
        default=None, description="What to do: a path or an https address.", examples=["docs/auc.md"]
    )
    labels: Labels = Field(default={}, description="Labels of its alerts.", examples=[{"team": "risk"}])
    summary: Text | None = Field(
        default=None, description="The first line of its messages; the verdict's sentence when not given.",
        examples=["{{ entity }}: AUC {{ value | round(3) }}"],
    )  # fmt: skip
    on_no_data: OnNoData = Field(
        default="keep", description="What a window without evidence means.", examples=["alert"]
    )
    notify: tuple[Name, ...] | None = Field(
        default=None, description="The channels; the entity's when not given.", examples=[["ml"]]
    )
    remind: Remind | None = Field(
        default=None,
        description="Who is told when nobody acknowledges its alert; as its channels say when not given.",
        examples=[{"after": "30m", "notify": ["lead"]}],
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """A class, and only what belongs to it."""
        yield from _of_labels(raw)
        yield from _of_words(raw)
        if raw.get("off"):
            return
        name, said_class = str(raw.get("name", "")), raw.get("watches")
        if name in WATCHES and said_class not in (None, name):
            yield Mistake(("watches",), f"a monitor named {name} watches {name}. Give this one another name.")
        watches = class_of(name, raw)
        if watches is None:
            if said_class is None and name:  # without a name it is not yet of an entity
                hint = near(
                    name,
                    WATCHES,
                    f"Add watches: with one of {', '.join(WATCHES[:-1])}, or expect: with a limit or columns.",
                )
                yield Mistake((), f"what does {said(name)} watch? {hint}")
            return
        for key in sorted({key for keys in KEYS.values() for key in keys} - set(KEYS[watches])):
            if raw.get(key) is not None:
                yield Mistake((key,), f"a monitor of {watches} has no {key}. Leave it out.")
        if raw.get("code") is not None:
            for key in ("series", "material"):
                if raw.get(key) is not None:
                    yield Mistake((key,), f"a monitor with code has no {key}: the function knows. Leave it out.")
        if watches == "expect" and raw.get("expect") is None:
            yield Mistake(("expect",), 'is missing. Write a limit: expect: "p95(duration) < 300ms".')

    def as_named(self, key: str) -> object:
        """As it was written, under its name: what it watches may follow from that, and is looked at anew."""
        return {**{field: getattr(self, field) for field in self.model_fields_set}, "name": key}

    @property
    def kind(self) -> MonitorKind:
        """The label `kind` of its alerts."""
        return "self" if self.name == SELF else KINDS[self.watched]

    @property
    def watched(self) -> Watches:
        """What it watches."""
        if self.name == SELF:
            return "self"
        found = self.watches or class_of(
            self.name, {"expect": self.expect, "metric": self.metric, "series": self.series, "code": self.code}
        )
        if found is None:
            raise UsageError(f"monitor {self.name!r}: says not what it watches.")
        return found

    @property
    def severe(self) -> Severity:
        """How severe its alerts are."""
        return self.severity or ("info" if self.watched == "inputs" else "warning")

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """What each column must be; empty for a limit."""
        columns = self.expect if isinstance(self.expect, Mapping) else {}
        return tuple(contract(name, one.written) for name, one in columns.items())

    def policy(self, every: Every) -> Policy:
        """What it says of telling, for windows of some length.

        Args:
            every: How long a window is.
        """
        return Policy(
            length=every.length,
            pending_for=durations.pending(self.for_, every),
            keep_firing_for=durations.holding(self.keep_firing_for, every),
            clear_after=1 if self.watched in ONE_WINDOW else 2,
            on_no_data=self.on_no_data,
            condition=condition.parse(self.condition),
            severity=self.severe,
        )


def class_of(name: str, raw: Mapping[str, Any]) -> Configured | None:
    """What a monitor watches, by what is written, or None when that cannot be known.

    Example:
        >>> class_of("slow", {"expect": "p95(x) < 3"}), class_of("auc", {"metric": "auc"}), class_of("slow", {})
        ('expect', 'performance', None)
    """
    for each in WATCHES:
        if raw.get("watches") == each or (raw.get("watches") is None and name == each and each != "expect"):
            return each
    if raw.get("watches") is not None:
        return None
    if raw.get("expect") is not None:
        return "expect"
    if raw.get("series") is not None or raw.get("code") is not None:
        return "custom"
    return "performance" if raw.get("metric") is not None else None


def _of_labels(raw: Mapping[str, Any]) -> Iterator[Mistake]:
    for key in mapping(raw.get("labels")):
        if key in FIXED:
            yield Mistake(("labels", key), f"the label {key} is gnomon's own. Give yours another name.")


def _of_words(raw: Mapping[str, Any]) -> Iterator[Mistake]:
    """Names of metrics, limits and templates."""
    metric, expected, summary = (raw.get(key) for key in ("metric", "expect", "summary"))
    if isinstance(metric, str):
        known = [each.name for each in outcome_metrics()]
        if metric not in known:
            yield Mistake(("metric",), f"there is no metric {metric!r}. {near(metric, known)}")
    if isinstance(expected, str) and (words := _of_limit(expected)):
        yield Mistake(("expect",), words)
    for wrong in template.mistakes(summary, template.NAMES) if isinstance(summary, str) else ():
        yield Mistake(("summary",), f"{wrong}. Write one such as {{{{ value | round(3) }}}}.")


def _of_limit(expected: str) -> str:
    """What is wrong with a limit."""
    try:
        limit.limit(expected)
    except UsageError as error:
        return variables.hidden(expected, "limit") or str(error).removeprefix("limit: ")
    return ""
