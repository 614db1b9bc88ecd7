"""When a function is another one."""

from __future__ import annotations

from pathlib import Path

from gnomon.jobs.code import code_at
from gnomon.jobs.definition import definition, of_all

TEXT = """\
import gnomon as gn
LIMIT = 30
OTHER: int = 1

def above(x):
    return x > LIMIT

@gn.profiler
def hot(rows):
    \"\"\"Hot.\"\"\"
    return gn.Count(int(above(rows["temp"]).sum()))
"""


def _digest(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return of_all(code_at((str(path),)).profilers)


def test_comments_docstrings_and_what_is_not_used_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    before = _digest(path, TEXT)
    assert _digest(path, "# new\n" + TEXT.replace("Hot.", "Rows that are hot.").replace("= 1", "= 2")) == before


def test_what_a_function_uses_of_its_file_is_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    before = _digest(path, TEXT)
    assert _digest(path, TEXT.replace("30", "31")) != before
    assert _digest(path, TEXT.replace("x >", "x >=")) != before
    assert _digest(path, TEXT.replace("@gn.profiler\n", "@gn.profiler(version='2')\n")) != before


def test_what_has_no_source_is_known_by_its_name() -> None:
    assert definition(len) == "builtins.len"


def test_what_a_monitor_looks_at_is_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    text = "import gnomon as gn\n\n@gn.monitor(series='rows', metric='count')\ndef odd(series):\n    return None\n"

    def digest(written: str) -> str:
        path.write_text(written, "utf-8")
        return of_all(code_at((str(path),)).monitors)

    assert digest(text) == digest(text + "# more\n") != digest(text.replace("'count'", "'repeated_rows'"))
