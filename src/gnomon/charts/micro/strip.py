"""The verdict strip: when was it wrong?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import escape

from gnomon.charts.micro.icon import WORDS
from gnomon.checks.verdict import SEVERITY, Status

STEP = 7
"""A cell is 6 px wide, and 1 px from the next."""

HEIGHT = 20

Cell = Status | None
"""A window's status; None where no rows were expected."""

# How to draw one cell from its foot, and where the foot is: (x, y) in the cell. `ok` is pale and 42 % high,
# `violation` full: height and shape carry the verdict, colour only repeats it.
_CELLS: Mapping[Cell, tuple[float, float, str]] = {
    "ok": (3, 20, "v-8"),
    "violation": (3, 20, "v-20"),
    "insufficient_data": (0.5, 19.5, "h5v-13h-5z"),
    "no_data": (0.5, 19.5, "h5v-19h-5z"),
    "error": (3, 20, "v-20"),
    None: (0, 19, "h6"),
}


def strip(cells: Sequence[Cell], width: int | None = None, label: str | None = None) -> str:
    """A cell for each window, newest right.

    Args:
        cells: The windows' statuses, oldest first.
        width: Width in px to stretch it to; its own when None.
        label: What a screen reader says; `sentence(cells)` when None.

    Example:
        >>> strip(["ok", "ok", "violation"])[-88:]
        '<path class="s-ok" d="M3 20v-8m7 8v-8"/><path class="s-violation" d="M17 20v-20"/></svg>'
    """
    natural = max(1, len(cells) * STEP - 1)
    paths = "".join(_path(cells, kind) for kind in _CELLS if kind in cells)
    if "error" in cells:
        paths += _crosses(cells)
    fit = ' preserveAspectRatio="none"' if width is not None and width != natural else ""
    return (
        f'<svg class="strip" width="{width or natural}" height="{HEIGHT}" viewBox="0 0 {natural} {HEIGHT}"{fit}'
        f' role="img" aria-label="{escape(sentence(cells) if label is None else label)}">{paths}</svg>'
    )


def sentence(cells: Sequence[Cell]) -> str:
    """The strip in words.

    Example:
        >>> sentence(["ok", "violation", "violation"]), sentence([])
        ('last 3 windows: 2 violation, 1 ok, newest violation', 'no windows')
    """
    if not cells:
        return "no windows"
    counts = Counter(_word(cell) for cell in cells)
    order: list[Cell] = [*SEVERITY, None]
    parts = [_word(cell) for cell in order if cell in cells]
    said = ", ".join(f"{counts[word]} {word}" for word in parts)
    return f"last {len(cells)} windows: {said}, newest {_word(cells[-1])}"


def worst(cells: Sequence[Cell]) -> Cell:
    """The status of several windows drawn as one.

    Example:
        >>> worst(["ok", None, "violation"]), worst([None])
        ('violation', None)
    """
    return min((cell for cell in cells if cell is not None), key=SEVERITY.__getitem__, default=None)


def rolled_up(cells: Sequence[Cell], most: int) -> list[Cell]:
    """At most `most` cells: neighbours together, each the worst of its windows.

    Example:
        >>> rolled_up(["ok", "violation", "ok", "ok"], 2)
        ['violation', 'ok']
    """
    each = -(-len(cells) // most)
    return [worst(cells[at : at + each]) for at in range(0, len(cells), each)] if each > 1 else list(cells)


def _word(cell: Cell) -> str:
    return WORDS[cell] if cell else "not expected"


def _path(cells: Sequence[Cell], kind: Cell) -> str:
    x, y, stroke = _CELLS[kind]
    return f'<path class="s-{kind or "none"}" d="{_strokes(cells, kind, x, y, stroke)}"/>'


def _strokes(cells: Sequence[Cell], kind: Cell, x: float, y: float, stroke: str) -> str:
    """One stroke a cell, each reached from the end of the last by an integer step."""
    back = {"v-8": (0, 8), "v-20": (0, 20), "h6": (-6, 0)}.get(stroke, (0, 0))
    drawn, last = "", None
    for at, cell in enumerate(cells):
        if cell != kind:
            continue
        if last is None:
            drawn += f"M{_number(at * STEP + x)} {_number(y)}{stroke}"
        else:
            drawn += f"m{(at - last) * STEP + back[0]} {back[1]}{stroke}"
        last = at
    return drawn


def _crosses(cells: Sequence[Cell]) -> str:
    drawn = "".join(f"M{at * STEP + 1} 8l4 4m0-4-4 4" for at, cell in enumerate(cells) if cell == "error")
    return f'<path class="s-cross" d="{drawn}"/>'


def _number(value: float) -> str:
    return f"{value:g}".removeprefix("0") or "0"
