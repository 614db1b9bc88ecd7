"""What every page of one file is made with: its style, its templates, its numbers as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gnomon.charts import theme
from gnomon.charts.gains import points
from gnomon.charts.micro import icon
from gnomon.checks import numbers
from gnomon.checks.verdict import Status
from gnomon.reports import names, words


def data(made: Mapping[str, Any]) -> Markup:
    """A record as JSON that cannot end its script element."""
    text = json.dumps(made, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - what could be markup is escaped above


def css(root: str, *files: str) -> Markup:
    """Tokens of both schemes on a root, then the style sheets, without their line breaks."""
    folder = resources.files("gnomon.reports")
    tokens = (
        f"{root}{{{theme.css('light')}}}@media screen and (prefers-color-scheme:dark){{{root}{{{theme.css('dark')}}}}}"
    )
    text = "\n".join(folder.joinpath(name).read_text("utf-8") for name in files)
    return Markup(tokens + lean(text))  # noqa: S704 - our own style sheets


def lean(sheet: str) -> str:
    r"""A style sheet without its line breaks.

    Example:
        >>> lean("p {\n  margin: 0;\n}")
        'p{margin:0;}'
    """
    return re.sub(r" *([{};]) *|(:) +", r"\1\2", "".join(line.strip() for line in sheet.splitlines()))


@cache
def environment() -> Environment:
    """The templates, with what they call."""
    made = Environment(
        loader=PackageLoader("gnomon.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"count": numbers.count, "shown": names.shown, "windows": words.windows, "use": _use}
    made.globals |= {"share": numbers.share, "points": points}
    return made


def _use(status: Status, label: str | None = None) -> Markup:
    return Markup(icon.use(status, label))  # noqa: S704 - our own SVG
