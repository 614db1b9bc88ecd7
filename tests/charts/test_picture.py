"""Pictures: really drawn, by a process that is gone afterwards."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from tests.charts.every import CHARTS
from tests.charts.sides import normal

from gnomon.charts import picture
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.errors import GnomonError, UsageError


def test_a_png_has_the_spec_size_twice_over(tmp_path: Path) -> None:
    chart = now_over_reference("x", normal(0), normal(1, seed=1))
    assert chart is not None
    picture.save(chart.spec(width=300, height=100), tmp_path / "x.png")
    data = (tmp_path / "x.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert 600 <= width <= 900
    assert 200 <= height <= 500


def test_an_svg_has_the_colours_of_its_scheme(tmp_path: Path) -> None:
    picture.save(CHARTS["verdicts"].spec(), tmp_path / "x.svg", "dark")
    text = (tmp_path / "x.svg").read_text().lower()
    assert "#f0623e" in text
    assert "#d5451f" not in text


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_can_be_drawn(name: str) -> None:
    assert picture.draw(CHARTS[name].spec(), "svg").startswith(b"<svg")


def test_another_suffix_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    spec = CHARTS["missing"].spec()
    with pytest.raises(UsageError, match=r"\.png or \.svg"):
        picture.save(spec, tmp_path / "x.gif")
    with pytest.raises(UsageError, match="does not exist"):
        picture.save(spec, tmp_path / "nowhere" / "x.png")


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(GnomonError, match=r"could not be drawn in 0\.001 s"):
        picture.draw(CHARTS["verdicts"].spec(), patience_s=0.001)
