"""The user's own functions, found and loaded; and what is said of code that is bad."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import gnomon as gn
from gnomon.errors import UsageError
from gnomon.jobs import code
from gnomon.jobs.code import code_at

GOOD = """\
import gnomon as gn

@gn.profiler("hot")
def hot_rows(rows):
    return gn.Count(int((rows["temp"] > 30).sum()))

@gn.profiler
def cold(rows):
    return gn.Ratio(int((rows["temp"] < 0).sum()), rows.height)

def plain(rows):
    return 3
"""


METRIC = """
import gnomon as gn

@gn.metric("cold")
def coldest(profile):
    return profile["temp"].min
"""

MONITOR = """
@gn.monitor(series="temp", metric="coldest")
def freezing(series):
    return gn.Verdict("ok", "Warm.")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "checks.py"
    path.write_text(GOOD, "utf-8")
    return path


def test_a_file_gives_all_its_profilers_and_a_name_only_one(file: Path) -> None:
    assert [one.name for one in code_at((str(file),)).profilers] == ["hot", "cold"]
    assert [one.name for one in code_at((f"{file}:cold", f"{file}:cold")).profilers] == ["cold"]


def test_a_file_gives_its_metrics_and_monitors_too(file: Path) -> None:
    file.write_text(GOOD + METRIC.replace('"cold"', '"coldest"') + MONITOR, "utf-8")
    found = code_at((str(file),))
    assert found.numbers == ("hot", "cold", "coldest")
    assert [one.name for one in found.monitors] == ["freezing"]


def test_a_file_that_changed_is_loaded_anew(file: Path) -> None:
    code_at((str(file),))
    file.write_text(GOOD.replace('"hot"', '"very_hot"'), "utf-8")
    assert [one.name for one in code_at((str(file),)).profilers] == ["very_hot", "cold"]


def test_modules_beside_the_file_can_be_imported(file: Path) -> None:
    (file.parent / "beside_the_checks.py").write_text("LIMIT = 30\n", "utf-8")
    file.write_text("from beside_the_checks import LIMIT\n" + GOOD, "utf-8")
    assert len(code_at((str(file),)).profilers) == 2


def test_a_module_is_found_by_its_name(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.rename(file.with_name("own_checks_of_a_test.py"))
    monkeypatch.syspath_prepend(file.parent)
    assert [one.name for one in code_at(("own_checks_of_a_test:hot_rows",)).profilers] == ["hot"]


@gn.metric
def of_a_package(profile: gn.Profile) -> float:
    return 1.0


def test_a_package_offers_functions_under_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = {"gnomon.metrics": [EntryPoint("acme", f"{__name__}:of_a_package", "gnomon.metrics")]}
    offered["gnomon.monitors"] = [EntryPoint("acme", "math:floor", "gnomon.monitors")]  # nothing of gnomon's
    monkeypatch.setattr(code, "entry_points", lambda group, name: offered.get(group, []))
    assert code_at(("acme",)).numbers == ("of_a_package",)


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("1 / 0\n", "", r"checks\.py cannot be loaded: ZeroDivisionError: division by zero \(checks\.py, line 1\)"),
        ("x = 1\ndef f(:\n", "", r"cannot be loaded: SyntaxError: .*\(checks\.py, line 2\)"),
        ("import no_such_module_at_all\n", "", r"ModuleNotFoundError: .*\(checks\.py, line 1\)"),
        ("x = 1\n", "", r"checks\.py has no function with @gn\.profiler, @gn\.metric or @gn\.monitor on it"),
        (GOOD, ":warm", r"checks\.py has no function 'warm'"),
        (GOOD, ":plain", r"'plain' in checks\.py has no decorator"),
        (GOOD.replace('"hot"', '"cold"'), "", r"two profilers are named 'cold'"),
        (GOOD + METRIC, "", r"a profiler and a metric are named 'cold'\. Rename one of them"),
        (METRIC.replace('"cold"', '"psi"'), "", r"a metric cannot be named 'psi': gnomon has one"),
        (METRIC.replace('"cold"', '"p95"'), "", r"a metric cannot be named 'p95': gnomon has one"),
    ],
    ids=["raises", "syntax", "import", "none", "no name", "plain", "twice", "both", "registry", "figure"],
)
def test_bad_code_is_said_in_a_line(file: Path, text: str, name: str, says: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=says):
        code_at((f"{file}{name}",))


def test_a_file_or_module_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no file .*gone\.py"):
        code_at((str(tmp_path / "gone.py"),))
    with pytest.raises(UsageError, match=r"no_such_module_at_all cannot be loaded: ModuleNotFoundError"):
        code_at(("no_such_module_at_all",))
