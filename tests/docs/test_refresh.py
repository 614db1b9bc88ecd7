"""The programs that keep the pages true."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs import console, examples, made, pages

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
