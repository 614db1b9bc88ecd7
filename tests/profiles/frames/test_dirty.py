"""Every file of the dirty set gives the numbers of facts.json, or one clear line."""

from __future__ import annotations

import json
import math
from typing import Any

import polars as pl
import pytest
from tests.profiles.frames.reading import DIRTY, whole

from gnomon.errors import DataError
from gnomon.profiles.frames.open import open_rows

FACTS: dict[str, dict[str, Any]] = json.loads((DIRTY / "facts.json").read_text())

REFUSED = {
    "empty.csv": "is empty",
    "empty.parquet": "is empty",
    "blank_lines.csv": "only blank lines",
    "html_error_page.csv": "web page",
    "unclosed_quote.csv": 'unclosed_quote.csv:3: a quote (") is opened and never closed',
    "truncated.parquet": "cut off",
    "no_magic.parquet": "does not end with PAR1",
    "corrupt_page.parquet": "corruption",
    "no_columns.parquet": "no columns",
}
NOTES = {
    "nan_inf.csv": "1 number is beyond 1.8e308, the largest float, read as infinite",
    "mixed_types.csv": "6 of 9 values are not numbers",
    "duplicate_columns.csv": "*temp* occurs 3 times: the others are named *temp_2*, *temp_3*",
    "latin1.csv": "line 2 is not UTF-8: read as Windows-1252",
    "utf16.csv": "UTF-16",
    "nul_bytes.csv": "2 NUL bytes were taken out",
    "tabs.csv": "separated by tabs",
    "gzip_named.csv": "packed with gzip although its name does not say so",
    "ragged.csv": "3 of 6 rows were skipped, not having the header's 4 fields (line 3 has 3)",
    "comma_decimals.csv": "separated by semicolons",
    "feather_named.parquet": "Arrow, not Parquet",
    "truncated.csv": "1 of 28 rows was skipped, not having the header's 20 fields (line 29 has 10)",
    "mixed_timezones.csv": "2 of 10 values are not times",
    "nested.jsonl": "2 of 6 lines are no JSON object and were skipped (line 6)",
}
HEIGHTS = {"ragged.csv": 3, "truncated.csv": 27, "nested.jsonl": 4}


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_dirty_file_is_read_or_refused_with_one_line(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    if name in REFUSED:
        with pytest.raises(DataError) as refusal:
            whole(open_rows(DIRTY / name))
        message = str(refusal.value)
        assert message.startswith(name)
        assert REFUSED[name] in message
        assert "\n" not in message
    else:
        rows = open_rows(str(DIRTY / name))
        frame = whole(rows)
        assert rows.name == name
        assert frame.height == HEIGHTS.get(name, FACTS[name].get("rows", frame.height))
        assert frame.width == FACTS[name].get("columns", frame.width)
        assert any(NOTES[name] in note for note in rows.notes) if name in NOTES else not rows.notes
    assert capfd.readouterr() == ("", "")


def _read(name: str) -> pl.DataFrame:
    return whole(open_rows(DIRTY / name))


@pytest.mark.parametrize("name", ["nan_inf.csv", "nan_inf.parquet"])
def test_odd_floats_are_kept_apart(name: str) -> None:
    x, facts = _read(name)["x"], FACTS[name]["x"]
    assert x.null_count() == facts["null"]
    assert x.is_nan().sum() == facts["nan"]
    assert (x == math.inf).sum() == facts["pos_inf"]
    assert (x == -math.inf).sum() == facts["neg_inf"]
    assert x.is_finite().sum() == facts["finite"]


def test_repeated_names_keep_their_own_values() -> None:
    frame = _read("duplicate_columns.csv")
    means = [frame[name].mean() for name in ("temp", "temp_2", "temp_3")]
    assert means == pytest.approx(FACTS["duplicate_columns.csv"]["temp_means"])


def test_the_encoding_does_not_change_a_letter() -> None:
    assert _read("latin1.csv")["city"].to_list() == ["Zürich", "São Paulo", "Málaga", "Köln €"]
    assert _read("latin1.csv")["price"].mean() == FACTS["latin1.csv"]["price_mean"]
    assert _read("utf16.csv")["city"].to_list() == _read("utf8_bom.csv")["city"].to_list() == ["Zürich", "São Paulo"]
    assert _read("utf8_bom.csv").columns[0] == "event_id"


def test_decimal_commas_points_between_thousands_and_german_dates_are_read() -> None:
    frame, facts = _read("comma_decimals.csv"), FACTS["comma_decimals.csv"]
    assert frame["temp"].mean() == pytest.approx(facts["temp_mean"])
    assert (frame["price"][0], frame["price"][-1]) == (facts["price_first"], facts["price_last"])
    assert frame.schema["when"] == pl.Date


def test_quoted_fields_hold_breaks_quotes_and_commas() -> None:
    frame = _read("quotes.csv")
    assert frame["note"].to_list() == ["line one\nline two", 'say "hi", ok', "a,b", "plain"]
    assert frame["x"].sum() == FACTS["quotes.csv"]["x_sum"]


def test_what_no_unit_change_hides_is_left_to_the_profile() -> None:
    for name in ("unit_change.csv", "unit_change.parquet"):
        frame = _read(name)
        for column, mean in FACTS[name]["mean_before"].items():
            assert frame[column].head(FACTS[name]["change_row"]).mean() == pytest.approx(mean, abs=1e-4)


def test_values_that_say_missing_stay_as_they_are_in_text() -> None:
    frame = _read("sentinels.csv")
    assert frame["city"].to_list()[2:6] == ["NULL", "n/a", "None", None]
    assert frame["age"].dtype == pl.Int64
    assert _read("case_whitespace.csv")["origin"].n_unique() == FACTS["case_whitespace.csv"]["distinct_raw"]


def test_structs_are_unnested_and_lists_stay() -> None:
    frame = _read("nested.parquet")
    assert {"user.id", "user.geo.lat", "user.geo.lon"} < set(frame.columns)
    assert frame.schema["tags"] == pl.List(pl.String)
    assert frame["x"].mean() == FACTS["nested.parquet"]["x_mean"]
    assert _read("nested.jsonl").columns == ["event_id", "x", "user.id", "user.geo.lat", "tags", "extra"]


def test_a_header_alone_says_nothing_of_types() -> None:
    assert set(_read("header_only.csv").dtypes) == {pl.Null}


def test_the_outage_is_in_the_rows() -> None:
    assert _read("feed_outage.parquet")["temp"].null_count() == FACTS["feed_outage.parquet"]["temp_null"]
