"""A file of tests of monitors: what is fed, and what is expected at which time.

The format is that of promtool's unit tests for rules, as far as both have the
same; a series is a figure of a monitor's verdicts, and a sample is a window.

Source: ALERTS 7.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator, WithJsonSchema

from gnomon.alerts import matchers, silence
from gnomon.alerts.matchers import Matcher
from gnomon.alerts.silence import Silence
from gnomon.alerts.state import Name as State
from gnomon.config.durations import Duration, Elapsed
from gnomon.config.fed_series import Series
from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.sample_values import Values
from gnomon.config.settings import Settings
from gnomon.config.values import Labels, Name, Text, reading
from gnomon.errors import UsageError
from gnomon.notify.decide import Reason
from gnomon.profiles.windows import Every

ORIGIN = datetime(2014, 1, 1, tzinfo=UTC)
"""A test begins with the window in which this lies."""

SERIES = 'effect{entity="churn",monitor="inputs"}'
AUTHOR = "test"
DAY = timedelta(days=1)


class InputSeries(Part):
    """What is fed: a sample a window."""

    such: ClassVar[str] = "{series: '" + SERIES + "', values: '0.02x4 0.31x3'}"
    series: Series = Field(description="A figure of a monitor's verdicts.", examples=[f"'{SERIES}'"])
    values: Values = Field(description="Its samples, one a window.", examples=["'0.02x4 0.31x3'"])


class Late(Part):
    """Samples that come late, in place of those that were there."""

    such: ClassVar[str] = "{at: 12d, series: '" + SERIES + "', from: 5d, values: '0.02x2'}"
    at: Elapsed = Field(description="When they come.", examples=["12d"])
    series: Series = Field(description="Of which series.", examples=[f"'{SERIES}'"])
    from_: Elapsed = Field(validation_alias="from", description="Of which time the first is.", examples=["5d"])
    values: Values = Field(description="The samples from there on.", examples=["'0.02x2'"])


class ExpectedAlert(Part):
    """An alert that fires."""

    such: ClassVar[str] = "{exp_labels: {entity: churn, severity: info, kind: drift}}"
    exp_labels: Labels = Field(default={}, description="All its labels but alertname.")
    exp_annotations: Labels = Field(default={}, description="Its summary and its runbook, where the monitor has them.")


class AlertTest(Part):
    """Which alerts of a monitor fire at a time."""

    such: ClassVar[str] = "{eval_time: 8d, alertname: inputs, exp_alerts: []}"
    eval_time: Elapsed = Field(description="When: the last evaluation until then counts.", examples=["8d"])
    alertname: Name = Field(description="The monitor.", examples=["inputs"])
    exp_alerts: tuple[ExpectedAlert, ...] = Field(default=(), description="All that fire, exactly.")


class ExpectedState(Part):
    """The state of an alert at a time."""

    such: ClassVar[str] = "{eval_time: 6d, alertname: inputs, entity: churn, state: pending}"
    eval_time: Elapsed = Field(description="When: the last evaluation until then counts.", examples=["6d"])
    alertname: Name = Field(description="The monitor.", examples=["inputs"])
    entity: Name = Field(description="The entity.", examples=["churn"])
    state: State = Field(description="none, pending, firing or inactive.", examples=["pending"])


class ExpectedNotification(Part):
    """A message that is sent."""

    such: ClassVar[str] = "{at: 8d, channel: ml, reason: first}"
    at: Elapsed = Field(description="When: by the last evaluation until then.", examples=["8d"])
    channel: Name = Field(description="The channel.", examples=["ml"])
    reason: Reason = Field(description="Why it is sent.", examples=["first"])


def _matcher(text: object) -> Matcher:
    return matchers.parse(str(text))


class Silenced(Part):
    """A silence."""

    such: ClassVar[str] = "{at: 5d, for: 2d, matchers: [entity=churn]}"
    at: Elapsed = Field(description="When it begins.", examples=["5d"])
    for_: Duration = Field(validation_alias="for", description="How long it lasts.", examples=["2d"])
    matchers: tuple[Annotated[Matcher, PlainValidator(reading(_matcher)), WithJsonSchema({"type": "string"})], ...] = (
        Field(description="An alert that all of them match is meant.", examples=[["entity=churn"]])
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """A silence that nobody can have meant."""
        try:
            made = cls.model_construct(**raw)
            parsed = tuple(map(_matcher, made.matchers))
            silence.check(Silence(parsed, ORIGIN, ORIGIN + timedelta(hours=1), AUTHOR, AUTHOR))
        except (AttributeError, TypeError):
            return  # its own keys are wrong
        except UsageError as error:
            yield Mistake(("matchers",), str(error))


class MonitorTest(Part):
    """One test."""

    such: ClassVar[str] = "{name: it fires, input_series: [], alert_rule_test: []}"
    name: Text = Field(default="", description="What it says when it passes.", examples=["it fires after a day"])
    interval: Elapsed | None = Field(
        default=None, description="How far apart samples are: the window of what is fed.", examples=["1d"]
    )
    input_series: tuple[InputSeries, ...] = Field(description="What is fed.", examples=[[InputSeries.such]])
    late: tuple[Late, ...] = Field(default=(), description="What comes late.")
    silences: tuple[Silenced, ...] = Field(default=(), description="Silences.")
    alert_rule_test: tuple[AlertTest, ...] = Field(default=(), description="Which alerts fire.")
    exp_state: tuple[ExpectedState, ...] = Field(default=(), description="In which state alerts are.")
    exp_notifications: tuple[ExpectedNotification, ...] | None = Field(
        default=None, description="All messages that are sent, exactly; not looked at when not given."
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """What gnomon does not have yet, and what tests nothing."""
        if "exp_actions" in raw:
            yield Mistake(("exp_actions",), "gnomon takes no actions yet. Leave it out.")
        if not any(key in raw for key in ("alert_rule_test", "exp_state", "exp_notifications", "exp_actions")):
            yield Mistake((), "it expects nothing. Write alert_rule_test:, exp_state: or exp_notifications:.")

    def window(self, settings: Settings) -> timedelta:
        """How long a window of what is fed is."""
        names = [one.series.entity for one in self.input_series]
        return Every.parse(settings.entities[names[0]].every).length if names else self.interval or DAY

    def until(self, interval: timedelta) -> timedelta:
        """The time of its last sample, or the last at which something comes or is expected.

        Args:
            interval: How long a window is.
        """
        ends = [(len(one.values) - 1) * interval for one in self.input_series]
        ends += [one.from_ + (len(one.values) - 1) * interval for one in self.late]
        ends += [one.at for one in self.late]
        ends += [one.at for one in self.silences]
        ends += [one.at for one in self.exp_notifications or ()]
        ends += [one.eval_time for one in self.alert_rule_test]
        ends += [one.eval_time for one in self.exp_state]
        return max(ends, default=timedelta(0))


class MonitorTests(Part):
    """A file of tests."""

    config: Text = Field(
        default="gnomon.yaml", description="The configuration, seen from the file's folder.", examples=["gnomon.yaml"]
    )
    evaluation_interval: Elapsed | None = Field(
        default=None, description="How often gnomon runs; once a sample when not given.", examples=["1d"]
    )
    tests: tuple[MonitorTest, ...] = Field(description="The tests.", examples=[[MonitorTest.such]])

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """A file that could not fail."""
        if raw.get("tests") == []:
            yield Mistake(("tests",), f"holds no test. Write one such as [{MonitorTest.such}].")
