"""A PostgreSQL of our own on loopback: started once a process, with a fresh database for each test."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

Fresh = Callable[[], str]
"""Makes an empty database; its address."""


def _binaries() -> Path | None:
    """Where the programs are, of the newest version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _as_somebody(call: list[str]) -> list[str]:
    """PostgreSQL does not run as root."""
    return ["runuser", "-u", "postgres", "--", *call] if os.geteuid() == 0 else call


def _run(call: list[str], folder: Path) -> None:
    done = subprocess.run(_as_somebody(call), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _say(server: str, words: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(words.encode())


def _guarded(start: list[str], stop: list[str], folder: Path) -> subprocess.Popen[str]:
    """A process that starts the server, and stops it when its input ends: also when these tests are killed."""
    begin = f"{shlex.join(start)} >start.log 2>&1 && echo ready; cat >/dev/null"
    end = f"{shlex.join(stop)} >start.log 2>&1; cd /; rm -rf {shlex.quote(str(folder))}"
    call = _as_somebody(["sh", "-c", f"trap '' PIPE; {begin}; {end}"])
    guard = subprocess.Popen(
        call, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert guard.stdout is not None
    assert guard.stdout.readline() == "ready\n", (folder / "start.log").read_text("utf-8")
    return guard


@pytest.fixture(scope="session")
def postgres() -> Iterator[Fresh]:
    """A server; skipped where PostgreSQL is not installed, but never in CI."""
    binaries = _binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql.")
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="gnomon-pg-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        # Words sort as people sort them, as on most servers: nothing may lean on the order of their bytes.
        order = ["-E", "UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en"]
        _run([str(binaries / "initdb"), "-D", str(data), "-U", "gnomon", "--auth=trust", *order], folder)
        settings = ("listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "autovacuum=off")
        options = " ".join([f"-p {port} -k {folder}", *(f"-c {each}" for each in settings)])
        control = [str(binaries / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w"]
        guard = _guarded([*control, "-o", options, "start"], [*control, "-m", "immediate", "stop"], folder)
        server = f"postgresql://gnomon@127.0.0.1:{port}"
        numbers = count(1)

        def fresh() -> str:
            database = f"gnomon{next(numbers)}"
            _say(f"{server}/postgres", f"CREATE DATABASE {database}")
            return f"{server.replace('://', '+psycopg://')}/{database}"

        yield fresh
        guard.communicate()


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store, on each of the databases."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/gnomon.db"
        return
    fresh: Fresh = request.getfixturevalue("postgres")
    made = fresh()
    yield made
    # At once: hundreds of them, left to the end, are a gigabyte that is written for nothing.
    server, _, database = made.replace("+psycopg", "").rpartition("/")
    _say(f"{server}/postgres", f"DROP DATABASE {database} WITH (FORCE)")
