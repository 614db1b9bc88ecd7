from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from gnomon.errors import UsageError
from gnomon.profiles import whole_file
from gnomon.profiles.whole_file import write_whole


def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    write_whole(tmp_path / "made", b"abc")
    assert (tmp_path / "made").read_bytes() == b"abc"
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert {path.name for path in tmp_path.iterdir()} == {"usual", "made"}


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "private"
    path.write_text("old")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_neighbour_of_a_like_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.part").write_text("mine")
    write_whole(tmp_path / "report", b"new")
    assert (tmp_path / "report.part").read_text() == "mine"


def test_folders_and_devices_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no regular file"):
        write_whole(tmp_path, b"")
    with pytest.raises(UsageError, match="is no regular file"):
        write_whole(os.devnull, b"")


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be written: No such file or directory\."):
        write_whole(tmp_path / "none" / "x", b"")


def test_what_cannot_be_finished_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_text("old")

    def full(_: Path, __: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_file.Path, "replace", full)
    with pytest.raises(UsageError, match="No space left on device"):
        write_whole(path, b"new")
    assert [found.name for found in tmp_path.iterdir()] == ["x"]
    assert path.read_text() == "old"
