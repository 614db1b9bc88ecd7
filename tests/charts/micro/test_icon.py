"""Status icons: known by their shape alone."""

from __future__ import annotations

import re

import pytest

from gnomon.charts.micro import icon
from gnomon.checks.verdict import SEVERITY, Status

STATUSES: list[Status] = list(SEVERITY)


def test_every_status_has_a_word_a_character_and_a_shape_of_its_own() -> None:
    assert set(icon.WORDS) == set(icon.CHARACTERS) == set(STATUSES)
    assert len(set(icon.CHARACTERS.values())) == len(STATUSES)
    shapes = {re.sub(r'class="[^"]*"|aria-label="[^"]*"', "", icon.icon(status)) for status in STATUSES}
    assert len(shapes) == len(STATUSES)


@pytest.mark.parametrize("status", STATUSES)
def test_an_icon_says_its_status_unless_told_otherwise(status: Status) -> None:
    assert f'role="img" aria-label="{icon.WORDS[status]}"' in icon.icon(status)
    assert 'aria-label="last night"' in icon.icon(status, "last night")
    assert 'aria-hidden="true"' in icon.icon(status, "")
    assert "role" not in icon.use(status, "")


def test_what_is_used_is_among_the_symbols() -> None:
    symbols = icon.symbols()
    for status in STATUSES:
        name = re.search(r'href="#([^"]*)"', icon.use(status))
        assert name is not None
        assert f'<symbol id="{name[1]}" ' in symbols
