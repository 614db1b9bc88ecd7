"""Maintenance: whose windows it leaves out, and what is wrong with one."""

from __future__ import annotations

import pytest

from gnomon.config.maintenance import Maintenance
from gnomon.config.read import settings_of
from gnomon.errors import UsageError

TEXT = """
entities:
  a: {source: {path: a.csv, timestamp: ts}, labels: {team: risk}}
  b: {source: {path: b.csv, timestamp: ts}}
hours:
  sunday: {days: sun, from: "02:00", to: "04:00"}
maintenance:
  - {match: [team=risk], hours: sunday, mode: exclude}
  - {match: [], hours: sunday}
"""


def test_entities_that_it_matches_know_its_hours() -> None:
    found = settings_of(TEXT)
    assert found.entities["a"].maintained == (found.hours["sunday"],)
    assert found.entities["b"].maintained == ()
    assert settings_of(TEXT.replace(", mode: exclude", "")).entities["a"].maintained == ()


def test_its_matchers_are_read() -> None:
    made = Maintenance(match=["team=risk"], hours="sunday")
    assert [str(one) for one in made.matchers] == ['team="risk"']
    assert not made.excludes({"team": "risk"})


@pytest.mark.parametrize("matcher", ["severity=info", "alertname!=inputs", 'kind=~"drift"'])
def test_windows_are_of_entities_not_of_alerts(matcher: str) -> None:
    with pytest.raises(UsageError, match=r"match\[0\]: exclude is of all monitors of an entity"):
        Maintenance(match=[matcher], hours="sunday", mode="exclude")
    assert Maintenance(match=[matcher], hours="sunday").mode == "mute"
    with pytest.raises(UsageError, match="3 is a number, not text"):
        Maintenance(match=[3], hours="sunday", mode="exclude")  # type: ignore[list-item]  # as a file may have it
