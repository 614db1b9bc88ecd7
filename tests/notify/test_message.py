from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.notify import facts

from gnomon.alerts.verdict import WHOLE, Figures
from gnomon.checks import numbers
from gnomon.notify import message, template
from gnomon.notify.impact import Impact
from gnomon.notify.told import Late, Told

FULL = {
    "impact": Impact("AUC", 0.79, 0.71, 0.69, 0.73, 0.78, datetime(2013, 12, 2, tzinfo=UTC)),
    "present": 0.98,
    "causes": ("weather-feed stopped sending at 31 Dec 00:00; precedes by 1 window",),
    "held_back": 7,
    "beside": (("humid", datetime(2013, 12, 3, 6, tzinfo=UTC)),),
    "owner": "ml-oncall",
    "runbook": "https://example.org/auc",
    "runbook_line": "Look at the weather feed first",
    "actions": ("Retraining is offered.",),
    "links": (("alert", "https://example.org/alerts/1"),),
}


def lines(told: Told) -> dict[str, str]:
    return {line.name: numbers.plain(line.text) for line in message.compose(told).lines}


def test_a_message_says_everything_in_the_order_in_which_people_need_it() -> None:
    made = message.compose(facts.told(**FULL))
    assert made.title == (
        "[FIRING high] flights-delay: inputs drifted, 3 of 17 columns, worst dewp, since 31 Dec 2013 00:00 UTC"
    )
    assert numbers.plain(made.text).splitlines()[1:] == [
        "*temp* moved up by 0.31 sd (material: 0.10).",
        "Since 31 Dec 2013 00:00 UTC",
        "By chance once in 10 000 windows; n = 912; 98 % of the usual rows are there",
        "Effect 0.31 = 3.1 × material 0.10",
        "Estimated AUC 0.790 → 0.710 (0.690–0.730), realised known up to 2 Dec: 0.780",
        "Likely: weather-feed stopped sending at 31 Dec 00:00; precedes by 1 window.",
        "7 dependent alerts held back. Still open: *humid* since 3 Dec 2013 06:00 UTC.",
        "Look at the weather feed first: https://example.org/auc Retraining is offered. Owner: ml-oncall.",
        "alert: https://example.org/alerts/1",
    ]


def test_a_line_without_content_is_left_out() -> None:
    assert list(lines(facts.told())) == ["what changed", "since", "how sure", "how big"]


def test_the_worst_five_columns_are_named_and_the_others_counted() -> None:
    changes = tuple(f"*c{i}* moved." for i in range(42))
    assert lines(facts.told(changes=changes))["what changed"] == (
        "*c0* moved.\n*c1* moved.\n*c2* moved.\n*c3* moved.\n*c4* moved.\nAnd 37 more."
    )


def test_unknown_impact_says_since_when_it_is_unknown() -> None:
    told = facts.told(impact=Impact(targets_until=datetime(2013, 12, 24, tzinfo=UTC)))
    assert lines(told)["impact"] == "Impact on performance not known: no targets since 24 Dec"


def test_what_is_over_says_how_long_it_took_its_peak_its_last_figure_and_why() -> None:
    told = facts.told("resolved", facts.over(facts.firing("temp"), 3), figures=Figures(effect=0.02))
    made = message.compose(replace(told, **FULL))
    assert (
        numbers.plain(made.title)
        == "[RESOLVED after 4 d] flights-delay: inputs drifted, 1 of 17 columns, temp: recovered."
    )
    assert lines(told) == {
        "what changed": "Peak 0.31, last 0.02: recovered.",
        "since": "From 31 Dec 2013 00:00 UTC to 4 Jan 00:00 UTC",
    }
    assert "how sure" not in [line.name for line in made.lines]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (Figures(value=0.08, limit=0.1), "With the late rows the figure is 0.080, inside the limit 0.100"),
        (Figures(effect=0.08, material=0.1), "With the late rows the figure is 0.08, inside the limit 0.10"),
        (None, "With the late rows nothing is wrong"),
    ],
)
def test_what_late_rows_took_back_is_withdrawn(figures: Figures | None, said: str) -> None:
    told = facts.told("retracted", figures=figures)
    assert message.title(told).endswith(": withdrawn after late rows.")
    assert lines(told)["what changed"] == f"{said}; the alert is withdrawn."
    assert told.reason == "retracted"


def test_what_late_rows_changed_is_revised() -> None:
    before = facts.firing("temp", at=facts.START + 2 * facts.DAY, severity="warning")
    now = facts.firing("temp", figures=replace(facts.FIGURES, effect=0.24))
    told = facts.told("revised", now, before=before, late_rows=12400)
    assert message.title(told).startswith("[REVISED high] flights-delay: ")
    assert lines(told)["what changed"] == (
        "Revised with 12 400 late rows: 0.31 → 0.24; starts 31 Dec 00:00, not 2 Jan 00:00. "
        "Severity warning → high. *temp* moved up by 0.31 sd (material: 0.10)."
    )


def test_what_is_seen_late_says_so_first() -> None:
    told = facts.told(late=Late(0.31, timedelta(hours=8)), observed_at=datetime(2013, 12, 31, 14, 10, tzinfo=UTC))
    first = next(iter(message.compose(told).lines))
    assert numbers.plain(first.text) == (
        "Since 31 Dec 00:00 UTC (event time); seen at 31 Dec 14:10 UTC because 31 % of the rows came 8 h late"
    )


def test_when_it_was_seen_is_said_past_one_window_and_after_an_outage() -> None:
    seen = facts.firing("temp").started_at + facts.DAY
    assert "seen" not in lines(facts.told(observed_at=seen))["since"]
    assert lines(facts.told(observed_at=seen + timedelta(hours=1)))["since"].endswith("; seen 2 Jan 01:00 UTC")
    assert lines(facts.told(down=timedelta(minutes=40)))["since"].endswith("; seen late: gnomon was down 40 min")


def test_without_a_chance_the_interval_says_how_sure_it_is() -> None:
    figures = Figures(value=0.887, low=0.882, high=0.892, limit=0.9, n=24145)
    told = facts.told(episode=facts.firing("", figures=figures), monitor="performance", monitor_kind="performance")
    assert message.title(told).startswith(
        "[FIRING high] flights-delay: performance fell, 0.887 against the limit 0.900,"
    )
    assert lines(told)["how sure"] == "0.887 (0.882–0.892); n = 24 145"
    assert told.names == () and told.episode.parts == (WHOLE,)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("missing", "m unusual"), ("late", "m late"), ("schema", "m changed"), ("self", "m could not be judged")],
)
def test_each_class_of_monitor_has_its_title(kind: str, said: str) -> None:
    told = facts.told(episode=facts.firing(""), monitor="m", monitor_kind=kind, columns=0)
    assert message.title(told).startswith(f"[FIRING high] flights-delay: {said}, since")


def test_the_monitors_own_words_come_first_and_the_verdicts_sentence_stays() -> None:
    told = facts.told(summary="{{ entity }}: {{ worst }} by {{ effect | round(1) }} on {{ labels.kind }}")
    made = message.compose(told)
    assert made.summary == "flights-delay: dewp by 0.3 on drift"
    assert lines(told)["what changed"] == f"{made.summary}. {facts.REASON}"


def test_a_template_that_fails_blocks_nothing() -> None:
    made = message.compose(facts.told(summary="{{ nobody }}"))
    assert made.summary == "<error expanding template: there is no name 'nobody'>"
    assert made.title.startswith("[FIRING high]")


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["firing", "resolved", "revised", "retracted"]))
def test_a_title_is_one_line_of_at_most_150_characters(entity: str, column: str, kind: str) -> None:
    episode = facts.firing(column)
    told = facts.told(episode=facts.over(episode) if kind == "resolved" else episode, entity=entity or "e")
    title = message.title(replace(told, kind=kind))
    assert len(title) <= message.LONGEST_TITLE
    assert len(title.splitlines()) == 1


def test_the_names_of_templates_are_those_that_a_message_fills_in() -> None:
    assert {name for name in message.context(facts.told()) if not name.startswith("labels.")} == set(template.NAMES)
