"""Every sentence of an alert, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from gnomon.alerts import words
from gnomon.alerts.state import Reason
from gnomon.checks import numbers

DAY = datetime(2013, 12, 31, tzinfo=UTC)


def at(hour: float, minute: float = 0) -> datetime:
    return DAY + timedelta(hours=hour, minutes=minute)


H, M, D = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (words.moment(DAY), "31 Dec 00:00 UTC"),
        (words.moment(DAY, with_year=True), "31 Dec 2013 00:00 UTC"),
        (words.moment(DAY, "Europe/Berlin"), "31 Dec 01:00 CET"),
        (words.lasted(9 * H), "9 h"),
        (words.lasted(3 * H + 10 * M), "3 h 10 m"),
        (words.lasted(40 * M + timedelta(seconds=59)), "40 m"),
        (words.lasted(2 * D + 4 * H + 5 * M), "2 d 4 h"),
        (words.lasted(3 * D + 5 * M), "3 d"),
        (words.lasted(timedelta(seconds=5)), "0 m"),
        (words.about(90 * M), "90 min"),
        (words.about(91 * M), "2 h"),
        (words.about(48 * H), "48 h"),
        (words.about(49 * H), "2 d"),
        (
            words.firing("critical", "flights-delay", words.emptied("weather", 7, 14), words.moment(DAY)),
            "[FIRING critical] flights-delay: no weather, 7 of 14 inputs empty, since 31 Dec 00:00 UTC",
        ),
        (
            words.firing("high", "churn@prod", words.drifted("inputs", 3, 42, "age"), "2 Mar 06:00 UTC"),
            "[FIRING high] churn@prod: inputs drifted, 3 of 42 columns, worst age, since 2 Mar 06:00 UTC",
        ),
        (words.drifted("inputs", 1, 42, "age"), "inputs drifted, 1 of 42 columns, age"),
        (
            words.resolved(9 * H, "flights-delay", "no weather, 7 of 14 inputs empty", "recovered"),
            "[RESOLVED after 9 h] flights-delay: no weather, 7 of 14 inputs empty: recovered.",
        ),
        (
            words.resolved(7 * D, "churn", "inputs drifted", "stale"),
            "[RESOLVED after 7 d] churn: inputs drifted: closed without evidence of recovery.",
        ),
        (words.course(0.31, 0.02, "recovered"), "Peak 0.31, last 0.02: recovered."),
        (words.course(0.71, 0.79, "recovered", numbers.figure), "Peak 0.710, last 0.790: recovered."),
        (
            words.revised(12_400, (0.31, 0.24), (at(8), at(6))),
            "Revised with 12 400 late rows: 0.31 → 0.24; starts 06:00, not 08:00.",
        ),
        (words.revised(1, (0.31, 0.24), (at(8), at(8))), "Revised with 1 late row: 0.31 → 0.24."),
        (words.revised(12, (0.311, 0.312), (at(8), at(8))), "Revised with 12 late rows."),
        (
            words.revised(12, (0.31, 0.31), (at(1), at(-2))),
            "Revised with 12 late rows: starts 30 Dec 22:00, not 31 Dec 01:00.",
        ),
        (
            words.revised(12, (0.31, 0.31), (at(1), at(-2)), "America/New_York"),
            "Revised with 12 late rows: starts 17:00, not 20:00.",
        ),
        (
            words.retracted(0.08, 0.1),
            "With the late rows the figure is 0.08, inside the limit 0.10; the alert is withdrawn.",
        ),
        (
            words.seen_late("06:00", "14:10", 0.31, 8 * H),
            "since 06:00 (event time); seen at 14:10 because 31 % of the rows came 8 h late",
        ),
        (words.was_down(40 * M), "seen late: gnomon was down 40 min"),
        (words.against(0.31, 0.1), "effect 0.31 = 3.1 × material 0.10"),
        (words.against(-0.42, 0.1), "effect 0.42 = 4.2 × material 0.10"),
        (words.beside([("", "3 Mar 06:00 UTC")]), "Still open: since 3 Mar 06:00 UTC."),
        (
            words.beside([("temp", "3 Mar 06:00 UTC"), ("dewp", "9 Mar 07:00 UTC")]),
            "Still open: *temp* since 3 Mar 06:00 UTC, *dewp* since 9 Mar 07:00 UTC.",
        ),
        (words.columns(["temp"]), "*temp*"),
        (words.columns([f"c{i}" for i in range(42)]), "*c0*, *c1*, *c2*, *c3*, *c4* and 37 more"),
    ],
)
def test_every_sentence(said: str, text: str) -> None:
    assert numbers.plain(said) == text


def test_every_reason_has_its_words_and_they_differ() -> None:
    said = [words.because(reason) for reason in get_args(Reason)]
    assert len(set(said)) == len(said)
    assert all(text and not text.endswith(".") for text in said)


@pytest.mark.parametrize("what", ["x" * 300, "no weather, 7 of 14 inputs empty, " * 9])
def test_a_title_keeps_its_ends_and_fits_a_lock_screen(what: str) -> None:
    title = words.firing("critical", "e" * 99, what, "31 Dec 00:00 UTC")
    assert len(title) == 150
    assert title.startswith("[FIRING critical] eeeeeeeeeeeeeeee…eeeeeeeeeeeeeee: ")
    assert title.endswith(", since 31 Dec 00:00 UTC")
    assert "…" in title[60:]


def test_strangers_names_stay_on_one_line() -> None:
    assert "\n" not in words.firing("info", "a\nb", words.emptied("c\nd", 1, 2), "now")
    assert words.columns(["a\n\nb"]) == "*a b*"


def test_what_the_clock_on_the_wall_said_has_no_seconds() -> None:
    edge = datetime(2013, 12, 31, 12, 0, 20, tzinfo=UTC)
    assert words.moment(edge) == "31 Dec 12:00:20 UTC"
    assert words.moment(edge.replace(microsecond=1)) == "31 Dec 12:00 UTC"
