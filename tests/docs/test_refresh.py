"""The programs that keep the pages true."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs import console, examples, made, pages, palette

PAGE = """# A page

```console
$ make test     # not ours
$ gnomon --version
an old version

$ gnomon profile nothing.parquet  # exits with 2
what was never printed
```

Words.
"""

EXAMPLE = """# A page

```python
>>> x = 1
>>> for i in range(2):
...     print(i + x)
5
>>> x + 1
2
>>> [][0]

```
"""

LINES = st.lists(st.sampled_from(["a", "b", "c"]), max_size=6)


def test_outputs_of_commands_are_renewed_and_the_rest_stays(tmp_path: Path) -> None:
    renewed = console.refreshed(PAGE, pages.lay_out(tmp_path))
    assert "an old version" not in renewed
    assert "\ngnomon 0" in renewed
    assert "what was never printed" not in renewed
    assert renewed.startswith("# A page\n\n```console\n$ make test     # not ours\n")
    assert renewed.endswith("```\n\nWords.\n")
    assert console.refreshed(renewed, tmp_path) == renewed


def test_a_command_that_leaves_with_another_code_stops_the_refresh(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"nothing\.parquet leaves with 2"):
        console.refreshed(PAGE.replace("  # exits with 2", ""), tmp_path)


def test_commands_of_a_page_share_a_folder_with_the_data(tmp_path: Path) -> None:
    text = "```console\n$ gnomon profile data/adult.parquet -o adult.gnomon\n…\n$ gnomon profile adult.gnomon\n…\n```\n"
    folder = pages.lay_out(tmp_path)
    first, second = (console.run(command, folder) for command in console.commands(text))
    assert first[:2] == second[:2]
    assert first[1] == 0


def test_a_long_command_goes_on_in_the_next_line() -> None:
    text = "```console\n$ gnomon profile x \\\n    --json\nout\n```\n"
    assert [(c.text, c.output) for c in console.commands(text)] == [("gnomon profile x --json", ("out",))]


@given(LINES, LINES, LINES)
def test_an_ellipsis_stands_for_any_lines(before: list[str], between: list[str], after: list[str]) -> None:
    assert console.fits([*before, "…", *after], [*before, *between, *after])


@given(LINES, LINES, LINES)
def test_what_is_renewed_fits(before: list[str], after: list[str], printed: list[str]) -> None:
    assert console.fits(console.renewed([*before, "…", *after], printed), printed)
    assert console.renewed([*before, *after], printed) == printed


def test_outputs_of_python_examples_are_renewed(tmp_path: Path) -> None:
    renewed = examples.refreshed(EXAMPLE, tmp_path)
    assert "...     print(i + x)\n1\n2\n>>> x + 1\n2\n>>> [][0]\nTraceback (most recent call last):\n" in renewed
    assert renewed.endswith("IndexError: list index out of range\n\n```\n")
    assert examples.refreshed(renewed, tmp_path) == renewed


def test_made_parts_are_renewed_and_the_rest_stays() -> None:
    page = "before\n<!-- made: names -->\n| stale |\n<!-- end -->\nafter\n"
    renewed = made.refreshed(page)
    assert "`gn.compare`" in renewed
    assert "| stale |" not in renewed
    assert renewed.startswith("before\n<!-- made: names -->\n")
    assert renewed.endswith("<!-- end -->\nafter\n")
    assert made.refreshed(renewed) == renewed


def _png(pixels: np.ndarray, filters: list[int]) -> bytes:
    """A PNG whose rows are filtered as the standard says, one slow line at a time."""
    height, width, _ = pixels.shape
    flat = pixels.reshape(height, -1).astype(int)
    data = b""
    for y in range(height):
        data += bytes([filters[y]])
        for x in range(3 * width):
            left = flat[y, x - 3] if x >= 3 else 0
            up = flat[y - 1, x] if y else 0
            corner = flat[y - 1, x - 3] if y and x >= 3 else 0
            near = sorted((left, up, corner), key=lambda v, p=left + up - corner: abs(p - v))[0]
            guess = [0, left, up, (left + up) // 2, near][filters[y]]
            data += bytes([(flat[y, x] - guess) % 256])
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(data))]
    chunks = [struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in parts]
    return palette.MAGIC + b"".join(chunks)


def test_a_picture_of_few_colours_keeps_every_pixel() -> None:
    rng = np.random.default_rng(0)
    colours = rng.integers(0, 256, (200, 3))
    pixels = colours[rng.integers(0, 200, (5, 40))]
    made_png = palette.with_palette(_png(pixels, [0, 1, 2, 3, 4]))
    chunks, at = {}, 8
    while at < len(made_png):
        size = int.from_bytes(made_png[at : at + 4])
        chunks[made_png[at + 4 : at + 8]] = made_png[at + 8 : at + 8 + size]
        at += size + 12
    table = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)
    places = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(5, 41)[:, 1:]
    assert np.array_equal(table[places], pixels)
