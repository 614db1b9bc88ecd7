"""How metrics are found, explained and run."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from tests.metrics.examples import lines, mix

import gnomon.metrics
from gnomon.errors import UsageError
from gnomon.metrics import registry
from gnomon.metrics.estimate import Absent, Estimate, Measured
from gnomon.metrics.outcome_metric import outcome_metric
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import (
    described,
    find,
    find_outcome,
    measure,
    measure_outcome,
    metric,
    metrics,
    outcome_metrics,
    record_of,
)
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome

ROOM = Path(gnomon.metrics.__file__).parent


@metric(kinds=["number"], formula="rows", read="Rows of both sides.", at_rest=None, bad="away")
def both_rows(pair: Pair) -> float:
    """Rows of both sides together."""
    return pair.reference.rows + pair.current.rows


@metric(kinds=["number"], formula="1 / 0", read="Nothing.", source="A paper")
def failing(pair: Pair) -> float:
    """A metric that fails."""
    return 1 / 0


@metric(kinds=["number"], formula="inf", read="Nothing.")
def psi(pair: Pair) -> float:
    """A metric with a name that is taken."""
    return float("inf")


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of this module's metrics that an installed package offers."""
    names: list[str] = []
    entries = lambda group: [EntryPoint(n, f"{__name__}:{n}", group) for n in names]  # noqa: E731
    monkeypatch.setattr(registry, "entry_points", entries)
    monkeypatch.setattr(EntryPoint, "load", lambda entry: globals()[entry.name])
    for records in (metrics, outcome_metrics):
        records.cache_clear()
    yield names
    for records in (metrics, outcome_metrics):
        records.cache_clear()


@gnomon.metric
def of_a_profile(profile: gnomon.Profile) -> float:
    return 1.0


def test_a_metric_of_a_profile_in_the_same_group_is_left_to_code(plugged: list[str]) -> None:
    plugged.append("of_a_profile")
    assert "of_a_profile" not in [record.name for record in (*metrics(), *outcome_metrics())]


def test_every_file_of_a_room_is_found() -> None:
    files = {path.stem for room in ("drift", "quality", "performance") for path in (ROOM / room).glob("*.py")}
    records = (*metrics(), *outcome_metrics())
    with_metric = {record.function.__module__.rpartition(".")[2] for record in records}
    assert files - with_metric == {"__init__", "duplicates", "schema_change"}


def test_a_metric_is_explained_in_its_help() -> None:
    text = find("chi2_p").function.__doc__ or ""
    assert "Formula: chance that" in text
    assert "Range: [0, 1]" in text
    assert "Bad: less." in text
    assert "Source: Pearson 1900" in text
    assert "Range: (-inf, inf)\nBad: away from 0." in described(find("mean_shift"))
    assert "Bad: away from 1." in described(find("sd_ratio"))
    assert "Bad: neither direction by itself." in described(record_of(both_rows))


def test_keys_are_those_of_the_public_face() -> None:
    keys = set(measure(lines([1, 2], [2, 3])))
    assert {"psi", "kl", "js", "hellinger", "tv", "linf", "ks", "wasserstein", "wasserstein_normed", "chi2"} <= keys
    assert {"cramers_v", "null_share"} <= keys


def test_a_metric_without_meaning_for_the_kind_is_absent() -> None:
    assert "ks" not in measure(mix([3, 4], [4, 3]))
    assert "empty_share" not in measure(lines([1], [1]))
    assert set(measure(Pair(NullSummary(1), NullSummary(1)))) == {"missing_change", "null_share"}


def test_every_distance_of_an_empty_side_is_none() -> None:
    values = measure(Pair(lines([1, 2], [1]).reference, NumberSummary(nulls=3)))
    distances = {record.name for record in metrics() if record.needs == "values"}
    assert {name for name in values if name in distances} >= {"psi", "ks", "wasserstein", "mean_shift"}
    assert all(values[name] is None for name in values if name in distances)
    assert values["missing_change"] == 1.0


def test_no_value_is_infinite_or_not_a_number() -> None:
    values = measure(lines([-1.7e308, 1.7e308], [1.7e308, 1.7e308]))
    assert values["wasserstein"] is None
    assert all(value is None or np.isfinite(value) for value in values.values())


def test_other_packages_add_metrics(plugged: list[str]) -> None:
    plugged.append("both_rows")
    assert find("both_rows").family == "plug-in"
    assert measure(lines([1], [2, 3]))["both_rows"] == 3.0


def test_a_metric_of_another_package_that_fails_does_not_stop_the_rest(plugged: list[str]) -> None:
    plugged.append("failing")
    with pytest.warns(RuntimeWarning, match="'failing' was not computed: ZeroDivisionError"):
        values = measure(lines([1], [2, 3]))
    assert values["failing"] is None
    assert values["tv"] is not None


def test_two_metrics_of_one_name_are_refused(plugged: list[str]) -> None:
    plugged.append("psi")
    with pytest.raises(UsageError, match="two metrics are named 'psi'"):
        metrics()


@outcome_metric(kinds=["regression"], formula="1", read="Always one.")
def constant(outcome: Outcome) -> Measured:
    """The number one."""
    return Estimate(1.0, 1.0, 1.0, 0.0, 1)


@outcome_metric(kinds=["regression"], formula="1 / 0", read="Nothing.")
def crashing(outcome: Outcome) -> Measured:
    """A metric of an outcome that fails."""
    return Estimate(1 / 0, 1.0, 1.0, 0.0, 1)


def test_other_packages_add_metrics_of_outcomes(plugged: list[str]) -> None:
    plugged.append("constant")
    assert find_outcome("constant").family == "plug-in"
    assert measure_outcome(RegressionOutcome())["constant"].value == 1.0
    assert "constant" not in measure_outcome(RankingOutcome())
    assert "constant" not in {record.name for record in metrics()}


def test_a_metric_of_an_outcome_that_fails_does_not_stop_the_rest(plugged: list[str]) -> None:
    plugged.append("crashing")
    with pytest.warns(RuntimeWarning, match="'crashing' was not computed: ZeroDivisionError"):
        measured = measure_outcome(RegressionOutcome.of(np.ones(3), np.zeros(3)))
    assert measured["crashing"] == Absent("the metric failed")
    assert measured["mae"].value == 1.0


def test_a_metric_of_ours_that_fails_is_a_bug_that_is_raised() -> None:
    with pytest.raises(AttributeError):
        measure_outcome(SimpleNamespace(kind="ranking"))  # type: ignore[arg-type]


def test_a_name_means_one_thing_among_both_sorts_of_metrics() -> None:
    with pytest.raises(UsageError, match=r"there is no metric 'psi'\. There are accuracy, auc"):
        find_outcome("psi")
    with pytest.raises(UsageError, match="there is no metric 'auc'"):
        find("auc")
    assert not {record.name for record in metrics()} & {record.name for record in outcome_metrics()}


def test_what_is_no_metric_is_refused() -> None:
    with pytest.raises(UsageError, match=r"there is no metric 'pis'\. There are"):
        find("pis")
    with pytest.raises(UsageError, match="is no metric"):
        record_of(len)


def test_a_metric_is_none_for_a_kind_without_meaning() -> None:
    assert find("ks")(Pair(FlagSummary(trues=1), FlagSummary(trues=1))) is None
