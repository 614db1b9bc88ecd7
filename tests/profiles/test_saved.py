"""What is saved is read again: by this version, and by every later one."""

from __future__ import annotations

import errno
import warnings
from pathlib import Path

import pytest
from tests.profiles.golden import FOLDER, FRAME, MANY, SCHEMA

import gnomon as gn
from gnomon.errors import FormatError, UsageError
from gnomon.profiles import profile, series
from gnomon.profiles.profile import Profile
from gnomon.profiles.saved import is_saved, load, save
from gnomon.profiles.series import ProfileSeries


@pytest.fixture(scope="module")
def made() -> Profile:
    return gn.profile(FRAME, schema=SCHEMA)


@pytest.fixture(scope="module")
def days() -> ProfileSeries:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", gn.DataWarning)
        return gn.profile_series(
            FRAME, every="1d", timestamp="ts", by=["origin"], zone="America/New_York", schema=SCHEMA
        )


@pytest.mark.parametrize("name", ["profile", "series"])
def test_both_kinds_come_back(name: str, made: Profile, days: ProfileSeries, tmp_path: Path) -> None:
    value, path = {"profile": made, "series": days}[name], tmp_path / f"{name}.anything"
    save(value, path)
    assert load(path) == load(str(path)) == value
    assert path.read_bytes() == value.to_bytes()
    assert is_saved(path)
    assert is_saved(str(path))
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_saving_again_replaces(made: Profile, days: ProfileSeries, tmp_path: Path) -> None:
    save(made, tmp_path / "p")
    save(days, tmp_path / "p")
    assert load(tmp_path / "p") == days


# Golden bytes.


def test_todays_profile_has_the_bytes_of_the_first_version(made: Profile) -> None:
    assert made.to_bytes() == (FOLDER / "profile-v1.bin").read_bytes()


def test_todays_series_has_the_bytes_of_the_first_version(days: ProfileSeries) -> None:
    assert days.to_bytes() == (FOLDER / "series-v1.bin").read_bytes()


def test_todays_profile_of_many_values_has_the_bytes_of_the_first_version() -> None:
    assert gn.profile(MANY).to_bytes() == (FOLDER / "many-v1.bin").read_bytes()


def test_the_first_versions_profile_is_read_to_known_figures() -> None:
    read = load(FOLDER / "profile-v1.bin")
    assert isinstance(read, Profile)
    assert (read.rows, read.volume.ids, read.volume.repeated_rows) == (6, 5, 0)
    assert read.volume.repeated_ids == pytest.approx(0.2)
    assert str(read.volume.times.max) == "2014-01-01 00:00:00+00:00"
    assert {name: read[name].kind for name in read} == {
        "temp": "number",
        "distance": "number",
        "late": "flag",
        "origin": "category",
        "day": "time",
        "taken": "number",
        "at": "number",
        "price": "number",
        "embedding": "vector",
        "tags": "vector",
        "empty": "null",
    }
    assert dict(read.schema.roles) == {"late": "target", "temp": "score"}
    temp, origin, late = read["temp"], read["origin"], read["late"]
    assert (temp.nulls, temp.nans, temp.pos_infs, temp.count, temp.max) == (1, 1, 1, 3, 20.5)  # type: ignore[union-attr]
    assert origin.top(2) == [("JFK", 2), ("", 1)]  # type: ignore[union-attr]
    assert late.top() == [("true", 3), ("false", 2)]  # type: ignore[union-attr]
    assert read["price"].mean == 20.97  # type: ignore[union-attr]
    assert read["taken"].max == 172_800  # type: ignore[union-attr]


def test_the_first_versions_series_is_read_to_known_figures() -> None:
    read = load(FOLDER / "series-v1.bin")
    assert isinstance(read, ProfileSeries)
    assert (read.every, read.zone, read.untimed) == ("1d", "America/New_York", 1)
    assert [(w.name, p.rows) for w, p in read] == [("30 Dec", 2), ("31 Dec", 3)]
    assert read.segment("origin", "JFK").rows == 2


def test_the_first_versions_many_values_are_read_to_known_figures() -> None:
    read = load(FOLDER / "many-v1.bin")
    assert isinstance(read, Profile)
    assert read["x"].mean == pytest.approx(0.37 * 4999 / 2)  # type: ignore[union-attr]
    assert read["x"].distinct is None
    assert read["name"].distinct == pytest.approx(5000, rel=0.15)


# Files that cannot be read.


@pytest.mark.parametrize(("name", "step"), [("profile-v1.bin", 1), ("series-v1.bin", 17)])
def test_a_file_cut_at_any_byte_is_a_format_error(name: str, step: int) -> None:
    written = (FOLDER / name).read_bytes()
    read = ProfileSeries.from_bytes if written.startswith(series.MAGIC) else Profile.from_bytes
    for cut in range(0, len(written), step):
        with pytest.raises(FormatError):
            read(written[:cut])


@pytest.mark.parametrize("name", ["profile-v1.bin", "series-v1.bin"])
@pytest.mark.parametrize("keep", [0, 5, 16, 17, 18, 60, -1])
def test_a_cut_file_is_named(name: str, keep: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.gnomon"
    path.write_bytes((FOLDER / name).read_bytes()[:keep])
    with pytest.raises(FormatError) as raised:
        load(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(("name", "magic"), [("profile-v1.bin", profile.MAGIC), ("series-v1.bin", series.MAGIC)])
def test_a_newer_format_says_what_to_do(name: str, magic: bytes, tmp_path: Path) -> None:
    written = bytearray((FOLDER / name).read_bytes())
    written[len(magic)] += 1
    path = tmp_path / "newer"
    path.write_bytes(written)
    with pytest.raises(
        FormatError, match=r"saved by a newer gnomon \(format 2; this one reads up to 1\)\. Upgrade gnomon"
    ):
        load(path)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"\x89gnomon", b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_profile_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert not is_saved(path)
    with pytest.raises(FormatError, match="other: this is no saved gnomon profile"):
        load(path)


def test_bytes_after_the_end_are_refused(made: Profile) -> None:
    with pytest.raises(FormatError, match="cut off or damaged"):
        Profile.from_bytes(made.to_bytes() + b"\0")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert not is_saved(tmp_path / "none")
    with pytest.raises(UsageError, match="none: No such file or directory"):
        load(tmp_path / "none")
    with pytest.raises(UsageError, match="Is a directory"):
        load(tmp_path)


@pytest.mark.parametrize("path", [None, 3, "a\0b", "x" * 5000, ["p"]])
def test_what_leads_to_no_file_is_no_saved_profile(path: object) -> None:
    assert not is_saved(path)


# Places that cannot be written.


def test_a_folder_that_is_not_there_is_named(made: Profile, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none/p: cannot be written: No such file or directory"):
        save(made, tmp_path / "none" / "p")
    with pytest.raises(UsageError, match="is no regular file"):
        save(made, tmp_path)
    with pytest.raises(UsageError, match="a profile or a series is saved, not dict"):
        save({}, tmp_path / "p")  # type: ignore[arg-type]


def test_a_changed_bit_anywhere_is_noticed(made: Profile) -> None:
    data = bytearray(made.to_bytes())
    for place in range(0, len(data), 5):
        data[place] ^= 4
        with pytest.raises(FormatError):
            Profile.from_bytes(bytes(data))
        data[place] ^= 4


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind(
    made: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(made, tmp_path / "p")
    before = (tmp_path / "p").read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="No space left on device"):
        save(made + made, tmp_path / "p")
    assert (tmp_path / "p").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["p"]
