"""Which writing of a file is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gnomon.errors import DataError
from gnomon.jobs.rows.version import FOOTER_BYTES, version_of


def test_size_time_and_end_each_make_another_version(tmp_path: Path) -> None:
    path = tmp_path / "a"
    seen = set()
    for data, at in ((b"a", 1), (b"ab", 1), (b"ac", 1), (b"ac", 2)):
        path.write_bytes(data)
        os.utime(path, ns=(at, at))
        seen.add(version_of(path))
    assert len(seen) == 4
    assert version_of(path) == version_of(path)


def test_only_the_end_of_a_large_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    versions = []
    for first in (b"a", b"b"):
        path.write_bytes(first + bytes(FOOTER_BYTES))
        os.utime(path, ns=(1, 1))
        versions.append(version_of(path))
    assert versions[0] == versions[1]


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="gone: cannot be read"):
        version_of(tmp_path / "gone")
