"""Tests of monitors."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gnomon.config.monitor import KEYS, KINDS, WATCHES, Monitor, class_of
from gnomon.errors import UsageError
from gnomon.profiles.windows import Every

DAY = Every(1, "d")


def test_every_class_has_its_kind_and_its_keys() -> None:
    assert tuple(KINDS) == tuple(KEYS) == WATCHES
    assert {key for keys in KEYS.values() for key in keys} <= set(Monitor.model_fields)


def test_inputs_inform_and_all_else_warns() -> None:
    assert {
        watches: Monitor(watches=watches, expect="rows > 0" if watches == "expect" else None).severe
        for watches in WATCHES
    } == {watches: "info" if watches == "inputs" else "warning" for watches in WATCHES}


def test_a_policy_says_of_telling_what_the_monitor_says() -> None:
    monitor = Monitor(
        name="inputs", for_="3 windows", keep_firing_for="1h", condition="effect > 2*material", on_no_data="alert",
        severity="high",
    )  # type: ignore[arg-type]  # fmt: skip
    policy = monitor.policy(DAY)
    assert policy.pending_for == timedelta(hours=36)
    assert policy.keep_firing_for == timedelta(hours=1)
    assert (policy.severity, policy.on_no_data, policy.condition.text) == ("high", "alert", "effect > 2*material")


def test_statistics_need_two_calm_windows_and_limits_one() -> None:
    assert Monitor(name="score").policy(DAY).clear_after == 2
    assert Monitor(name="slow", expect="rows > 0").policy(DAY).clear_after == 1


@pytest.mark.parametrize("name", [each for each in WATCHES if each != "expect"])
def test_a_default_monitor_watches_what_it_is_named_after(name: str) -> None:
    assert class_of(name, {}) == name
    assert Monitor(name=name).watched == name


def test_a_second_monitor_of_a_class_has_its_own_name() -> None:
    weather = Monitor(name="weather", watches="inputs", columns=("temp", "dewp"))
    assert (weather.watched, weather.kind) == ("inputs", "drift")


def test_a_monitor_with_a_function_of_its_own_knows_what_it_looks_at() -> None:
    assert Monitor(name="mine", code="rising").watched == "custom"
    for key, value in (("series", ["hot"]), ("material", 0.2)):
        with pytest.raises(UsageError, match=rf"{key}: a monitor with code has no {key}: the function knows\."):
            Monitor(name="mine", code="rising", **{key: value})


def test_a_monitor_without_a_name_does_not_know_yet_what_it_watches() -> None:
    with pytest.raises(UsageError, match="says not what it watches"):
        _ = Monitor(material=0.2).watched


@pytest.mark.parametrize("key", sorted({key for keys in KEYS.values() for key in keys}))
def test_a_key_belongs_to_some_classes_only(key: str) -> None:
    texts = {"metric": "auc", "expect": "rows > 0", "code": "rising"}
    value = (texts | {"columns": ["a"], "critical": ["a"], "series": ["a"]}).get(key, 0.5)
    needed = {"expect": "rows > 0"}
    for watches in WATCHES:
        given = {key: value} | (needed if watches == "expect" else {})
        if key in KEYS[watches]:
            Monitor(watches=watches, **given)
        else:
            with pytest.raises(UsageError, match=f"a monitor of {watches} has no {key}"):
                Monitor(watches=watches, **given)
