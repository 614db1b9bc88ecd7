"""Matchers, as Alertmanager reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.alerts import matchers
from gnomon.alerts.matchers import Matcher
from gnomon.errors import UsageError

RISK = {"team": "risk", "severity": "high"}


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ('team="risk"', True),
        ("team=risk", True),
        (' team != "risk" ', False),
        ('team!="fraud"', True),
        ('severity=~"high|critical"', True),
        ('severity=~"hig"', False),
        ('severity!~"hi.*"', False),
        ('env=""', True),
        ('env!=""', False),
        ('env=~"prod|"', True),
        ("team=r.sk", False),
    ],
)
def test_a_matcher_fits_whole_values_and_a_label_that_is_not_there_is_empty(text: str, fits: bool) -> None:
    assert matchers.parse(text).matches(RISK) is fits


@pytest.mark.parametrize("text", ["", "team", "=risk", 'team="risk', "team==risk", "te am=risk", "{team=risk}"])
def test_what_is_no_matcher_is_refused_with_one_that_is(text: str) -> None:
    with pytest.raises(UsageError, match=r"is no matcher\. Write one such as"):
        matchers.parse(text)


@pytest.mark.parametrize("value", ["(", "[", "(?P<", "*"])
def test_what_is_no_expression_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="no regular expression"):
        Matcher("team", "=~", value)


@pytest.mark.parametrize("value", ["(?=a)b", "(?<!a)b", r"(a)\1", "(a)(?!b)"])
def test_expressions_are_those_of_re2(value: str) -> None:
    with pytest.raises(UsageError, match="RE2"):
        Matcher("team", "=~", value)


@given(st.text(max_size=20), st.sampled_from(["=", "!="]))
def test_a_matcher_is_read_as_it_was_written(value: str, sign: str) -> None:
    one = Matcher("team", sign, value)  # type: ignore[arg-type]
    assert matchers.parse(str(one)) == one


@pytest.mark.parametrize("value", ["a|b", r"a\.b", r'say "a"', r"\d+", r"a\\b"])
def test_an_expression_is_read_as_it_was_written(value: str) -> None:
    one = Matcher("team", "=~", value)
    again = matchers.parse(str(one))
    assert (again, again.matches({"team": "a"})) == (one, one.matches({"team": "a"}))


def test_all_must_match() -> None:
    both = [matchers.parse("team=risk"), matchers.parse("severity=high")]
    assert matchers.match(both, RISK)
    assert not matchers.match(both, {"team": "risk"})
    assert matchers.match([], {})
