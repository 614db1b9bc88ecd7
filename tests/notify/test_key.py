from __future__ import annotations

from gnomon.notify import key


def test_a_groups_name_has_its_labels_in_order() -> None:
    assert key.group({"team": "risk", "entity": "churn"}) == '{entity="churn",team="risk"}'


def test_a_rows_key_does_not_depend_on_the_order_of_events_and_has_no_dot() -> None:
    one = key.row(["a:1:firing:1", "b:1:firing:1"], "g", "ml")
    assert one == key.row(["b:1:firing:1", "a:1:firing:1"], "g", "ml")
    assert one != key.row(["a:1:firing:1"], "g", "ml")
    assert len(one) == 64 and "." not in one
