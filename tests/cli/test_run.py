"""The commands of a running monitor, as a stranger meets them, from init to reference."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.running import SECRET, shifted
from tests.jobs.worlds import labels_of
from tests.notify.receiver import Receiver, Reply

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with 45 days of rows that move on the 40th, and their targets."""
    monkeypatch.chdir(tmp_path)
    frame = pl.concat(shifted(45, 40))
    frame.write_parquet("flights.parquet")
    labels_of(frame).rename({"known": "label_ts"}).write_parquet("flights_labels.parquet")
    return tmp_path


@pytest.fixture
def ran(rows: Path, gnomon: Gnomon) -> Gnomon:
    """After the first run."""
    assert gnomon("init", "flights.parquet").code == 0
    assert gnomon("run", "--until", "2013-02-15T03:00Z").code == 0
    return gnomon


def test_init_writes_what_runs_as_it_is(rows: Path, gnomon: Gnomon) -> None:
    made = gnomon("init", "flights.parquet")
    assert (made.code, made.out) == (0, "")
    assert "flights, windows of 1d, 8 monitors" in made.err
    text = (rows / "gnomon.yaml").read_text("utf-8")
    for line in ("targets: {path: flights_labels.parquet, id: id", "score: score", "segments: [origin]"):
        assert line in text
    assert "is there already" in gnomon("init", "flights.parquet").refusal()
    document = gnomon("run", "--until", "2013-02-15T03:00Z", "--json").document()
    (entity,) = document["entities"]
    assert set(entity) >= {"entity", "windows", "rows", "status", "reason", "alerts"}
    assert (entity["entity"], entity["windows"], entity["rows"], entity["status"]) == ("flights", 31, 9000, "violation")


def test_a_second_run_has_nothing_to_do(ran: Gnomon) -> None:
    (entity,) = ran("run", "--until", "2013-02-15T03:00Z", "--json").document()["entities"]
    assert (entity["windows"], entity["rows"], len(entity["alerts"])) == (0, 0, 1)


def test_the_exit_code_is_that_of_the_alerts_only_where_it_is_asked_for(ran: Gnomon) -> None:
    assert ran("run", "--until", "2013-02-15T03:00Z").code == 0
    assert ran("run", "--until", "2013-02-15T03:00Z", "--exit-code").code == 1


def test_status_says_what_is_wrong_and_since_when(ran: Gnomon) -> None:
    shown = ran("status")
    assert shown.code == 0
    assert "inputs (info) since 10 Feb 2013 00:00 UTC" in shown.out
    assert "temp moved up by" in shown.out
    (entity,) = ran("status", "--json").document()["entities"]
    assert entity["status"] == "violation"
    assert entity["judged_until"] == "2013-02-15T00:00:00Z"


def test_alerts_have_the_keys_that_are_promised(ran: Gnomon) -> None:
    (alert,) = ran("alerts", "--json").document()
    keys = (
        "id",
        "entity",
        "monitor",
        "severity",
        "state",
        "since",
        "started_at",
        "ended_at",
        "series",
        "summary",
        "labels",
        "told",
    )
    assert set(alert) == set(keys)
    assert re.fullmatch(r"[0-9a-f]{16}-1", alert["id"])
    assert (alert["state"], alert["series"], alert["ended_at"]) == ("firing", ["temp"], None)
    assert (alert["since"], alert["started_at"]) == ("2013-02-10T00:00:00Z", "2013-02-11T00:00:00Z")
    assert ran("alerts", "nobody").refusal() == "no entity 'nobody' in this configuration. Write flights."


def test_series_have_the_keys_that_are_promised(ran: Gnomon) -> None:
    found = ran(
        "series", "flights", "--metric", "psi", "--series", "temp", "--since", "2013-02-09", "--json"
    ).document()
    keys = ("entity", "series", "metric", "window", "labels", "value", "low", "high", "status", "reason", "revision")
    assert all(set(one) == set(keys) for one in found)
    assert [one["status"] for one in found] == ["ok", *["violation"] * 5]
    assert all(MOMENT.fullmatch(one["window"][edge]) for one in found for edge in ("start", "end"))
    assert "psi" in ran("series", "flights", "--metric", "psi", "--series", "temp").out
    aucs = ran("series", "flights", "--metric", "auc", "--series", "outcome", "--json").document()
    assert any(one["labels"] == {"origin": "JFK"} for one in aucs)
    assert all(one["low"] <= one["value"] <= one["high"] for one in aucs if one["value"] is not None)


def test_explain_has_the_arithmetic_of_the_verdict(ran: Gnomon) -> None:
    found = ran("explain", "flights", "inputs", "2013-02-10", "--json").document()
    assert found["status"] == "violation"
    (column,) = found["arithmetic"]
    stored = next(one for one in found["columns"] if one["column"] == "temp")
    test = next(one for one in column["tests"] if one["name"] == stored["test"])
    level = next(one for one in test["levels"] if one["level"] == stored["level"])
    assert level["A"] == stored["effect"]
    assert column["decision"]["parts"]["values"]["adjusted"] == stored["p"]
    assert "columns share a chance of" in ran("explain", "flights", "inputs").out
    assert "no monitor 'input'" in ran("explain", "flights", "input").refusal()
    assert "has not judged a window" in ran("explain", "flights", "inputs", "2019-01-01").refusal()


def test_what_changed_for_good_is_made_the_reference(ran: Gnomon) -> None:
    (shown,) = ran("reference", "show", "flights", "--json").document()
    assert shown["status"] == "active"
    assert ran("reference", "promote", "flights", "--since", "2013-02-10", "--until", "2013-02-15").code == 0
    assert [one["status"] for one in ran("reference", "show", "flights", "--json").document()] == ["active", "retired"]
    assert ran("reference", "set", "flights").code == 0
    assert "28" in ran("reference", "show", "flights").out


def test_the_configuration_is_checked_and_shown(ran: Gnomon) -> None:
    assert "gnomon.yaml: right. 1 entity, 8 monitors." in ran("config", "check").err
    assert ran("config", "check", "--json").document()["warnings"]
    Path("shown.yaml").write_text(ran("config", "show").out, "utf-8")
    assert ran("config", "check", "-c", "shown.yaml").code == 0
    assert ran("config", "show", "--json").document()["entities"]["flights"]["every"] == "1d"
    assert ran("config", "schema").document()["title"] == "gnomon.yaml"


def test_every_mistake_of_a_configuration_has_its_line(ran: Gnomon) -> None:
    Path("wrong.yaml").write_text("stor: 3\nentities: {a: {every: 1x}}\n", "utf-8")
    told = ran("run", "-c", "wrong.yaml")
    assert told.code == 2
    assert [line.split(":")[:2] for line in told.err.splitlines()] == [["wrong.yaml", "1"]] + [["wrong.yaml", "2"]] * 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", "-c", "nowhere.yaml"), "nowhere.yaml: there is no such file"),
        (("init", "nowhere.parquet", "-o", "a.yaml"), "nowhere.parquet"),
        (("init", "flights.parquet", "-o", "nowhere/a.yaml"), "the folder nowhere does not exist"),
    ],
)
def test_what_is_not_there_is_one_line(ran: Gnomon, words: tuple[str, ...], told: str) -> None:
    failed = ran(*words)
    assert (failed.code, failed.err.count("\n")) == (2, 1)
    assert told in failed.err


def test_a_time_that_is_none_is_one_line(ran: Gnomon) -> None:
    assert (
        ran("run", "--until", "soon").refusal()
        == "--until: 'soon' is not a time. Write 2013-03-01 or 2013-03-01T02:00Z."
    )


def test_a_log_on_the_screen_does_not_come_into_the_document(rows: Path, gnomon: Gnomon) -> None:
    gnomon("init", "flights.parquet")
    made = Path("gnomon.yaml")
    text = re.sub(r"(?m)^( +)notify: .*$|^( +)# ?notify: .*$", "", made.read_text("utf-8"))
    text = text.replace("    every: 1d", "    notify: [screen]\n    every: 1d")
    made.write_text(f"{text}\nchannels:\n  screen: {{kind: log}}\n", "utf-8")
    ran = gnomon("run", "--until", "2013-02-15T03:00Z", "--json")
    assert ran.document()["delivered"] == 1
    assert '"event": "firing"' in ran.err


def test_explain_lists_every_promise_of_a_contract(rows: Path, gnomon: Gnomon) -> None:
    text = "entities: {f: {source: {path: flights.parquet, timestamp: ts, id: id}, "
    text += "monitors: {m: {expect: {temp: {max: 20}, id: {unique: true}}}}}}"
    (rows / "gnomon.yaml").write_text(text, "utf-8")
    assert gnomon("run", "--until", "2013-02-15T03:00Z").code == 0
    shown = gnomon("explain", "f", "m")
    assert "temp has values above 20" in shown.out
    assert "id is unique." in shown.out
    assert "*" not in shown.out


@pytest.mark.parametrize(
    ("reply", "run_says", "status_says"),
    [
        (Reply(404, b"no team"), "not delivered by hook: 404 no team. Nothing is at this address", "refused"),
        (Reply(401, b"no"), "1 message not delivered yet by hook: 401 no. Correct url or secret", "waiting"),
    ],
)
def test_a_message_that_is_refused_is_told_by_run_and_by_status(
    rows: Path, gnomon: Gnomon, monkeypatch: pytest.MonkeyPatch, reply: Reply, run_says: str, status_says: str
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    text = "entities: {f: {source: {path: flights.parquet, timestamp: ts}, notify: [hook], "
    text += "monitors: {m: {expect: {temp: {max: 20}}}}}}"
    with Receiver([reply] * 9) as receiver:
        hook = f"channels: {{hook: {{kind: webhook, url: '{receiver.url()}', secret: env:HOOK_SECRET}}}}"
        (rows / "gnomon.yaml").write_text(f"{text}\n{hook}\n", "utf-8")
        ran = gnomon("run", "--until", "2013-02-15T03:00Z", "--json")
    assert (ran.code, ran.document()["delivered"]) == (0, 0)
    undelivered = ran.document()["undelivered"]
    assert {(one["channel"], one["status"]) for one in undelivered} == {("hook", reply.status)}
    assert run_says in ran.err
    shown = gnomon("status")
    assert "hook does not deliver since" in shown.out and f"{len(undelivered)} {status_says}" in shown.out
    (channel,) = gnomon("status", "--json").document()["channels"]
    assert channel["status"] == reply.status


def test_a_message_that_was_not_delivered_makes_the_exit_code_one_where_it_is_asked_for(
    rows: Path, gnomon: Gnomon
) -> None:
    text = "entities: {f: {source: {path: flights.parquet, timestamp: ts}, notify: [hook], "
    text += "monitors: {m: {expect: {temp: {max: 20}}}}}}"
    hook = "channels: {hook: {kind: webhook, url: env:NO_SUCH_ADDRESS}}"
    (rows / "gnomon.yaml").write_text(f"{text}\n{hook}\n", "utf-8")
    ran = gnomon("run", "--until", "2013-02-15T03:00Z", "--exit-code")
    assert ran.code == 1
    assert "1 message not delivered yet by hook" in ran.err and "NO_SUCH_ADDRESS" in ran.err
