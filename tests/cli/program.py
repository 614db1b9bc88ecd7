"""Running `gnomon` in tests: in this process where that is enough, as a program where it matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gnomon.cli.app import run

DATA = Path(__file__).parents[2] / "data"
DIRTY = DATA / "dirty"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command line did.

    Attributes:
        code: The exit code.
        out: What stood on stdout.
        err: What stood on stderr.
    """

    code: int
    out: str
    err: str

    def document(self) -> Any:
        """The one JSON document on stdout, in which nothing is NaN or infinite."""
        return json.loads(self.out, parse_constant=_refuse)

    def refusal(self) -> str:
        """The one line of a wrong call."""
        assert (self.code, self.out) == (2, "")
        assert self.err.startswith("gnomon: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("gnomon: ").rstrip("\n")


Gnomon = Callable[..., Ran]


def in_process(capsys: pytest.CaptureFixture[str]) -> Gnomon:
    """A function from words to what they do."""

    def gnomon(*words: object) -> Ran:
        capsys.readouterr()
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return gnomon


def as_program(*words: object, stdout: int = subprocess.PIPE, **environment: str) -> Ran:
    """`python -m gnomon` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "gnomon", *(str(word) for word in words)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )
    return Ran(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


def numbers(path: Path, shift: float = 0.0, rows: int = 400) -> Path:
    """A CSV file with a number, a category and a time; the number can be shifted."""
    frame = pl.DataFrame(
        {
            "temp": [float(i % 50) + shift for i in range(rows)],
            "origin": [("EWR", "JFK", "LGA")[i % 3] for i in range(rows)],
            "ts": [f"2013-01-{1 + i * 10 // rows:02d}T12:00:00Z" for i in range(rows)],
        }
    )
    frame.write_csv(path)
    return path


def shown_raw(text: str) -> set[str]:
    """Characters in a text that a terminal would obey, line breaks apart."""
    turns = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
    return {c for c in text if (c != "\n" and ord(c) < 32) or 127 <= ord(c) < 160 or c in turns}


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")
