"""Tests of reading a file of tests: every mistake at once, with its line and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gnomon.config.read import ConfigError
from gnomon.config.tests_read import ReadTests, read_tests

CONFIG = """
entities:
  churn:
    source: {path: churn.csv, timestamp: at}
    notify: [ml]
    monitors: {slow: {expect: "p95(x) < 3"}, deep: {watches: inputs, condition: "effect > 2*material and p < 0.01"}}
  other: {source: {path: churn.csv, timestamp: at}, every: 1h}
channels: {ml: {kind: log}}
"""
SLOW = 'value{entity="churn",monitor="slow"}'


def read(folder: Path, text: str, config: str | None = CONFIG) -> ReadTests:
    if config is not None:
        (folder / "gnomon.yaml").write_text(config, "utf-8")
    file = folder / "tests.yaml"
    file.write_text(text, "utf-8")
    return read_tests(file)


def told(folder: Path, text: str, config: str | None = CONFIG) -> list[str]:
    with pytest.raises(ConfigError) as error:
        read(folder, text, config)
    return [f"{each.line} {each}" for each in error.value.mistakes]


def one(series: str, more: str = "exp_state: []") -> str:
    listed = "".join(f"  - {{series: '{each}', values: '1'}}\n" for each in series.split())
    return f"tests:\n- input_series:\n{listed}  {more}\n"


def test_a_right_file_knows_its_configuration_and_its_lines(tmp_path: Path) -> None:
    found = read(tmp_path, one(SLOW))
    assert found.tests.tests[0].input_series[0].values == (1.0,)
    assert list(found.settings.entities) == ["churn", "other"]
    assert found.where(("tests", 0, "input_series", 0)) == f"{tmp_path / 'tests.yaml'}:3"


def test_every_mistake_is_told_with_its_line_and_the_nearest_word(tmp_path: Path) -> None:
    text = f"""evaluation_interval: 0
tests:
- name: wrong
  interval: 1h
  input_series:
  - {{series: 'value{{entity="chrn",monitor="slow"}}', values: '1'}}
  - {{series: 'value{{entity="churn",monitor="slo"}}', valus: '1x'}}
  - {{series: '{SLOW}', values: '1 y'}}
  late: [{{at: 1d, from: 0, series: 'effect{{entity="churn",monitor="slow"}}', values: '1'}}, 3]
  alert_rule_test:
  - {{eval_time: 1d, alertname: slwo}}
  exp_state: [{{eval_time: 1d, alertname: slow, entity: other, state: none}}]
  exp_notifications: [{{at: 1d, channel: m, reason: first}}]
  exp_actions: [{{at: 8m, action: retrain, state: awaiting_approval}}]
"""
    found = told(tmp_path, text)
    for line, key, words in [
        (1, "evaluation_interval", "0 is no interval"),
        (6, "tests[0].input_series[0].series", "there is no entity 'chrn'. Did you mean 'churn'?"),
        (7, "tests[0].input_series[1].series", "there is no monitor 'slo'. Did you mean 'slow'?"),
        (7, "tests[0].input_series[1].valus", "unknown key. Did you mean 'values'?"),
        (8, "tests[0].input_series[2].values", "'y' is no sample"),
        (9, "tests[0].late[0].series", "is no input series. Did you mean"),
        (9, "tests[0].late[1]", "3 is not a mapping"),
        (11, "tests[0].alert_rule_test[0].alertname", "there is no monitor 'slwo'. Did you mean 'slow'?"),
        (12, "tests[0].exp_state[0].alertname", "there is no monitor 'slow'"),
        (13, "tests[0].exp_notifications[0].channel", "there is no channel 'm'"),
        (14, "tests[0].exp_actions", "gnomon takes no actions yet"),
    ]:
        assert any(each.startswith(f"{line} {key}: ") and words in each for each in found), (line, key, found)


@pytest.mark.parametrize(
    ("series", "more", "words"),
    [
        (SLOW, "interval: 1h\n  exp_state: []", "a window of churn is 1d"),
        (f"{SLOW} {SLOW}", "exp_state: []", "is written twice"),
        (SLOW, "name: nothing", "it expects nothing"),
        ('value{entity="churn",monitor="volume"}', "exp_state: []", "Feed violation, as 1 or 0"),
        ('effect{entity="churn",monitor="deep"}', "exp_state: []", "looks up p. Feed p too"),
        ('value{entity="churn",monitor="slow",column="x"}', "exp_state: []", "Leave out column="),
        (
            'effect{entity="churn",monitor="inputs"} effect{entity="churn",monitor="inputs",column="x"}',
            "exp_state: []",
            "by column and as a whole",
        ),
        (f'{SLOW} effect{{entity="other",monitor="inputs"}}', "exp_state: []", "are not those of churn"),
        (SLOW, "silences: [{at: 1d, for: 1d, matchers: ['a=~.*']}]\n  exp_state: []", "matches every alert"),
        (SLOW, "silences: [{at: 1d, for: 1d}]\n  exp_state: []", "matchers: is missing"),
        (SLOW, "silences: [{at: 1d, for: 1d, matchers: 3}]\n  exp_state: []", "3 is not a list"),
        (SLOW, "exp_state: [{eval_time: 99999d, alertname: slow, entity: nobody, state: none}]", "entity 'nobody'"),
        (SLOW, "exp_state: [{eval_time: 36000d, alertname: slow, entity: churn, state: none}]", "10000 evaluations"),
    ],
)
def test_what_does_not_fit_together_is_told(tmp_path: Path, series: str, more: str, words: str) -> None:
    assert any(words in each for each in told(tmp_path, one(series, more)))


def test_a_file_without_its_configuration_says_where_it_is_sought(tmp_path: Path) -> None:
    (found,) = told(tmp_path, f"config: prod.yaml\n{one(SLOW)}", None)
    assert found == "1 config: there is no file prod.yaml beside it. Write config: with its path."
    assert any("3 is a number, not text" in each for each in told(tmp_path, f"config: 3\n{one(SLOW)}"))
    (found,) = told(tmp_path, "tests: []", "entities: 3")
    assert "entities" in found


def test_no_file_no_text_and_no_mapping_are_one_line(tmp_path: Path) -> None:
    assert told(tmp_path, "") == ["1 the file is empty. Write tests: with a test in it."]
    assert told(tmp_path, "- 1") == ["1 the file is no mapping. Write keys such as config: and tests:."]
    assert any("it is not YAML" in each for each in told(tmp_path, "tests: [}"))
    with pytest.raises(ConfigError, match="there is no such file"):
        read_tests(tmp_path / "gone.yaml")


def test_without_channels_none_is_known(tmp_path: Path) -> None:
    bare = "entities: {churn: {source: {path: a.csv, timestamp: at}}}"
    text = one('violation{entity="churn",monitor="schema"}', "exp_notifications: [{at: 0, channel: m, reason: first}]")
    assert any("There is none in the configuration" in each for each in told(tmp_path, text, bare))
