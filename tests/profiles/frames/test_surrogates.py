from __future__ import annotations

import pytest

from gnomon.profiles.frames.surrogates import mended, note


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("plain", "plain"), ("é", "é"), ("\ud800", "\ufffd"), ("a\udfffb\ud800", "a\ufffdb\ufffd")],
)
def test_halves_of_letters_are_replaced_and_whole_ones_are_not(text: str, expected: str) -> None:
    assert mended(text) == expected


def test_a_note_counts() -> None:
    assert note(1).startswith("1 text holds")
    assert note(12_345).startswith("12,345 texts hold")
