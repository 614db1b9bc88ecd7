"""The house rules that no linter knows: sizes, names, rooms, docstrings, and a test for every source file."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC, TESTS = ROOT / "src" / "gnomon", ROOT / "tests"
FILES = sorted(SRC.rglob("*.py"))
ROOMS = sorted({path.parent for path in FILES})
FACES = (SRC, SRC / "client")
"""What users import from: gnomon, and the room that is a wheel of its own."""

MOST_LINES, HALF_UNDER = 500, 150
MOST_FUNCTION_LINES, USUAL_FUNCTION_LINES, USUAL_SHARE = 80, 40, 0.95
NAMELESS = {"utils", "util", "helpers", "base", "common", "core", "manager", "misc", "handler", "processor", "legacy"}

IN_A_RUN = "by the tests of whole runs (tests/jobs/test_run.py, test_kills.py, tests/cli/test_run.py)"
BY_TRIALS = "by the tests of backtests and trials (tests/jobs/trials/test_backtest.py, test_trials.py)"
BY_THE_LADDER = "by the tests of the ladder (tests/jobs/trials/faults/test_registry.py)"
LADDER = (
    *("category_rename", "column_swap", "concept_drift", "delay", "doubled_rows", "duplicates", "filter_segment"),
    *("holiday_dip", "label_swap", "lost_rows", "mean_shift", "missing_column", "new_category", "null_burst"),
    *("renamed_column", "reordered_columns", "reordered_rows", "reorganised_partitions", "retyped_column"),
    *("score_inversion", "sentinel", "slow_drift", "spread", "stuck_value", "truncated_precision", "unit_change"),
)
OF_THE_CLIENT = "by the tests of the client (tests/client/test_client.py, test_spool.py, test_life.py)"
IN_THE_STORY = "by the story of the commands (tests/cli/test_run.py)"

UNTESTED_ALONE = {
    "__main__.py": "run by the tests of the commands, as a program",
    **{f"cli/{name}.py": IN_THE_STORY for name in ("alerts", "explain")},
    **{f"cli/{name}.py": IN_THE_STORY for name in ("moments", "reference", "series")},
    **{f"client/{name}.py": OF_THE_CLIENT for name in ("pace", "pipeline", "sender")},
    "client/recording.py": "by the tests of the recorder (tests/client/test_recorder.py)",
    **{f"cli/{name}.py": "by the tests of the demo" for name in ("receiver", "story")},
    **{f"jobs/judging/{name}.py": IN_A_RUN for name in ("assess", "columns", "contract", "keep", "realised", "retire")},
    "jobs/turn.py": IN_A_RUN,
    "jobs/exposing/family.py": "by the tests of the forms in which families are written (tests/jobs/exposing)",
    "server/newest.py": "by the tests of /metrics (tests/server/test_metrics.py)",
    **{
        f"jobs/trials/{name}.py": BY_TRIALS
        for name in ("trial_place", "fault_results", "injected", "raw_rows", "replay")
    },
    **{f"jobs/trials/faults/{name}.py": BY_THE_LADDER for name in LADDER},
    "jobs/trials/shadow.py": "by the tests of drills (tests/jobs/trials/test_drill.py)",
    **{
        f"{name}.py": "by the tests of the command (tests/cli/test_backtest.py)"
        for name in ("cli/backtest_tables", "cli/versus_tables", "cli/incident_tables", "jobs/trials/versus")
    },
    "cli/proposals.py": "by the tests of what is proposed (tests/cli/test_tune.py)",
    **{
        f"jobs/trials/{name}.py": "by the tests of suggestions (tests/jobs/trials/test_suggestions.py)"
        for name in ("materials", "proposal")
    },
    **{
        f"{name}.py": "by the tests of the commands of incidents (tests/cli/test_incidents.py)"
        for name in ("cli/monitors", "jobs/incidents/track_records")
    },
    "jobs/incidents/incident_acts.py": "by the tests of incidents (test_incidents.py of jobs/ and of cli/)",
    **{
        f"jobs/{name}.py": "by the tests of reports (tests/jobs/reporting/test_report.py)"
        for name in ("reporting/report_alerts", "reporting/report_columns", "drawing/measured", "drawing/stretch")
    },
    "store/inbox_migrations/i0001_first.py": "by the tests of the inbox's tables",
    "jobs/project.py": "by the page on monitoring (docs/monitoring.md)",
    **{
        f"store/migrations/{name}.py": "by the tests of opening a store"
        for name in ("r0001_first", "r0002_held_back", "r0003_incidents", "r0004_limits")
    },
}
"""Source files without a test file of their own, and why."""

TEXTS = {".py", ".md", ".toml", ".yml", ".yaml", ".cfg", ".css", ".html", ".txt", ""}
FOLDERS = ("src", "tests", "docs", "benchmarks", "examples", "deploy", ".github")
MACHINE = re.compile("|".join(f"/{name}/" for name in ("root", "home/[a-z]+", "Users/[A-Za-z]+", "work/(main|shared)")))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with the lines of its body, the docstring apart."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield f"{name_of(path)}:{node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def is_overload(node: Function | ast.ClassDef) -> bool:
    return any(ast.unparse(each) == "overload" for each in node.decorator_list)


def undocumented(node: ast.Module | ast.ClassDef, where: str) -> Iterator[str]:
    """The public classes, functions and methods without a docstring, magic methods and overloads apart."""
    for child in node.body:
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
            if ast.get_docstring(child) is None and not is_overload(child):
                yield f"{where}:{child.name}"
            if isinstance(child, ast.ClassDef):
                yield from undocumented(child, f"{where}:{child.name}")


def test_no_file_is_long_and_half_of_them_are_short() -> None:
    assert [name_of(path) for path in FILES if lines(path) > MOST_LINES] == []
    assert statistics.median(map(lines, FILES)) < HALF_UNDER


def test_no_test_file_is_long() -> None:
    assert [str(path.relative_to(ROOT)) for path in sorted(TESTS.rglob("*.py")) if lines(path) > MOST_LINES] == []


def test_no_function_is_long_and_nearly_all_are_short() -> None:
    # A step between two formats of the store is one list, that is never changed again.
    files = [path for path in FILES if path.parent.name != "migrations"]
    sizes = {name: size for path in files for name, size in functions(path)}
    assert {name: size for name, size in sizes.items() if size > MOST_FUNCTION_LINES} == {}
    short = sum(size < USUAL_FUNCTION_LINES for size in sizes.values())
    assert short >= USUAL_SHARE * len(sizes)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_what_lives_there_and_what_never_happens_there(room: Path) -> None:
    front = room / "__init__.py"
    assert front.exists()
    said = " ".join((ast.get_docstring(tree(front)) or "").lower().split())
    assert said
    if room != SRC:
        assert [word for word in ("import", "never", "to add") if word not in said] == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in FACES], ids=lambda room: room.name)
def test_a_room_hands_nothing_on(room: Path) -> None:
    code = tree(room / "__init__.py").body[1:]
    assert [ast.unparse(each) for each in code if ast.unparse(each) != "from __future__ import annotations"] == []


def test_nothing_is_named_after_nothing() -> None:
    named = [*FILES, *(room for room in ROOMS if room != SRC)]
    assert [name_of(path) for path in named if path.stem.strip("_") in NAMELESS] == []


def test_every_file_says_what_it_is() -> None:
    assert [name_of(path) for path in FILES if ast.get_docstring(tree(path)) is None] == []


def test_every_public_name_is_documented() -> None:
    assert [name for path in FILES for name in undocumented(tree(path), name_of(path))] == []


def test_every_source_file_has_its_test_file() -> None:
    sources = [path.relative_to(SRC) for path in FILES if path.name != "__init__.py"]
    missing = [
        source.as_posix()
        for source in sources
        if not (TESTS / source.parent / f"test_{source.name.strip('_')}").exists()
    ]
    assert sorted(set(missing) - set(UNTESTED_ALONE)) == []


def test_every_exception_is_one_still() -> None:
    for source in UNTESTED_ALONE:
        assert (SRC / source).exists()
        assert not (TESTS / source).with_name(f"test_{Path(source).name}").exists()


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    texts = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS]
    texts += [path for path in ROOT.iterdir() if path.suffix in TEXTS]
    found = []
    for path in texts:
        if path.is_file() and not any(part.startswith((".venv", ".git")) and part != ".github" for part in path.parts):
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []
