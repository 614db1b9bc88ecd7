"""Status icons: a shape of its own for each status, so that none needs its colour."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import escape

from gnomon.checks.verdict import Status

WORDS: Mapping[Status, str] = {
    "ok": "ok",
    "violation": "violation",
    "insufficient_data": "insufficient data",
    "no_data": "no data",
    "error": "error",
}
"""Each status as a page says it."""

CHARACTERS: Mapping[Status, str] = {
    "ok": "✓",
    "violation": "▲",
    "insufficient_data": "◐",
    "no_data": "◌",
    "error": "⊠",
}
"""Each status as a character, where no picture can be."""

# Classes: `if` is filled, `il` a line, `ik` a line cut out of the fill.
_SHAPES: Mapping[Status, str] = {
    "ok": '<circle class="il" cx="8" cy="8" r="6"/><path class="il" d="m5 8 2 2 4-4"/>',
    "violation": '<path class="if" d="m8 2 7 12H1z"/><path class="ik" d="M8 6v4m0 2v1"/>',
    "insufficient_data": '<circle class="il" cx="8" cy="8" r="6"/><path class="if" d="M8 2a6 6 0 0 0 0 12z"/>',
    "no_data": '<circle class="il" cx="8" cy="8" r="6" stroke-dasharray="2 2"/>',
    "error": '<rect class="if" x="2" y="2" width="12" height="12" rx="2"/><path class="ik" d="m5 5 6 6m0-6-6 6"/>',
}


def icon(status: Status, label: str | None = None) -> str:
    """A status icon that needs nothing else in its page; 16 px wide, unless its place says otherwise.

    Args:
        status: Which.
        label: What a screen reader says; the status' word when None, nothing (hidden) when empty.

    Example:
        >>> icon("no_data", label="")[:60]
        '<svg class="i no_data" viewBox="0 0 16 16" aria-hidden="true'
    """
    return f'<svg class="i {status}" viewBox="0 0 16 16" {_name(status, label)}>{_SHAPES[status]}</svg>'


def symbols() -> str:
    """All icons once, for a page that draws many with `use`.

    Example:
        >>> symbols().count("<symbol")
        5
    """
    drawn = "".join(
        f'<symbol id="i-{status}" viewBox="0 0 16 16">{shape}</symbol>' for status, shape in _SHAPES.items()
    )
    return f'<svg class="off" width="0" height="0" aria-hidden="true">{drawn}</svg>'


def use(status: Status, label: str | None = None) -> str:
    """A status icon in a page that holds `symbols`.

    Example:
        >>> use("ok")
        '<svg class="i ok" role="img" aria-label="ok"><use href="#i-ok"/></svg>'
    """
    return f'<svg class="i {status}" {_name(status, label)}><use href="#i-{status}"/></svg>'


def _name(status: Status, label: str | None) -> str:
    if label == "":
        return 'aria-hidden="true"'
    return f'role="img" aria-label="{escape(WORDS[status] if label is None else label)}"'
