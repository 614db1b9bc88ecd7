"""Nothing on the pages is stale, and nothing is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gnomon
from docs import console, made, pages
from gnomon.metrics.registry import metrics

HOW = "Run `python docs/refresh.py`, and read the difference."
PAGES = [pytest.param(page, id=pages.name(page)) for page in pages.pages()]
LINK = re.compile(r"\]\(([^)\s#]*)(?:#[^)]*)?\)")
HREF = re.compile(r"(?:src|href)=\"([^\"#]+)\"")
WITH_COMMANDS = [page for page in PAGES if any(c.is_ours for c in console.commands(page.values[0].read_text("utf-8")))]


def _all_text() -> str:
    return "\n".join(page.read_text("utf-8") for page in pages.pages())


@pytest.mark.parametrize("page", PAGES)
def test_made_parts_say_what_the_program_says(page: Path) -> None:
    text = page.read_text("utf-8")
    assert made.refreshed(text) == text, f"{pages.name(page)} is stale. {HOW}"


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    folder = pages.lay_out(tmp_path, text)
    for command in console.commands(text):
        if command.is_ours:
            printed, code, said = console.run(command, folder)
            where = f"{pages.name(page)}: $ {command.text}"
            if code != command.code:
                pytest.fail(f"{where} leaves with {code}: {said}", pytrace=False)
            if not console.fits(command.output, printed):
                now = "\n".join(console.renewed(command.output, printed))
                pytest.fail(f"{where} is stale. {HOW} It prints now:\n{now}", pytrace=False)


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = [target for target in LINK.findall(text) + HREF.findall(text) if target and "://" not in target]
    gone = [target for target in targets if not (page.parent / target).exists()]
    assert not gone, f"{pages.name(page)} links to what is not there: {', '.join(gone)}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_no_place_of_one_machine(page: Path) -> None:
    assert not re.search(r"/(?:work|home|tmp|root|Users)/", page.read_text("utf-8"))


def test_every_option_that_help_shows_is_on_the_page_of_commands() -> None:
    page = (pages.ROOT / "docs" / "cli.md").read_text("utf-8")
    for command in ("profile", "compare", "demo"):
        part = page.partition(f"## `gnomon {command}")[2].partition("\n## ")[0]
        help_text = _printed("gnomon", command, "--help")
        missing = [option for option in re.findall(r"--[a-z][a-z-]*", help_text) if f"`{option}`" not in part]
        assert part, f"docs/cli.md lacks gnomon {command}. {HOW}"
        assert not missing, f"docs/cli.md lacks {missing} of gnomon {command}. {HOW}"


def test_every_command_that_help_shows_is_on_the_page_of_commands() -> None:
    page = (pages.ROOT / "docs" / "cli.md").read_text("utf-8")
    commands = re.findall(r"│ ([a-z]+) +[A-Z]", _printed("gnomon", "--help").partition("Commands")[2])
    assert len(commands) >= 3
    assert all(f"## `gnomon {command}" in page for command in commands)


def _printed(*words: str) -> str:
    command = console.Command(" ".join(words), (), 0)
    return "\n".join(console.run(command, pages.ROOT)[0])


def test_every_metric_has_its_formula_on_the_page_of_metrics() -> None:
    page = (pages.ROOT / "docs" / "metrics.md").read_text("utf-8")
    ours = [record for record in metrics() if record.family != "plug-in"]
    assert ours
    assert [m.name for m in ours if f"### `{m.name}`" not in page] == []


def test_every_public_name_is_shown_on_a_page() -> None:
    text = _all_text().partition("<!-- made: names -->")
    elsewhere = text[0] + text[2].partition("<!-- end -->")[2]
    shown = set(re.findall(r"\bgn\.([A-Za-z_]+)", _all_text()))
    assert set(gnomon.__all__) - shown == set()
    in_use = {name for name in gnomon.__all__ if re.search(rf"\b{name}\b", elsewhere)}
    assert set(gnomon.__all__) - in_use == set(), "a public name stands in the table only: show or explain it on a page"


def test_every_decision_record_has_its_parts() -> None:
    for path in sorted((pages.ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text("utf-8")
        assert re.match(r"# \d{4}: \S", text), path.name
        assert text[2:6] == path.name[:4]
        parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert parts == ["Context", "Options", "Decision", "What would change our mind"], path.name


def test_pictures_are_small_enough_for_a_page() -> None:
    pictures = sorted((pages.ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 250_000 for picture in pictures)


def test_docs_use_the_words_of_the_project() -> None:
    barred = r"\b(baseline|please|oops|simply|powerful|blazing|seamless|state-of-the-art|cutting-edge|robust)\b|!\s*$"
    for page in pages.pages():
        prose = re.sub(r"```.*?```|<!--.*?-->", "", page.read_text("utf-8"), flags=re.DOTALL)
        found = re.search(barred, prose, re.IGNORECASE | re.MULTILINE)
        assert found is None, f"{pages.name(page)}: {found[0] if found else ''}"
