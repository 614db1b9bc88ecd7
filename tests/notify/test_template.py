from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks import numbers
from gnomon.notify import template

CONTEXT: dict[str, template.Value] = {
    "entity": "churn",
    "value": 0.71234,
    "n": 12400,
    "size": 123456,
    "none": None,
    "names": ("temp", "dewp"),
    "since": datetime(2013, 12, 31, tzinfo=UTC),
    "lasted": timedelta(hours=3, minutes=10),
    "is_late": True,
    "labels.team": "risk",
}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("no slot at all", "no slot at all"),
        ("{{entity}}: AUC {{ value | round(3) }}", "churn: AUC 0.712"),
        ("{{ value | percent }} {{ value | percent(2) }}", "71 % 71.23 %"),
        ("{{ size | bytes }} {{ n | bytes }}", "123 kB 12.4 kB"),
        ("{{ lasted | duration }} {{ n | duration }} {{ lasted }}", "3 h 10 m 3 h 26 m 3 h 10 m"),
        ("{{ since | date }} {{ since | date('America/New_York') }}", "31 Dec 2013 00:00 UTC 30 Dec 2013 19:00 EST"),
        ("{{ since }} {{ is_late }} {{ n }}", "31 Dec 00:00 UTC true 12 400"),
        ("{{ entity | upper | truncate(3) }}", "CH…"),
        ("{{ names | join(' | ') }} {{ names }}", "temp | dewp temp, dewp"),
        ("{{ names | json }} {{ entity | json }}", '["temp", "dewp"] "churn"'),
        ('{{ none | default("unknown") }} {{ nobody | default(0) }}{{ none }}', "unknown 0"),
        ("{{ labels.team }}", "risk"),
    ],
)
def test_names_are_replaced_and_filtered(text: str, made: str) -> None:
    assert numbers.plain(template.expand(text, CONTEXT)) == made


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ nobody }}", "there is no name 'nobody'"),
        ("{{ entity.__class__ }}", "there is no name 'entity.__class__'"),
        ("{{ entity() }}", "there is no name 'entity()'"),
        ("{{ value | rond }}", "there is no filter 'rond'; there are bytes,"),
        ("{{ value | round(x) }}", "'round(x)' is no filter"),
        ("{{ entity | round(2) }}", "round cannot take 'churn'"),
        ("{{ none | percent }}", "percent cannot take 'None'"),
        ("{{ value | round(1, 2) }}", "round cannot take '0.71234'"),
        ("{{ entity | join }}", "join cannot take 'churn'"),
        ("{{ value | date }}", "date cannot take '0.71234'"),
        ("{{ since | date('Nowhere') }}", "date cannot take '2013-12-31"),
        ("{% for x in names %}", "only {{ name | filter }} is known"),
        ("{{ value ", "only {{ name | filter }} is known"),
    ],
)
def test_what_cannot_be_expanded_says_why_and_raises_nothing(text: str, why: str) -> None:
    assert template.expand(text, CONTEXT).startswith(f"<error expanding template: {why}")


@given(st.text(alphabet="{}%|() .\"'abcround0123456789_-\n", max_size=120))
def test_no_template_raises(text: str) -> None:
    template.expand(text, CONTEXT)
    template.mistakes(text)


def test_the_output_has_a_bound() -> None:
    made = template.expand("{{ entity }}", {"entity": "é" * 30_000})
    assert len(made.encode()) <= template.LONGEST
    assert made.endswith("…")


def test_mistakes_are_found_before_an_alert() -> None:
    assert template.mistakes("{{ entity | upper }} {{ labels.team }}", ["entity"]) == ()
    assert template.mistakes("{{ entity", ["entity"]) == template.mistakes("{% for %}") == (template.ONLY,)
    assert template.mistakes("{{ nobody }}", ["entity"]) == ("there is no name 'nobody'",)
