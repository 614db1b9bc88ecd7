"""The theme: contrast as promised, and one source for style sheets and specs."""

from __future__ import annotations

import pytest

from gnomon.charts import theme
from gnomon.charts.theme import SCHEMES, TOKENS, Scheme

# token, then contrast on surface and, where the table gives it, on bg: light, dark.
TABLE: list[tuple[str, tuple[float, float | None], tuple[float, float | None]]] = [
    ("line", (1.3, None), (1.4, None)),
    ("strong", (3.5, 3.3), (3.9, 4.2)),
    ("text", (17.3, None), (14.7, None)),
    ("text2", (8.6, None), (9.8, None)),
    ("text3", (5.7, 5.3), (6.8, 7.3)),
    ("accent", (6.7, 6.2), (8.1, 8.8)),
    ("current", (6.0, 5.6), (7.4, 8.1)),
    ("ref", (3.7, 3.5), (5.8, 6.3)),
    ("ref-fill", (1.6, None), (1.8, None)),
    ("second", (5.1, 4.8), (8.1, 8.8)),
    ("ok", (5.3, None), (8.7, None)),
    ("ok-fill", (1.6, None), (2.8, None)),
    ("violation", (5.7, None), (7.6, None)),
    ("violation-fill", (4.5, None), (5.4, None)),
    ("insufficient", (5.9, None), (10.0, None)),
    ("insufficient-fill", (3.3, None), (8.1, None)),
    ("no-data", (5.7, None), (6.8, None)),
    ("no-data-fill", (3.2, None), (3.5, None)),
    ("error", (6.6, None), (7.9, None)),
    ("error-fill", (5.2, None), (5.0, None)),
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("token", "light", "dark"), TABLE, ids=[row[0] for row in TABLE])
def test_each_token_has_the_contrast_of_the_table(
    token: str, light: tuple[float, float | None], dark: tuple[float, float | None]
) -> None:
    for scheme, expected in zip(SCHEMES, (light, dark), strict=True):
        for ground, value in zip(("surface", "bg"), expected, strict=True):
            if value is not None:
                assert contrast(TOKENS[scheme][token], TOKENS[scheme][ground]) == pytest.approx(value, abs=0.1)


@pytest.mark.parametrize(("scheme", "least"), [("light", 4.6), ("dark", 6.3)])
def test_status_text_on_its_own_pale_ground_reads(scheme: Scheme, least: float) -> None:
    colours = TOKENS[scheme]
    for status in ("ok", "violation", "insufficient", "error"):
        assert contrast(colours[status], colours[f"{status}-bg"]) >= least - 0.05
    # The ground of no data is `sunken`, on which every caption stands.
    assert contrast(colours["no-data"], colours["no-data-bg"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_filled_button_reads(scheme: Scheme) -> None:
    assert contrast(TOKENS[scheme]["accent"], TOKENS[scheme]["on-accent"]) >= 4.5


@pytest.mark.parametrize(("scheme", "low", "high"), [("light", 4.9, 6.0), ("dark", 6.8, 10.1)])
def test_categories_read_on_the_surface(scheme: Scheme, low: float, high: float) -> None:
    found = [contrast(colour, TOKENS[scheme]["surface"]) for colour in theme.CATEGORIES[scheme]]
    assert min(found) == pytest.approx(low, abs=0.1)
    assert max(found) == pytest.approx(high, abs=0.1)


@pytest.mark.parametrize("ramp", [theme.EFFECT, theme.DENSITY])
def test_lightness_of_a_ramp_goes_one_way(ramp: dict[Scheme, tuple[str, ...]]) -> None:
    for scheme in SCHEMES:
        steps = [luminance(colour) for colour in ramp[scheme]]
        assert steps == sorted(steps, reverse=scheme == "light")


def test_every_custom_property_is_declared_in_both_schemes() -> None:
    light, dark = ([part.partition(":")[0] for part in theme.css(s).split(";")] for s in SCHEMES)
    assert light == dark


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_of_the_config_is_a_token(scheme: Scheme) -> None:
    known = {*TOKENS[scheme].values(), *theme.EFFECT[scheme], *theme.DENSITY[scheme], *theme.CATEGORIES[scheme]}

    def colours(value: object) -> set[str]:
        if isinstance(value, str):
            return {value} if value.startswith("#") else set()
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return set().union(*map(colours, parts))

    assert colours(theme.config(scheme)) <= known
