"""What a check of the configuration says of the user's code."""

from __future__ import annotations

from pathlib import Path

from tests.jobs.worlds import settings

from gnomon.jobs.code_check import mistakes

CODE = "import gnomon as gn\n\n@gn.profiler\ndef hot(rows):\n    return gn.Count(1)\n"


def _said(folder: Path, text: str, series: list[str]) -> list[str]:
    path = folder / "checks.py"
    path.write_text(text, "utf-8")
    monitors = {"mine": {"name": "mine", "series": series}}
    return [str(each) for each in mistakes(settings(folder, code=str(path), monitors=monitors))]


def test_right_code_is_not_spoken_of(tmp_path: Path) -> None:
    assert _said(tmp_path, CODE, ["hot"]) == []


def test_code_that_cannot_be_loaded_is_a_mistake_with_its_line(tmp_path: Path) -> None:
    (said,) = _said(tmp_path, "\n1 / 0\n", ["hot"])
    assert said.startswith("entities.flights.code: checks.py cannot be loaded: ZeroDivisionError")
    assert "(checks.py, line 2)" in said


def test_a_function_that_judges_and_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    path.write_text(
        "import gnomon as gn\n\n"
        "@gn.monitor(series='rows', metric='count')\ndef rising(series):\n    return gn.Verdict('ok', 'Well.')\n",
        "utf-8",
    )
    for name, said in (("rising", []), ("risen", ["Did you mean 'rising'?"]), ("x", ["There are: rising."])):
        monitors = {"mine": {"name": "mine", "code": name}}
        found = [str(each) for each in mistakes(settings(tmp_path, code=str(path), monitors=monitors))]
        where = "entities.flights.monitors.mine.code: no function with @gn.monitor on it is named"
        assert found == [f"{where} {name!r}. {mend}" for mend in said]


def test_a_limit_of_a_metric_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    path.write_text("import gnomon as gn\n\n@gn.metric\ndef spread(profile):\n    return 1.0\n", "utf-8")
    for expect, said in (("metric(spread) < 1", []), ("metric(sread) < 1", ["Did you mean 'spread'?"])):
        monitors = {"most": {"name": "most", "expect": expect}}
        found = [str(each) for each in mistakes(settings(tmp_path, code=str(path), monitors=monitors))]
        assert found == [f"entities.flights.monitors.most.expect: no metric is named 'sread'. {mend}" for mend in said]


def test_a_series_that_no_profiler_gives_is_a_mistake(tmp_path: Path) -> None:
    where = "entities.flights.monitors.mine.series: no profiler or metric is named"
    assert _said(tmp_path, CODE, ["hott"]) == [f"{where} 'hott'. Did you mean 'hot'?"]
    assert _said(tmp_path, CODE, ["wind"]) == [f"{where} 'wind'. There are: hot."]
