"""Settings refuse what makes no sense, in one clear sentence."""

from __future__ import annotations

import pytest

from gnomon.checks.settings import NAMES, WEIGHTS, Settings
from gnomon.errors import UsageError


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"material": 0.0}, "material: 0.0 is not a size of change"),
        ({"material_share": float("nan")}, "material_share: nan"),
        ({"alpha": 0.5}, "alpha: 0.5 is not in (0, 0.05]"),
        ({"strict": -1.0}, "strict: -1.0"),
    ],
)
def test_a_setting_out_of_its_range_is_refused(given: dict[str, float], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        Settings(**given)
    assert said in str(caught.value)


def test_the_weights_are_of_the_five_tests_and_sum_to_one() -> None:
    assert set(WEIGHTS) == set(NAMES)
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_shares_have_their_own_size_of_change() -> None:
    settings = Settings(material=0.2, material_share=0.01)
    assert [settings.material_of(name) for name in NAMES] == [0.2, 0.2, 0.2, 0.01, 0.01]
    assert settings.cut_of("missing") == pytest.approx(0.0075)
