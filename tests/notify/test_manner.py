from __future__ import annotations

from gnomon.notify.manner import Manner


def test_ends_are_spared_where_nobody_wants_them() -> None:
    manner = Manner(send_resolved=False)
    assert not manner.is_said("all_resolved")
    assert manner.is_said("first")
    assert not Manner(says=frozenset({"first"})).is_said("repeat")
