"""Who an alert is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.alerts import identity
from gnomon.errors import UsageError

NAMES = st.text("abcdé", max_size=4)


def test_the_id_of_the_specification() -> None:
    assert identity.alert_id({"alertname": "drift-inputs", "entity": "churn", "env": "prod"}) == "80d2ebb3b0289ba0"


@given(st.dictionaries(NAMES.filter(bool), NAMES), st.sampled_from(["critical", "high", "warning", "info"]))
def test_severity_order_and_empty_labels_do_not_change_an_id(of: dict[str, str], severity: str) -> None:
    turned = dict(reversed([*of.items(), ("severity", severity), ("zz", "")]))
    assert identity.alert_id(turned) == identity.alert_id(of)


def test_names_outside_ascii_are_utf_8() -> None:
    assert identity.alert_id({"alertname": "é"}) == "dd1acbf8af16b8a0"


def test_the_monitors_labels_win_where_names_meet() -> None:
    found = identity.labels("auc", "churn", "high", "performance", {"team": "a", "kind": "x"}, {"team": "b"})
    assert found == {
        "alertname": "auc",
        "entity": "churn",
        "kind": "performance",
        "severity": "high",
        "team": "b",
    }
    assert list(found) == sorted(found)


def test_an_entitys_labels_do_not_rename_the_alert() -> None:
    found = identity.labels("auc", "churn", "high", "performance", {"alertname": "x", "entity": "y"}, {})
    assert (found["alertname"], found["entity"]) == ("auc", "churn")


@pytest.mark.parametrize("name", ["alertname", "entity"])
def test_a_monitor_may_not_rename_the_alert(name: str) -> None:
    with pytest.raises(UsageError) as refused:
        identity.labels("auc", "churn", "high", "performance", {}, {name: "x"})
    assert str(refused.value) == f"monitors: auc: the label {name!r} is gnomon's own. Give yours another name."


def test_results_with_equal_labels_cannot_be_told_apart() -> None:
    one, other = {"alertname": "a", "entity": "e"}, {"alertname": "a", "entity": "f"}
    assert identity.repeated([]) is None
    assert identity.repeated([one, other]) is None
    assert identity.repeated([other, one, one, one]) == "3 results have the same labels: alertname='a', entity='e'."


def test_results_that_differ_in_severity_only_are_one_alert_twice() -> None:
    high, low = ({"alertname": "a", "severity": severity} for severity in ("high", "info"))
    assert identity.repeated([high, low]) == "2 results have the same labels: alertname='a'."
