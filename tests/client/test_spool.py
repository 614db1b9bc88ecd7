"""What is on disk outlives the process: it is bounded, private, and nothing of it is lost or doubled by a kill."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.client.door import Door, free_port, until

from gnomon.client import Client, Pace
from gnomon.client.batch import packed
from gnomon.client.spool import Spool

QUICK = Pace(every_s=0.01, timeout_s=0.3, first_wait_s=0.001, longest_wait_s=0.01)
BATCH = packed("b-1", "events", [b'{"event_id":"1"}'])


def test_a_batch_is_read_as_it_was_kept_and_gone_when_removed(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 1000)
    kept = spool.keep(BATCH)
    assert kept is not None
    assert spool.read(kept) == BATCH
    assert [(found.rows, found.number) for found in Spool(tmp_path, 1000).found()] == [(1, 0)]
    spool.remove(kept)
    assert list(tmp_path.iterdir()) == []
    assert spool.read(kept) is None


def test_only_the_owner_can_read_what_it_holds(tmp_path: Path) -> None:
    kept = Spool(tmp_path / "new" / "folder", 1000).keep(BATCH)
    assert kept is not None
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


def test_it_is_bounded_and_room_comes_back(tmp_path: Path) -> None:
    size = Spool(tmp_path / "other", 10_000).keep(BATCH)
    assert size is not None
    spool = Spool(tmp_path / "spool", 2 * size.size)
    first, second = spool.keep(BATCH), spool.keep(BATCH)
    assert first is not None
    assert second is not None
    assert spool.keep(BATCH) is None
    spool.remove(first)
    assert spool.keep(BATCH) is not None


def test_what_was_found_counts_towards_the_bound(tmp_path: Path) -> None:
    kept = Spool(tmp_path, 10_000).keep(BATCH)
    assert kept is not None
    later = Spool(tmp_path, kept.size)
    assert len(list(later.found())) == 1
    assert later.keep(BATCH) is None


def test_batches_are_found_in_the_order_in_which_they_were_kept(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 100_000)
    ids = [f"b-{number}" for number in range(20)]
    for each in ids:
        spool.keep(packed(each, "events", [b"{}"]))
    found = [spool.read(one) for one in Spool(tmp_path, 100_000).found()]
    assert [batch.id for batch in found if batch is not None] == ids


@pytest.mark.parametrize("damage", [b"", b"{}", b"no json\nbody", b'{"kind": "events", "body": 9}\nbody', b"[]\n"])
def test_a_damaged_file_is_nothing_and_is_removed(tmp_path: Path, damage: bytes) -> None:
    spool = Spool(tmp_path, 1000)
    kept = spool.keep(BATCH)
    assert kept is not None
    kept.path.write_bytes(damage)
    assert spool.read(kept) is None
    assert not kept.path.exists()


def test_a_file_cut_short_by_a_loss_of_power_is_not_sent(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 1000)
    kept = spool.keep(BATCH)
    assert kept is not None
    kept.path.write_bytes(kept.path.read_bytes()[:-1])
    assert spool.read(kept) is None


def test_files_of_others_stay_and_unfinished_ones_go_when_they_are_old(tmp_path: Path) -> None:
    for name in ("notes.txt", "new.part", "old.part"):
        (tmp_path / name).write_text("x")
    os.utime(tmp_path / "old.part", (0, 0))
    assert list(Spool(tmp_path, 1000).found()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.part", "notes.txt"]


def test_a_folder_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        Spool(tmp_path / "file", 1000).keep(BATCH)


def test_where_the_disk_fails_rows_wait_in_memory_and_arrive(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    port = free_port()
    with Client(f"http://127.0.0.1:{port}", "m", spool=tmp_path / "file", pace=QUICK) as client:
        client.log({})
        until(lambda: "the spool cannot be written" in caplog.text)
        assert client.counts().spooled == 0
        with Door(port=port) as door:
            assert client.flush(10)
            assert len(door.rows()) == 1


def test_what_one_process_could_not_send_the_next_one_sends(tmp_path: Path) -> None:
    port = free_port()
    with Client(f"http://127.0.0.1:{port}", "m", spool=tmp_path, pace=QUICK) as client:
        ids = [client.log({}) for _ in range(1200)]
    assert (client.counts().waiting, client.counts().spooled) == (1200, 1200)
    with Door(port=port) as door, Client(door.url, "m", spool=tmp_path, pace=QUICK) as client:
        until(lambda: client.counts().sent == 1200)
        assert [row["event_id"] for row in door.rows()] == ids
        until(lambda: list(tmp_path.iterdir()) == [])
        assert client.counts().waiting == 0


def test_the_end_of_a_process_does_not_wait_for_a_server_where_all_is_on_disk(tmp_path: Path) -> None:
    client = Client(f"http://127.0.0.1:{free_port()}", "m", spool=tmp_path, pace=Pace(exit_s=1000))
    client.log({})
    client.close()
    assert client.counts().spooled == 1


def test_memory_is_free_again_once_rows_are_on_disk(tmp_path: Path) -> None:
    port = free_port()
    with Client(f"http://127.0.0.1:{port}", "m", spool=tmp_path, memory_bytes=100_000, pace=QUICK) as client:
        for number in range(5000):
            client.log({"x": number})
            if number % 100 == 99:
                until(lambda: client.counts().waiting == client.counts().spooled)
        assert client.counts().dropped == 0
        with Door(port=port) as door:
            assert client.flush(20)
            assert len(door.rows()) == 5000


@settings(max_examples=8)
@given(rows=st.integers(0, 3000), spool_bytes=st.integers(0, 20_000), memory_bytes=st.integers(500, 100_000))
def test_nothing_is_lost_up_to_the_bounds_of_both(
    tmp_path_factory: pytest.TempPathFactory, rows: int, spool_bytes: int, memory_bytes: int
) -> None:
    port, folder = free_port(), tmp_path_factory.mktemp("spool")
    url = f"http://127.0.0.1:{port}"
    with Client(url, "m", spool=folder, spool_bytes=spool_bytes, memory_bytes=memory_bytes, pace=QUICK) as client:
        ids = {client.log({"x": number}) for number in range(rows)}
        dropped = client.counts().dropped
        assert sum(path.stat().st_size for path in folder.glob("*.batch")) <= spool_bytes
        with Door(port=port) as door:
            assert client.flush(30)
            arrived = [row["event_id"] for row in door.rows()]
    assert len(arrived) == len(set(arrived)) == rows - dropped
    assert set(arrived) <= ids


LOGGING = """
import sys
from gnomon.client import Client, Pace
client = Client(sys.argv[1], "m", spool=sys.argv[2], pace=Pace(every_s=0.002, first_wait_s=0.001, longest_wait_s=0.01))
for number in range(100_000):
    client.log({"x": number}, event_id=number)
    if number % 250 == 249:
        while client.counts().waiting > client.counts().spooled:
            pass
        print(number + 1, flush=True)
"""


@pytest.mark.parametrize("safe_rows", [250, 2000, 5000])
@pytest.mark.parametrize("faults", [[], ["forget", 503] * 20], ids=["well", "failing"])
def test_a_kill_loses_nothing_that_was_on_disk_and_doubles_nothing(
    tmp_path: Path, safe_rows: int, faults: list[int | str]
) -> None:
    with Door(*faults) as door:
        process = subprocess.Popen([sys.executable, "-c", LOGGING, door.url, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        with process.stdout:
            safe = next(int(line) for line in process.stdout if int(line) >= safe_rows)
            process.send_signal(signal.SIGKILL)
        process.wait()
        with Client(door.url, "m", spool=tmp_path, pace=QUICK) as client:
            until(lambda: not list(tmp_path.glob("*.batch")))
            assert client.counts().waiting == 0
        arrived = [int(row["event_id"]) for row in door.rows()]
    assert len(arrived) == len(set(arrived))
    assert set(range(safe)) <= set(arrived)
    assert sorted(arrived) == list(range(len(arrived)))


def test_a_file_says_what_it_is_to_a_person(tmp_path: Path) -> None:
    kept = Spool(tmp_path, 1000).keep(BATCH)
    assert kept is not None
    head = json.loads(kept.path.read_bytes().partition(b"\n")[0])
    assert head == {
        "id": "b-1",
        "kind": "events",
        "rows": 1,
        "body": len(BATCH.body),
        "content_type": "application/json",
        "encoding": BATCH.encoding,
        "number": 0,
    }
