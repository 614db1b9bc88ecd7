"""The report in one file: complete, self-contained, harmless, small."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources

import pytest
from tests.reports import cases
from tests.reports.page import Page

from gnomon.reports import html, record
from gnomon.reports.comparison import Comparison

CASES: dict[str, Callable[[], Comparison]] = {
    "every status": cases.every_status,
    "hostile names": cases.hostile,
    "empty": cases.empty,
    "categories": cases.categories,
    "series": cases.series,
    "wide": cases.wide,
}


@pytest.fixture(params=CASES, ids=list(CASES))
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return CASES[request.param]()


def test_it_is_well_formed_with_one_heading_and_landmarks(comparison: Comparison) -> None:
    text = comparison.to_html()
    page = Page(text)
    assert text.startswith("<!doctype html>")
    assert page.unclosed == []
    assert [len(page.all(tag)) for tag in ("h1", "main", "header", "title")] == [1, 1, 1, 1]
    assert page.all("html", lang="en")
    assert len(page.ids) == len(set(page.ids))


def test_it_reaches_for_nothing_outside(comparison: Comparison) -> None:
    text = comparison.to_html()
    page = Page(text)
    assert all(reference.startswith("#") for reference in page.references)
    assert {reference[1:] for reference in page.references} <= set(page.ids)
    style = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"@import|url\(|https?:", style)
    assert not page.all("link") + page.all("iframe") + page.all("img") + page.all("object")


def test_its_only_script_is_data(comparison: Comparison) -> None:
    page = Page(comparison.to_html())
    assert page.all("script") == [{"type": "application/json", "id": "gnomon-data"}]
    assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)


def test_its_data_are_the_record_at_five_digits(comparison: Comparison) -> None:
    page = Page(comparison.to_html())
    made = comparison.to_dict()
    assert page.data["status"] == made["status"]
    assert [one["column"] for one in page.data["columns"]] == [one["column"] for one in made["columns"]]
    for told, known in zip(page.data["columns"], made["columns"], strict=True):
        assert told["metrics"] == record.rounded(known["metrics"])
        assert (told["status"], told["reason"]) == (known["status"], known["reason"])


def test_tables_have_a_caption_and_scopes(comparison: Comparison) -> None:
    page = Page(comparison.to_html())
    assert len(page.all("caption")) == len(page.all("table"))
    assert all("scope" in found for found in page.all("th"))
    assert len(page.all("th", scope="row")) >= len(comparison.columns)


def test_every_picture_has_words_or_is_hidden(comparison: Comparison) -> None:
    page = Page(comparison.to_html())
    inner = [found for found in page.all("svg") if "y" in found]  # the plot inside a chart
    for found in page.all("svg"):
        assert found in inner or found.get("aria-hidden") == "true" or found.get("aria-label")


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison) -> None:
    assert comparison.to_html() == comparison.to_html()


def test_every_status_is_shown_with_its_word() -> None:
    page = Page(cases.every_status().to_html())
    for status in cases.STATUSES:
        assert page.all("symbol", id=f"i-{status}")
        assert page.all("svg", **{"class": f"i {status}", "aria-label": status.replace("_", " ")})
        assert f"1 {status.replace('_', ' ')}" in page.spaced()


def test_the_answer_comes_first() -> None:
    page = Page(cases.every_status().to_html())
    assert page.spaced().index("1 of 5 columns changed: c_violation") < page.spaced().index("Reference")
    assert (
        "<title>violation: 1 of 5 columns changed: c_violation · gnomon compare</title>"
        in cases.every_status().to_html()
    )


def test_the_basis_is_said_in_words() -> None:
    text = Page(cases.every_status().to_html()).spaced()
    assert "A change of 0.10 sd is material; a column alerts from 0.075 sd, when it is not chance at 1 in 200." in text
    assert "sampling noise only, because the reference has no windows" in text
    assert "the reference's own wobble of 10 days" in Page(cases.series().to_html()).spaced()


def test_findings_about_schema_and_rows_are_shown() -> None:
    text = Page(cases.every_status().to_html()).spaced()
    assert "Column new is new." in text
    assert "12 % of the rows repeat another" in text


def test_a_row_says_what_changed_without_the_name_and_the_asides() -> None:
    assert "moved up by 0.41 sd: a typical value now ranks higher." in Page(cases.every_status().to_html()).spaced()


def test_details_show_tests_distances_quantiles_and_findings() -> None:
    text = Page(cases.every_status().to_html()).spaced()
    for words in (
        "Now over reference",
        "Distances, for comparison",
        "median",
        "novelty",
        "looks like ×1000",
        "< 0.0001",
    ):
        assert words in text


def test_details_of_names_show_gains_and_losses() -> None:
    text = Page(cases.categories().to_html()).spaced()
    assert "Gains and losses" in text
    assert re.search(r"ABQ ?new", text)
    assert re.search(r"ORD ?gone", text)


def test_a_series_shows_when_it_was_wrong() -> None:
    page = Page(cases.series().to_html())
    text = page.spaced()
    assert "Violation in 4 of 39 windows: 22 – 24 Jan, 1 Feb." in text
    for title in ("When", "Quantiles", "Effect", "Missing", "Verdicts"):
        assert title in text


def test_hostile_names_are_text() -> None:
    page = Page(cases.hostile().to_html())
    assert not page.all("img")
    text = page.text
    for name in ("<script>alert(1)</script>", "{{ 7 * 7 }}", "*star*", "javascript:alert(3)"):
        assert name in text
    assert "49" not in [found.get("title") for _, found in page.tags]


def test_long_names_are_cut_in_the_middle_with_the_whole_in_the_title() -> None:
    page = Page(cases.hostile().to_html())
    assert page.all("bdi", title="x" * 300)
    assert f"{'x' * 16}…{'x' * 15}" in page.text
    assert "x" * 33 not in page.text


def test_every_name_runs_in_its_own_direction() -> None:
    page = Page(cases.hostile().to_html())
    assert len(page.all("bdi")) >= 2 * len(cases.HOSTILE)


def test_a_blank_name_is_shown_as_such() -> None:
    text = Page(cases.hostile().to_html()).text
    assert "(empty)" in text
    assert "(blank)" in text


def test_100_columns_stay_below_300_kb() -> None:
    assert len(cases.wide(100).to_html().encode()) <= 300_000


def test_a_series_of_a_year_stays_below_150_kb() -> None:
    assert len(cases.series(365).to_html().encode()) <= 150_000


def test_with_many_columns_the_worst_have_charts_and_all_have_details() -> None:
    page = Page(cases.wide(100).to_html())
    assert len(page.all("details")) == 100
    assert page.spaced().count("Now over reference") == html.FULL_DETAILS


def test_it_follows_the_scheme_and_prints() -> None:
    text = cases.every_status().to_html()
    assert "@media screen and (prefers-color-scheme:dark){:root{--bg:#0E1218" in text
    assert "@media print" in text
    assert "forced-colors" in text


def test_templates_have_no_style_attributes() -> None:
    folder = resources.files("gnomon.reports") / "templates"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir()]
    assert len(texts) >= 4
    assert not any("style=" in text for text in texts)


def test_a_notebook_shows_the_table_and_leaks_no_style() -> None:
    text = cases.every_status()._repr_html_()
    page = Page(text)
    assert page.unclosed == []
    assert page.ids == []
    assert page.references == set()
    assert len(page.all("table")) == 1
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    outside = re.sub(r"@media[^{]*\{", "", style)
    depth, selector, selectors = 0, "", []
    for character in outside:
        if character == "{":
            if depth == 0:
                selectors.append(selector)
            depth, selector = depth + 1, ""
        elif character == "}":
            depth, selector = max(0, depth - 1), ""
        elif depth == 0:
            selector += character
    assert selectors
    assert all(one.strip().startswith(".gnomon") for one in selectors)


def test_a_notebook_shows_at_most_40_columns_and_says_so() -> None:
    text = Page(cases.wide(100)._repr_html_()).spaced()
    assert "60 more columns" in text
