"""What every page of one file is made with."""

from __future__ import annotations

import json

from gnomon.reports import page_parts


def test_data_cannot_end_their_script_and_are_the_same() -> None:
    record = {"name": "</script><!--&\N{LINE SEPARATOR}", "n": 1}
    made = page_parts.data(record)
    assert not set("<>&\N{LINE SEPARATOR}") & set(made)
    assert json.loads(made) == record


def test_a_style_has_the_colours_of_both_schemes_on_its_root() -> None:
    made = page_parts.css(".gnomon", "parts.css")
    assert made.startswith(".gnomon{--bg:#F6F7F9;")
    assert made.count("--surface:") == 2
    assert "\n" not in made


def test_templates_are_read_once() -> None:
    assert page_parts.environment() is page_parts.environment()
