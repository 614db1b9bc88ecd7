"""Two sides judged as a whole: what is told, of what, in which order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from tests.checks.tables import PORTS, TEMPS, column_of, normal, profile, series, told

from gnomon.checks import engine, numbers, result
from gnomon.checks.judge import judge
from gnomon.errors import SchemaError, UsageError


def test_the_same_rows_twice_are_ok() -> None:
    one = profile({"x": TEMPS, "to": PORTS, "late": TEMPS > 60})
    found = judge(one, one)
    assert found.status == "ok"
    assert found.basis == "sampling_noise_only"
    assert numbers.plain(found.reason) == "None of 3 columns changed."
    assert {column.status for column in found.columns} == {"ok"}
    assert told(found, "x").startswith("No change of 0.1")
    assert told(found, "x").endswith(" sd or more (90 % sure to have been seen).")
    assert told(found, "to").startswith("No change of w = ")


def test_sides_without_a_common_column_are_refused() -> None:
    with pytest.raises(SchemaError, match="no column in common"):
        judge(profile({"a": TEMPS}), profile({"b": TEMPS}))


def test_settings_are_checked() -> None:
    with pytest.raises(UsageError, match="material"):
        judge(profile({"x": TEMPS}), profile({"x": TEMPS}), material=-1)


def test_what_matters_is_a_setting() -> None:
    before, now = profile({"x": TEMPS}), profile({"x": TEMPS + 2})
    assert judge(before, now).status == "violation"
    assert judge(before, now, material=0.5).status == "ok"
    assert judge(before, now, strict=9).status != "violation"


def test_one_broken_column_never_stops_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.tabulate.tabulate

    def breaks(column: Any, shift: int) -> Any:
        if column.name == "bad":
            raise ArithmeticError("boom")
        return real(column, shift)

    monkeypatch.setattr(engine.tabulate, "tabulate", breaks)
    found = judge(profile({"x": TEMPS, "bad": TEMPS}), profile({"x": TEMPS + 5, "bad": TEMPS}))
    assert column_of(found, "bad").status == "error"
    assert told(found, "bad") == "Column *bad* could not be judged: boom."
    assert column_of(found, "x").status == "violation"
    alone = judge(profile({"bad": TEMPS}), profile({"bad": TEMPS}))
    assert alone.status == "error"


def test_one_column_that_cannot_be_put_in_form_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ArithmeticError("boom")

    monkeypatch.setattr(result.registry, "measure", breaks)
    assert judge(profile({"x": TEMPS}), profile({"x": TEMPS})).status == "error"


def test_a_series_says_when() -> None:
    def stepped(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(2.0 if i in (5, 6, 7) else 0.0, 1, 1000)}

    found = judge(series(28, normal(1000)), series(10, stepped, seed=2, first=datetime(2013, 2, 4, tzinfo=UTC)))
    column = column_of(found, "x")
    assert [one.status for one in column.windows][5:8] == ["violation"] * 3
    assert told(found, "x").startswith("*x* moved up by ")
    assert "first on 9 Feb" in told(found, "x")
    assert "windows, first on 9 Feb: *x*." in numbers.plain(found.reason)
    assert found.windows[5].status == "violation"
    assert found.windows[0].status == "insufficient_data"  # a single window of 1,000 rows sees too little
    assert found.windows[4].status == "ok"
    assert found.windows[5].effect > 1
    assert numbers.plain(column.windows[5].reason).startswith("*x* moved up by ")


def test_a_reference_of_one_window_teaches_nothing() -> None:
    assert judge(series(1, normal(1000)), series(2, normal(1000), seed=3)).basis == "sampling_noise_only"


def test_a_single_profile_is_one_window_against_a_series(rng: np.random.Generator) -> None:
    reference = series(28, normal(1000))
    assert judge(reference, profile({"x": rng.normal(3, 1, 1000)})).status == "violation"
    assert judge(reference, series(1, normal(1000), seed=9)[0]).status != "violation"
