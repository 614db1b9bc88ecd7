"""What a test expects against what came: each difference as lines that a person reads.

Source: ALERTS R65.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Literal

from gnomon.config.mistakes import Place
from gnomon.config.monitor_tests import MonitorTest
from gnomon.jobs.rehearsal.rehearse import Evaluated, FiringAlert

Mark = Literal["-", "+", " "]
"""Expected and not there; there and not expected; both."""

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that is not met.

    Attributes:
        place: Where it stands in its test.
        what: What is compared.
        lines: The difference.
        course: How the alerts that it is about went, a line each.
    """

    place: Place
    what: str
    lines: tuple[tuple[Mark, str], ...]
    course: tuple[str, ...] = ()


def failures(test: MonitorTest, found: Sequence[Evaluated]) -> Iterator[Failure]:
    """Everything that is not as a test expects it.

    Args:
        test: What is expected.
        found: What came, evaluation by evaluation.
    """
    for i, each in enumerate(test.alert_rule_test):
        then = _at(found, each.eval_time)
        wanted = [labelled(one.exp_labels, one.exp_annotations) for one in each.exp_alerts]
        come = [_written(one) for one in then.firing if one.monitor == each.alertname]
        if Counter(wanted) != Counter(come):
            what = f"alerts of {each.alertname} that fire at {span(each.eval_time)}"
            names = sorted({name for name in then.states if name[1] == each.alertname})
            yield Failure(("alert_rule_test", i), what, difference(wanted, come), _courses(found, names))
    for i, one in enumerate(test.exp_state):
        name = (one.entity, one.alertname)
        state = _at(found, one.eval_time).states.get(name, "none")
        if state != one.state:
            what = f"state of {one.alertname} of {one.entity} at {span(one.eval_time)}"
            yield Failure(("exp_state", i), what, difference([one.state], [state]), _courses(found, [name]))
    if test.exp_notifications is not None:
        planned = [f"{span(_at(found, one.at).at)} {one.channel} {one.reason}" for one in test.exp_notifications]
        sent = [f"{span(one.at)} {channel} {reason}" for one in found for channel, reason in one.sent]
        if sorted(planned) != sorted(sent):
            yield Failure(("exp_notifications",), "messages", difference(planned, sent))


def labelled(labels: Mapping[str, str], annotations: Mapping[str, str]) -> str:
    """An alert as Prometheus writes it, with its annotations.

    Example:
        >>> labelled({"severity": "info", "entity": "churn"}, {"summary": "It is slow."})
        '{entity="churn",severity="info"} summary="It is slow."'
    """
    named, beside = ([f'{name}="{of[name]}"' for name in sorted(of) if of[name]] for of in (labels, annotations))
    return " ".join([f"{{{','.join(named)}}}", *beside])


def difference(wanted: Sequence[str], come: Sequence[str]) -> tuple[tuple[Mark, str], ...]:
    """The lines of both in the order of what was expected, then what was not.

    Example:
        >>> difference(["a", "b"], ["b", "c"])
        (('-', 'a'), (' ', 'b'), ('+', 'c'))
        >>> difference([], ["c"])
        (('-', 'nothing'), ('+', 'c'))
    """
    left, lines = Counter(come), list[tuple[Mark, str]]()
    for one in wanted:
        mark: Mark = " " if left[one] > 0 else "-"
        lines.append((mark, one))
        left[one] -= left[one] > 0
    lines.extend(("+", one) for one in come if _taken(left, one))
    if not wanted:
        lines.insert(0, ("-", NOTHING))
    elif all(mark == "-" for mark, _ in lines):
        lines.append(("+", NOTHING))
    return tuple(lines)


def span(at: timedelta) -> str:
    """A time since the beginning, as tests write it.

    Example:
        >>> span(timedelta(minutes=8, seconds=30)), span(timedelta(days=2)), span(timedelta(0))
        ('8m30s', '2d', '0')
    """
    rest, parts = int(at.total_seconds()), []
    for unit, seconds in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, seconds)
        parts += [f"{count}{unit}"] if count else []
    return "".join(parts) or "0"


def _taken(left: Counter[str], one: str) -> bool:
    left[one] -= 1
    return left[one] >= 0


def _at(found: Sequence[Evaluated], at: timedelta) -> Evaluated:
    """The last evaluation until a time."""
    return [one for one in found if one.at <= at][-1]


def _written(one: FiringAlert) -> str:
    return labelled(one.labels, one.annotations)


def _courses(found: Sequence[Evaluated], names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The states of alerts over the whole test, with the time from which each was so."""
    lines = []
    for name in names:
        stretches = groupby(found, key=lambda one, of=name: one.states.get(of, "none"))  # type: ignore[misc]
        told = ", ".join(f"{state} from {span(next(iter(of)).at)}" for state, of in stretches)
        lines.append(f"{name[1]} of {name[0]}: {told}")
    return tuple(lines)
