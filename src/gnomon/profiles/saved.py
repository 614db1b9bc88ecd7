"""Profiles and series in files: how they are told from data, read and written."""

from __future__ import annotations

import os
from pathlib import Path

from gnomon.errors import FormatError, UsageError
from gnomon.profiles import profile, series
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.whole_file import write_whole


def is_saved(path: object) -> bool:
    """Whether a path leads to a saved profile or series; told by its first bytes, not by its name."""
    if not isinstance(path, str | os.PathLike):
        return False
    try:
        with Path(path).open("rb") as file:
            head = file.read(len(profile.MAGIC))
    except (OSError, ValueError):
        return False
    return head.startswith((profile.MAGIC, series.MAGIC))


def load(path: str | os.PathLike[str]) -> Profile | ProfileSeries:
    """Read a saved profile or series.

    Raises:
        FormatError: The file is no profile, is cut, or is of a newer gnomon; the message names it.
        UsageError: There is no such file.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}.") from None
    try:
        return ProfileSeries.from_bytes(data) if data.startswith(series.MAGIC) else Profile.from_bytes(data)
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from None


def save(value: Profile | ProfileSeries, path: str | os.PathLike[str]) -> None:
    """Write a profile or series to a file, whole or not at all.

    Raises:
        UsageError: The file cannot be written.
    """
    if not isinstance(value, Profile | ProfileSeries):
        raise UsageError(f"a profile or a series is saved, not {type(value).__name__}.")
    write_whole(path, value.to_bytes())
