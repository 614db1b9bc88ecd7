"""The machine against Prometheus' own, really run: pending, firing and active-at at every step.

Each case is a series of true, false and absent values under one `for` and one
`keep_firing_for`. All cases of a file are series of one input, and all pairs of
durations are rules; `promtool` is asked after every step for `ALERTS` (pending or
firing) and `ALERTS_FOR_STATE` (active-at), and must find ours and nothing else.
An absent value is a stale marker, so that Prometheus does not bridge it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from gnomon.alerts import episodes
from gnomon.alerts import state as machine
from gnomon.alerts.alert import Alert
from gnomon.alerts.policy import Policy
from gnomon.alerts.state import ABSENT, Firing, Pending, State
from gnomon.alerts.verdict import Verdict

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STEPS = 30
WRITTEN = {"V": "1", "k": "0", "N": "stale"}
DURATIONS = (0, 30, 60, 90, 120, 180, 300, 420)  # seconds

Pair = tuple[int, int]
Sample = dict[str, object]


def draw(rng: np.random.Generator, cases: int) -> list[str]:
    """Series of letters that change their mind seldom or often."""
    found = []
    for _ in range(cases):
        change, letter, letters = rng.uniform(0.1, 0.9), "k", []
        for _ in range(STEPS):
            if rng.random() < change:
                letter = str(rng.choice(list("VVkN")))
            letters.append(letter)
        found.append("".join(letters))
    return found


def states(letters: str, pair: Pair, *, whole: bool) -> list[State]:
    """Our states: of the bare machine, or of the whole fold."""
    pending, keep = (timedelta(seconds=s) for s in pair)
    policy = Policy(MINUTE, pending_for=pending, keep_firing_for=keep, on_no_data="ok")
    state: State = ABSENT
    alert, found = Alert(), []
    for i, letter in enumerate(letters):
        ts = EPOCH + i * MINUTE
        if whole:
            verdict = Verdict({"V": "violation", "k": "ok", "N": "no_data"}[letter])  # type: ignore[arg-type]
            alert, _ = episodes.step(alert, verdict, ts, policy)
            live = [one for one in alert.episodes if one.is_live]
            assert len(live) <= 1
            state = live[0].state if live else ABSENT
        else:
            state, _ = machine.step(state, letter == "V", ts, policy)
        found.append(state)
    return found


def samples(state: State, labels: str) -> tuple[list[Sample], list[Sample]]:
    """What Prometheus must hold for a state: `ALERTS` and `ALERTS_FOR_STATE`."""
    if not isinstance(state, Pending | Firing):
        return [], []
    active_at = (state.active_at - EPOCH).total_seconds()
    name = machine.name(state)
    return (
        [{"labels": f'ALERTS{{{labels},alertstate="{name}"}}', "value": 1}],
        [{"labels": f"ALERTS_FOR_STATE{{{labels}}}", "value": active_at}],
    )


def write(folder: Path, series: Sequence[str], pairs: Sequence[Pair], *, whole: bool) -> Path:
    """Write rules and tests; each pair of durations sees each series."""
    rules = [
        {"alert": f"a{i}", "expr": "s > 0", "for": f"{pending}s", "keep_firing_for": f"{keep}s"}
        for i, (pending, keep) in enumerate(pairs)
    ]
    (folder / "rules.json").write_text(json.dumps({"groups": [{"name": "g", "rules": rules}]}), encoding="utf-8")
    alerts: list[list[Sample]] = [[] for _ in range(STEPS)]
    active: list[list[Sample]] = [[] for _ in range(STEPS)]
    for i, pair in enumerate(pairs):
        for j, letters in enumerate(series):
            for step, state in enumerate(states(letters, pair, whole=whole)):
                first, second = samples(state, f'alertname="a{i}",id="{j}"')
                alerts[step] += first
                active[step] += second
    asked = [
        {"expr": expr, "eval_time": f"{step}m", "exp_samples": found[step]}
        for step in range(STEPS)
        for expr, found in (("ALERTS", alerts), ("ALERTS_FOR_STATE", active))
    ]
    given = [
        {"series": f's{{id="{j}"}}', "values": " ".join(WRITTEN[letter] for letter in letters)}
        for j, letters in enumerate(series)
    ]
    one = {"interval": "1m", "input_series": given, "promql_expr_test": asked}
    file = folder / "tests.json"
    file.write_text(
        json.dumps({"rule_files": ["rules.json"], "evaluation_interval": "1m", "tests": [one]}), encoding="utf-8"
    )
    return file


def ask(promtool: str, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([promtool, "test", "rules", file.name], cwd=file.parent, capture_output=True, text=True)  # noqa: PLW1510


def agree(promtool: str, folder: Path, seed: int, cases: int, pairs: Sequence[Pair]) -> None:
    series = draw(np.random.default_rng(seed), cases)
    for whole in (False, True):
        answer = ask(promtool, write(folder, series, pairs, whole=whole))
        assert answer.returncode == 0, f"seed {seed}, whole={whole}: {answer.stderr[:4000]}"


PAIRS = [(pending, keep) for pending in (0, 60, 150, 300) for keep in (0, 90, 180)]


def test_prometheus_agrees_on_ninety_six_cases(promtool: str, tmp_path: Path) -> None:
    agree(promtool, tmp_path, 20131231, 8, PAIRS)


@pytest.mark.deep
def test_prometheus_agrees_on_six_thousand_fresh_cases(promtool: str, tmp_path: Path) -> None:
    seed = int(np.random.SeedSequence().generate_state(1)[0])
    rng = np.random.default_rng(seed)
    every = [(pending, keep) for pending in DURATIONS for keep in DURATIONS]
    pairs = [every[i] for i in rng.choice(len(every), 20, replace=False)]
    for part in range(6):
        agree(promtool, tmp_path, seed + part, 50, pairs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [('alertstate="pending"', 'alertstate="firing"'), ('"value": 120.0', '"value": 60.0')],
    ids=["another state", "another active-at"],
)
def test_prometheus_would_see_one_mistake(promtool: str, tmp_path: Path, ours: str, theirs: str) -> None:
    file = write(tmp_path, ["kkVVVV" + "k" * (STEPS - 6)], [(120, 0)], whole=True)
    text = file.read_text(encoding="utf-8")
    ours, theirs = (json.dumps(x)[1:-1] if "=" in x else x for x in (ours, theirs))
    assert ours in text
    file.write_text(text.replace(ours, theirs, 1), encoding="utf-8")
    answer = ask(promtool, file)
    assert answer.returncode == 1
    assert "FAILED" in answer.stderr + answer.stdout
