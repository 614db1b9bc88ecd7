"""Python blocks: their outputs renewed. pytest compares them, since every page is a doctest."""

from __future__ import annotations

import contextlib
import doctest
import os
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any


class _Recorder(doctest.DocTestRunner):
    """Runs every example, and keeps what was printed in place of what was wanted."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.got: dict[int, str] = {}

    def report_failure(
        self, out: Callable[[str], Any], test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        """Keep what was printed."""
        self.got[example.lineno] = got

    def report_unexpected_exception(
        self,
        out: Callable[[str], Any],
        test: doctest.DocTest,
        example: doctest.Example,
        exc_info: Any,  # noqa: ANN401
    ) -> None:
        """Keep the last line of what was raised."""
        last = "".join(traceback.format_exception_only(*exc_info[:2]))
        self.got[example.lineno] = f"Traceback (most recent call last):\n    ...\n{last}"


def refreshed(page: str, folder: Path) -> str:
    """The page with the outputs of its Python examples as they are now.

    Args:
        page: The text of the page.
        folder: Where its examples run.
    """
    test = doctest.DocTestParser().get_doctest(page, {"__name__": "__main__"}, "page", None, 0)
    recorder = _Recorder()
    with contextlib.chdir(folder), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        recorder.run(test, out=lambda text: None, clear_globs=False)
    lines = page.splitlines()
    for example in reversed(test.examples):
        if example.lineno in recorder.got:
            begin = example.lineno + example.source.count("\n")
            shown = recorder.got[example.lineno].rstrip("\n").replace("\n\n", "\n<BLANKLINE>\n")
            lines[begin : begin + example.want.count("\n")] = shown.splitlines()
    return "\n".join(lines) + os.linesep.replace("\r", "")
