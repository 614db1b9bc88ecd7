"""Tests of monitors as promtool reads them: the subset that Prometheus has too, as rules and their unit tests.

A rule is made of a monitor whose alert hangs on one figure and one number,
for which a window without data is calm, and which one calm window clears. Each
figure is a metric of its own, so that labels are those of the rule alone.

Source: ALERTS R66.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gnomon.config import threshold
from gnomon.config.fed_series import FedSeries
from gnomon.config.mistakes import Place
from gnomon.config.monitor_tests import MonitorTest, MonitorTests
from gnomon.config.sample_values import Samples
from gnomon.config.settings import Settings
from gnomon.jobs import monitors
from gnomon.jobs.monitors import Plan
from gnomon.jobs.rehearsal.rehearse import moments
from gnomon.notify import template

LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
SLOT = re.compile(r"\{\{\s*(entity|monitor|severity|labels\.[a-zA-Z_][a-zA-Z0-9_]*)\s*\}\}")
Record = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what was not.

    Attributes:
        files: Texts by name; JSON, which is YAML.
        left_out: Places of what Prometheus does not have, and why.
    """

    files: Mapping[str, str]
    left_out: tuple[tuple[Place, str], ...]


def export(settings: Settings, tests: MonitorTests, stem: str) -> Exported:
    """Rules and tests of the shared subset.

    Args:
        settings: The configuration.
        tests: A file of tests.
        stem: How the files' names begin.
    """
    rules: dict[tuple[str, str], Record] = {}
    written, left_out = list[Record](), list[tuple[Place, str]]()
    for at, test in enumerate(tests.tests):
        place: Place = ("tests", at)
        why = _of_test(settings, tests, test)
        if why:
            left_out.append((place, why))
            continue
        fed = {}
        for i, one in enumerate(test.input_series):
            try:
                name = (one.series.entity, one.series.monitor)
                plan = _plan(settings, one.series)
                rules[name] = _rule(plan, _alone(test, one.series), _metric(name, rules))
                fed[one.series] = one.values
            except _OursAlone as reason:
                left_out.append(((*place, "input_series", i), str(reason)))
        kept = {one.monitor for one in fed} - {one.series.monitor for one in test.input_series if one.series not in fed}
        for i, each in enumerate(test.alert_rule_test):
            if each.alertname not in kept:
                left_out.append(((*place, "alert_rule_test", i), f"{each.alertname} is no rule of Prometheus'."))
        for key in ("exp_state", "exp_notifications"):
            if getattr(test, key):
                left_out.append(((*place, key), "Prometheus' tests know alerts that fire only."))
        written.append(_test(settings, test, fed, rules, kept))
    files = {
        f"{stem}.rules.json": {"groups": [{"name": "gnomon", "rules": [one["rule"] for one in rules.values()]}]},
        f"{stem}.tests.json": {"rule_files": [f"{stem}.rules.json"], **_step(settings, tests), "tests": written},
    }
    return Exported({name: f"{json.dumps(of, indent=2)}\n" for name, of in files.items()}, tuple(left_out))


class _OursAlone(Exception):
    """Prometheus does not have it; the message says what."""


def _step(settings: Settings, tests: MonitorTests) -> Record:
    found = [test.window(settings) for test in tests.tests if not _of_test(settings, tests, test)]
    return {"evaluation_interval": _length(found[0])} if found else {}


def _of_test(settings: Settings, tests: MonitorTests, test: MonitorTest) -> str:
    """Why a whole test is not exported; empty when it is."""
    interval = test.window(settings)
    if tests.evaluation_interval not in (None, interval):
        return "between two windows Prometheus evaluates what is old, and gnomon nothing."
    others = {one.window(settings) for one in tests.tests} - {interval}
    if tests.evaluation_interval is None and others and tests.tests[0].window(settings) != interval:
        return "a file of Prometheus' has one evaluation_interval; this is another one than in the first test."
    return "Prometheus knows no late samples." if test.late else ""


def _plan(settings: Settings, one: FedSeries) -> Plan:
    (found,) = (plan for plan in monitors.plans(settings.entities[one.entity]) if plan.name == one.monitor)
    return found


def _alone(test: MonitorTest, one: FedSeries) -> FedSeries:
    if sum((each.series.entity, each.series.monitor) == (one.entity, one.monitor) for each in test.input_series) > 1:
        raise _OursAlone("several series are of one alert.")
    return one


def _rule(plan: Plan, one: FedSeries, metric: str) -> Record:
    """A monitor as a rule, with the metric that it reads."""
    policy = plan.policy
    if policy.on_no_data != "ok":
        raise _OursAlone(f"on_no_data: {policy.on_no_data} is not what Prometheus does; ok is.")
    if one.column or policy.clear_after > 1:
        raise _OursAlone("its columns, or two calm windows that clear it, are not Prometheus'.")
    bound = threshold.firing(plan.monitor, [one.figure])
    if bound is None or bound.figure != one.figure:
        raise _OursAlone("its condition is not one comparison of this figure with a number.")
    labels = {name: text for name, text in plan.labels.items() if name != "alertname"}
    if any(LABEL.fullmatch(name) is None or "{{" in text for name, text in labels.items()):
        raise _OursAlone("its labels are none of Prometheus'.")
    rule = {
        "alert": plan.name,
        "expr": f"{f'abs({metric})' if bound.is_absolute else metric} {bound.sign} {bound.number!r}",
        "for": _length(policy.pending_for),
        "keep_firing_for": _length(policy.keep_firing_for),
        "labels": labels,
        "annotations": dict(_annotations(plan)),
    }
    return {"metric": metric, "rule": rule}


def _annotations(plan: Plan) -> Iterator[tuple[str, str]]:
    """What a person wrote, its names filled in: they are the same in every window."""
    known: dict[str, template.Value] = {"entity": plan.labels["entity"], "monitor": plan.name}
    known |= {"severity": plan.policy.severity, **{f"labels.{name}": text for name, text in plan.labels.items()}}
    if summary := plan.monitor.summary:
        if "{{" in SLOT.sub("", summary):
            raise _OursAlone("its summary shows figures or uses filters.")
        yield "summary", template.expand(summary, known)
    if runbook := plan.monitor.runbook:
        yield "runbook", runbook


def _metric(name: tuple[str, str], rules: Mapping[tuple[str, str], Record]) -> str:
    """The metric of a monitor of an entity, another one for each."""
    if name in rules:
        return str(rules[name]["metric"])
    return f"gnomon:{'_'.join(re.sub(r'[^a-z0-9]', '_', part) for part in name)}:{len(rules)}"


def _test(
    settings: Settings,
    test: MonitorTest,
    fed: Mapping[FedSeries, Samples],
    rules: Mapping[tuple[str, str], Record],
    kept: set[str],
) -> Record:
    interval = test.window(settings)
    count = len(moments(test, interval, interval))
    return {
        "name": test.name,
        "interval": _length(interval),
        "input_series": [
            {"series": rules[one.entity, one.monitor]["metric"], "values": _values(samples, count)}
            for one, samples in fed.items()
        ],
        "alert_rule_test": [
            {
                "eval_time": _length(each.eval_time),
                "alertname": each.alertname,
                "exp_alerts": [
                    {"exp_labels": alert.exp_labels, "exp_annotations": alert.exp_annotations}
                    for alert in each.exp_alerts
                ],
            }
            for each in test.alert_rule_test
            if each.alertname in kept
        ],
    }


def _values(samples: Samples, count: int) -> str:
    """A window without a sample is a stale marker, which Prometheus does not bridge."""
    padded = (*samples, *[None] * (count - len(samples)))
    return " ".join("stale" if x is None else repr(x) for x in padded)


def _length(of: timedelta) -> str:
    return f"{of // timedelta(milliseconds=1)}ms"
