"""Console blocks: the commands that pages show, run, with their outputs compared or renewed.

A line `$ gnomon …` in a block is run in a folder where `data` leads to the real
data; the lines after it are its standard output. A line `…` stands for any
lines. A command that ends with `# exits with 1` leaves with that code, any
other with 0. The commands of a page share a folder, in the order of the page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FENCE, CLOSE, PROMPT, ANY = "```console", "```", "$ ", "…"
WIDTH = "120"
"""Columns of the terminal: what fits on a page."""

_CODE = re.compile(r"#\s*exits with (\d+)\s*$")


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page and the output that stands below it.

    Args:
        text: What is typed.
        output: The lines below it.
        begin: The line of the page on which the output begins, counted from 0.
    """

    text: str
    output: tuple[str, ...]
    begin: int

    @property
    def code(self) -> int:
        """The exit code that the page tells."""
        told = _CODE.search(self.text)
        return int(told[1]) if told else 0

    @property
    def is_ours(self) -> bool:
        """Whether it is run: only gnomon is."""
        return self.text.split()[:1] == ["gnomon"]


def commands(page: str) -> Iterator[Command]:
    r"""Every command of a page.

    Args:
        page: The text of the page.

    Example:
        >>> page = "```console\n$ gnomon --version\ngnomon 0\n```\n"
        >>> [(c.text, c.output, c.begin) for c in commands(page)]
        [('gnomon --version', ('gnomon 0',), 2)]
    """
    text, lines, begin, inside = "", list[str](), 0, False
    for number, line in enumerate([*page.splitlines(), CLOSE]):
        if inside and (line.startswith(PROMPT) or line == CLOSE):
            if text:
                yield Command(text, tuple(_trimmed(lines)), begin)
            text = ""
        if line in (FENCE, CLOSE):
            inside = line == FENCE
        elif inside and (line.startswith(PROMPT) or text.endswith("\\")):
            text = f"{text[:-1]}{line.removeprefix(PROMPT).strip()}" if text else line.removeprefix(PROMPT)
            lines, begin = [], number + 1
        elif inside:
            lines.append(line)


def run(command: Command, folder: Path) -> tuple[list[str], int, str]:
    """Run a command as a reader would.

    Args:
        command: What is typed.
        folder: Where.

    Returns:
        The lines of standard output, the exit code, and standard error.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, "COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - our own pages
        ["/bin/sh", "-c", command.text],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return _trimmed(done.stdout.splitlines()), done.returncode, done.stderr


def fits(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether printed lines are those that a page shows.

    Example:
        >>> fits(["a", "…", "d"], ["a", "b", "c", "d"]), fits(["a", "…"], ["b"])
        (True, False)
    """
    if not shown:
        return not printed
    if shown[0] == ANY:
        return any(fits(shown[1:], printed[i:]) for i in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and fits(shown[1:], printed[1:])


def renewed(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Printed lines, cut as the page cuts them: as many before and after `…`.

    Example:
        >>> renewed(["a", "…", "d"], ["A", "B", "C", "D"]), renewed(["a"], ["A", "B"])
        (['A', '…', 'D'], ['A', 'B'])
    """
    if ANY not in shown:
        return list(printed)
    head, tail = shown.index(ANY), [*reversed(shown)].index(ANY)
    if head + tail >= len(printed):
        return list(printed)
    return [*printed[:head], ANY, *printed[len(printed) - tail :]]


def refreshed(page: str, folder: Path) -> str:
    """The page with the outputs of its commands as they are now.

    Args:
        page: The text of the page.
        folder: Where its commands run.

    Raises:
        RuntimeError: A command leaves with another code than the page tells.
    """
    lines = page.splitlines()
    moved = 0
    for command in commands(page):
        if not command.is_ours:
            continue
        printed, code, said = run(command, folder)
        if code != command.code:
            raise RuntimeError(f"$ {command.text} leaves with {code}: {said.strip()}")
        begin = command.begin + moved
        end = begin
        while not lines[end].startswith((PROMPT, CLOSE)):
            end += 1
        made = renewed(command.output, printed)
        lines[begin:end] = made
        moved += len(made) - (end - begin)
    return "\n".join(lines) + "\n"


def _trimmed(lines: Sequence[str]) -> list[str]:
    return "\n".join(line.rstrip() for line in lines).rstrip("\n").splitlines()
