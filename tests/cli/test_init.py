"""Tests of `gnomon init`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.program import DATA, Gnomon

from gnomon.config.read import read_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(DATA, target_is_directory=True)
    return tmp_path


def test_what_is_written_is_right_and_names_the_data_as_it_was_named(gnomon: Gnomon, folder: Path) -> None:
    ran = gnomon("init", "data/flights.parquet")
    assert (ran.code, ran.out) == (0, "")
    assert "Next: gnomon run" in ran.err
    entity = read_settings(folder / "gnomon.yaml").entity("flights")
    assert entity.source.path == "data/flights.parquet"
    checked = gnomon("config", "check")
    assert (checked.code, "is not there" in checked.err) == (0, False)


def test_a_file_that_is_there_is_kept(gnomon: Gnomon, folder: Path) -> None:
    (folder / "gnomon.yaml").write_text("mine", "utf-8")
    assert "the file is there already" in gnomon("init", "data/bikes.parquet").refusal()
    assert (folder / "gnomon.yaml").read_text("utf-8") == "mine"
    assert gnomon("init", "data/bikes.parquet", "--force").code == 0
    assert "bikes:" in (folder / "gnomon.yaml").read_text("utf-8")


def test_it_may_stand_elsewhere(gnomon: Gnomon, folder: Path) -> None:
    (folder / "conf").mkdir()
    assert gnomon("init", "data/bikes.parquet", "-o", "conf/bikes.yaml").code == 0
    entity = read_settings(folder / "conf" / "bikes.yaml").entity("bikes")
    assert entity.source.path == "../data/bikes.parquet"
    assert Path(entity.source.place).samefile(DATA / "bikes.parquet")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("data/adult.parquet",), "no column holds times"),
        (("data/nothing.parquet",), "no such file"),
        (("data/bikes.parquet", "-o", "no/gnomon.yaml"), "the folder no does not exist"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(words: tuple[str, ...], told: str, gnomon: Gnomon, folder: Path) -> None:
    assert told in gnomon("init", *words).refusal()
    assert not (folder / "gnomon.yaml").exists()


def test_what_was_written_is_one_document(gnomon: Gnomon) -> None:
    made = gnomon("init", "data/bikes.parquet", "--json").document()
    assert (made["path"], made["entity"], made["every"]) == ("gnomon.yaml", "bikes", "1d")
