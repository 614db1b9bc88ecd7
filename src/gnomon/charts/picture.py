"""Charts as pictures: PNG or SVG, drawn by a process of its own.

vl-convert runs a JavaScript engine that never gives its memory back: 235 MB
after the first picture. So a child process draws and exits; a picture takes
about a second, and nothing stays.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import altair as alt

from gnomon.charts import theme
from gnomon.charts.chart import Spec
from gnomon.charts.theme import Scheme
from gnomon.errors import GnomonError, UsageError

Form = Literal["png", "svg"]
FORMS: dict[str, Form] = {".png": "png", ".svg": "svg"}

SCALE = 2
"""Pixels of a PNG to a px of the spec, so that it is sharp on dense screens."""

PATIENCE_S = 120

_CHILD = """
import json, sys
import vl_convert as vl
job = json.load(sys.stdin)
if job["form"] == "svg":
    sys.stdout.buffer.write(vl.vegalite_to_svg(job["spec"], allowed_base_urls=[]).encode())
else:
    sys.stdout.buffer.write(vl.vegalite_to_png(job["spec"], scale=job["scale"], allowed_base_urls=[]))
"""


def themed(spec: Spec, scheme: Scheme) -> Spec:
    """The spec with the colours and type of a scheme.

    Example:
        >>> chart = themed(alt.Chart(alt.InlineData(values=[])).mark_line(style="current"), "light")
        >>> chart.to_dict()["config"]["style"]["current"]["color"]
        '#0B63B8'
    """
    made = spec.copy(deep=False)
    made.config = alt.Config(**theme.config(scheme))
    return made


def draw(spec: Spec, form: Form = "png", scheme: Scheme = "light", *, patience_s: float = PATIENCE_S) -> bytes:
    """Draw a spec.

    Args:
        spec: A chart's spec, without colours.
        form: `png`, at twice the spec's size in pixels, or `svg`.
        scheme: Colours; a picture's background is that scheme's surface.
        patience_s: How long it may take.

    Raises:
        GnomonError: The spec cannot be drawn, or not in time.
    """
    document = themed(spec, scheme).to_dict()
    document["background"] = theme.TOKENS[scheme]["surface"]
    document["padding"] = 16
    return _run({"spec": document, "form": form, "scale": SCALE}, patience_s)


def save(spec: Spec, path: str | os.PathLike[str], scheme: Scheme = "light") -> None:
    """Draw a spec into a file whose suffix says how: `.png` or `.svg`.

    Raises:
        UsageError: Another suffix, or a folder that does not exist or cannot be written to.
    """
    target = Path(path)
    form = FORMS.get(target.suffix.lower())
    if form is None:
        raise UsageError(f"{target}: a picture is saved as {' or '.join(FORMS)}; write one of these suffixes.")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: the folder {target.parent} does not exist. Make it first.")
    drawn = draw(spec, form, scheme)
    try:
        target.write_bytes(drawn)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}.") from None


def _run(job: dict[str, Any], patience_s: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with a program of our own
            [sys.executable, "-I", "-c", _CHILD],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=patience_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GnomonError(f"a picture could not be drawn in {patience_s:g} s.") from None
    if done.returncode or not done.stdout:
        raise GnomonError(f"a picture could not be drawn: {done.stderr.decode(errors='replace').strip()[-500:]}")
    return done.stdout
