"""The effect bar: as long as the change, against what matters."""

from __future__ import annotations

import re

import pytest

from gnomon.charts.micro import effect


@pytest.mark.parametrize("ratio", [-100.0, -0.3, 0.0, 0.3, 100.0, float("nan"), float("inf")])
def test_it_stays_in_its_box(ratio: float) -> None:
    x = 0.0
    for command, number in re.findall(
        r"([MmhlvzL ])(-?\d+)", effect.effect_bar(ratio, "ok", 12.0).partition("e-ok")[2]
    ):
        x = float(number) if command == "M" else x + float(number) if command in "hl" else x
        assert 0 <= x <= 2 * effect.HALF


def test_bars_of_a_table_share_a_scale_that_shows_the_zone() -> None:
    assert effect.scale([1e9]) == effect.MOST
    assert effect.scale([float("nan"), 3.0]) == 3.0
    assert effect.scale([float("inf")]) == 2.0


@pytest.mark.parametrize(
    ("ratio", "path"), [(2.0, "M50 4h25v8h-25z"), (-2.0, "M50 4h-25v8h25z"), (1e-9, "M50 4h1v8h-1z")]
)
def test_its_side_is_the_direction_and_its_length_the_size(ratio: float, path: str) -> None:
    assert f'<path class="e-ok" d="{path}"/>' in effect.effect_bar(ratio, "ok", 4.0)


@pytest.mark.parametrize("ratio", [0.0, float("nan"), float("inf")])
def test_no_change_is_the_zone_alone(ratio: float) -> None:
    assert effect.effect_bar(ratio, "ok", 4.0) == f'<svg class="effect" aria-hidden="true">{effect.zone(4.0)}</svg>'


def test_a_bar_that_is_cut_ends_in_a_point() -> None:
    assert "l5 4 -5 4" in effect.effect_bar(100.0, "violation", 12.0)
    assert "l-5 4 5 4" in effect.effect_bar(-100.0, "violation", 12.0)


def test_the_zone_is_always_seen() -> None:
    assert effect.zone(1e9).startswith('<path class="zone" d="M49 0h2')
