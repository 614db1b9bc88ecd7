"""The colours and type of everything that people look at, in one place.

Style sheets get them as custom properties (`css`), charts as a Vega config
(`config`): a spec never names a colour, so that it can be drawn in either
scheme, and both surfaces agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

FONT = 'Inter, "Segoe UI", Roboto, system-ui, sans-serif'
MONO = 'ui-monospace, "JetBrains Mono", Menlo, Consolas, monospace'

_PAIRS: Mapping[str, tuple[str, str]] = {
    "bg": ("#F6F7F9", "#0E1218"),
    "surface": ("#FFFFFF", "#161B23"),
    "sunken": ("#EDF0F4", "#1F2630"),
    "line": ("#DCE1E8", "#2C3541"),
    "strong": ("#7F8A99", "#6C7888"),
    "text": ("#161B24", "#E9EDF3"),
    "text2": ("#434D5B", "#BAC4D1"),
    "text3": ("#5D6878", "#97A3B4"),
    "accent": ("#0A5BB0", "#76B7F7"),
    "on-accent": ("#FFFFFF", "#0B1420"),
    "current": ("#0B63B8", "#5FB0F5"),
    "ref": ("#7A8596", "#8A97A8"),
    "ref-fill": ("#C4CBD5", "#3B4654"),
    "second": ("#A65A00", "#F0A04B"),
    "ok": ("#1A7A58", "#5CCBA1"),
    "ok-fill": ("#A9D8C5", "#2F6B56"),
    "ok-bg": ("#E3F4EC", "#143328"),
    "violation": ("#BF3212", "#FF8C6E"),
    "violation-fill": ("#D5451F", "#F0623E"),
    "violation-bg": ("#FDEAE4", "#40190F"),
    "insufficient": ("#875C00", "#F0BE4A"),
    "insufficient-fill": ("#B98300", "#E0A92E"),
    "insufficient-bg": ("#FFF4D6", "#3A2C08"),
    "no-data": ("#5D6878", "#97A3B4"),
    "no-data-fill": ("#8592A1", "#647284"),
    "no-data-bg": ("#EDF0F4", "#1F2630"),
    "error": ("#8A3A9B", "#D79AE6"),
    "error-fill": ("#9C4BB0", "#B96BCB"),
    "error-bg": ("#F6E9F9", "#351B3C"),
}

TOKENS: Mapping[Scheme, Mapping[str, str]] = {
    scheme: {name: pair[at] for name, pair in _PAIRS.items()} for at, scheme in enumerate(SCHEMES)
}
"""Colour by token name, for each scheme."""

EFFECT_LIMITS = (0.5, 1.0, 1.5, 2.5, 5.0)
"""Where the colour of effect ÷ alert limit changes: below 1 cold, above warm, so that warm means `violation`."""

EFFECT: Mapping[Scheme, tuple[str, ...]] = {
    "light": ("#EDF0F4", "#D3DAE3", "#F5C26B", "#E8843A", "#C23B1E", "#7A1434"),
    "dark": ("#1F2630", "#303B49", "#7A3F12", "#C2601F", "#F29A3E", "#FFE08A"),
}
DENSITY: Mapping[Scheme, tuple[str, ...]] = {
    "light": ("#FFFFFF", "#BFD9F2", "#5A9BD8", "#0B63B8", "#06264A"),
    "dark": ("#161B23", "#12345A", "#1F66AB", "#5FB0F5", "#E3F1FE"),
}
CATEGORIES: Mapping[Scheme, tuple[str, ...]] = {
    "light": ("#0B63B8", "#A65A00", "#00795C", "#9C4B8C", "#5D6878", "#8A6D00"),
    "dark": ("#5FB0F5", "#F0A04B", "#4CC49A", "#D993C8", "#97A3B4", "#E0C45A"),
}


def css(scheme: Scheme) -> str:
    """The scheme's tokens as declarations of CSS custom properties.

    Example:
        >>> css("light")[:34]
        '--bg:#F6F7F9;--surface:#FFFFFF;--s'
    """
    colours = dict(TOKENS[scheme])
    colours |= {f"density-{i}": colour for i, colour in enumerate(DENSITY[scheme])}
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def styles(scheme: Scheme) -> dict[str, dict[str, Any]]:
    """The named styles that marks of a spec may use.

    Colour is given as `color`: in `config.style` Vega-Lite lets `stroke` lose to its default blue.
    """
    c = TOKENS[scheme]
    line = {"strokeWidth": 2, "strokeJoin": "round", "strokeCap": "round"}
    return {
        "current": {"color": c["current"], **line},
        "current-fill": {"color": c["current"], "opacity": 0.12},
        "band": {"color": c["current"], "opacity": 0.18},
        "band-inner": {"color": c["current"], "opacity": 0.26},
        "current-bar": {"color": c["current"]},
        "ridge": {"color": c["current"], "opacity": 0.55},
        "ridge-reference": {"color": c["ref-fill"], "opacity": 0.9},
        "reference": {"color": c["ref"], "strokeWidth": 1},
        "reference-fill": {"color": c["ref-fill"]},
        "reference-quiet": {"color": c["ref"], "strokeWidth": 1, "strokeDash": [2, 3]},
        "reference-period": {"color": c["ref-fill"], "opacity": 0.28},
        "aside": {"color": c["line"]},
        "estimated": {"color": c["current"], **line, "strokeDash": [5, 4]},
        "limit": {"color": c["violation-fill"], "strokeWidth": 1.5, "strokeDash": [5, 4]},
        "second": {"color": c["second"], **line},
        "zero": {"color": c["strong"], "strokeWidth": 1},
        "violation": _mark("triangle-up", 58, c["violation-fill"], c["surface"]),
        "strip-ok": {"color": c["ok-fill"]},
        "strip-violation": {"color": c["violation-fill"]},
        "strip-insufficient_data": {"color": c["insufficient-fill"], "filled": False, "strokeWidth": 1},
        "strip-no_data": {"color": c["no-data-fill"], "filled": False, "strokeWidth": 1, "strokeDash": [2, 2]},
        "strip-error": {"color": c["error-fill"]},
        "label": {"color": c["text2"], "fontSize": 12, "font": FONT},
        "label-current": {"color": c["current"], "fontSize": 12, "fontWeight": 600, "font": FONT},
        "label-name": {"color": c["text"], "fontSize": 12, "fontWeight": 600, "font": FONT},
    }


def _mark(shape: str, size: int, colour: str, edge: str) -> dict[str, Any]:
    filled = {"color": colour, "filled": True, "stroke": edge, "strokeWidth": 1, "opacity": 1}
    return {"shape": shape, "size": size, **filled}


def config(scheme: Scheme) -> dict[str, Any]:
    """The Vega-Lite config that gives a spec its colours, type and rules.

    Example:
        >>> config("dark")["style"]["current"]["color"]
        '#5FB0F5'
    """
    c = TOKENS[scheme]
    axis = {
        "labelFontSize": 12,
        "labelColor": c["text3"],
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "titleColor": c["text2"],
        "gridColor": c["line"],
        "tickColor": c["strong"],
        "domainColor": c["strong"],
        "tickSize": 4,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"grid": False, "domain": True, "ticks": True},
        "axisY": {"grid": True, "domain": False, "ticks": False, "tickCount": 5, "labelPadding": 6},
        "legend": {"disable": True},
        "title": {
            "fontSize": 13,
            "fontWeight": 600,
            "color": c["text"],
            "subtitleColor": c["text2"],
            "subtitleFontSize": 12,
            "anchor": "start",
            "frame": "group",
        },
        "style": styles(scheme),
        "range": {"heatmap": list(EFFECT[scheme]), "ramp": list(DENSITY[scheme]), "category": list(CATEGORIES[scheme])},
    }
