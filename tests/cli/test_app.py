"""The program as a whole: what becomes of help, of wrong calls, of errors and of readers who leave."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.program import DIRTY, Gnomon, as_program, numbers, shown_raw
from typer.core import TyperGroup

import gnomon as gn
from gnomon.cli import commands, profile
from gnomon.errors import GnomonError, UnavailableError

COMMANDS = [name for name in commands.COMMANDS if not isinstance(commands.loaded(name), TyperGroup)]


def test_the_version_is_that_of_the_package(gnomon: Gnomon) -> None:
    ran = gnomon("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"gnomon {gn.__version__}\n", "")


@pytest.mark.parametrize("words", [(), ("-h",), ("--help",)])
def test_help_lists_every_command(gnomon: Gnomon, words: tuple[str, ...]) -> None:
    ran = gnomon(*words)
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: gnomon" in ran.out
    assert all(f" {name} " in ran.out for name in COMMANDS)


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_what_is_said_of_a_command_in_the_list_is_what_it_says_of_itself(name: str) -> None:
    assert commands.loaded(name).help.splitlines()[0] == commands.COMMANDS[name]


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(gnomon: Gnomon, command: str, option: str) -> None:
    ran = gnomon(command, option)
    assert (ran.code, ran.err) == (0, "")
    assert f"Usage: gnomon {command}" in ran.out
    assert "--json" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["profil", "x"], "Did you mean 'profile'?"),
        (["--vers"], "--version"),
        (["profile"], "Missing argument"),
        (["profile", "a", "b"], "unexpected extra argument"),
        (["profile", "a", "--evry", "1d"], "--every"),
        (["compare", "a"], "Missing argument"),
        (["compare", "a", "b", "--material", "much"], "--material"),
        (["compare", "a", "b", "--html"], "--html"),
    ],
)
def test_a_wrong_call_is_one_line_with_a_way_on(gnomon: Gnomon, words: list[str], told: str) -> None:
    line = gnomon(*words).refusal()
    assert told in line
    assert line.endswith("--help.")
    assert ".." not in line


def test_a_wrong_option_names_the_commands_own_help(gnomon: Gnomon) -> None:
    assert gnomon("profile", "--nope", "x").refusal().endswith("Try gnomon profile --help.")


def _raise(error: BaseException) -> object:
    def raising(*_: object, **__: object) -> object:
        raise error

    return raising


class PanicError(BaseException):
    """As Polars raises them: no Exception."""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ZeroDivisionError("division by\nzero"), "ZeroDivisionError: division by"),
        (RuntimeError(), "RuntimeError:"),
        (GnomonError("this cannot be."), "this cannot be"),
        (UnavailableError("the store is away"), "the store is away"),
        (MemoryError(), "MemoryError"),
        (PanicError("index out of bounds"), "PanicError: index out of bounds"),
    ],
)
def test_what_was_not_foreseen_is_one_line_and_a_file_with_the_traceback(
    gnomon: Gnomon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: BaseException, told: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(profile.door, "profile", _raise(error))
    ran = gnomon("profile", DIRTY / "latin1.csv")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert ran.err.startswith(f"gnomon: could not do it: {told}")
    log = Path(ran.err.rpartition("The traceback is in ")[2].rstrip(".\n"))
    assert log.parent == tmp_path
    assert log.read_text("utf-8").startswith("Traceback (most recent call last)")
    assert type(error).__name__ in log.read_text("utf-8")


def test_an_interruption_is_said_without_a_traceback(gnomon: Gnomon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile.door, "profile", _raise(KeyboardInterrupt()))
    ran = gnomon("profile", DIRTY / "latin1.csv")
    assert (ran.code, ran.out, ran.err) == (130, "", "gnomon: interrupted.\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_ctrl_c_leaves_with_130(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    words = [sys.executable, "-m", "gnomon", "profile", str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        writer = os.open(path, os.O_WRONLY)  # waits until the program opens the pipe
        started.send_signal(signal.SIGINT)
        os.close(writer)  # a program that began to read before it saw the signal wakes up
        out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err) == (130, b"", b"gnomon: interrupted.\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["profile", "a.csv"], 0),
        (["profile", "a.csv", "--json"], 0),
        (["compare", "a.csv", "b.csv"], 1),
    ],
)
def test_a_reader_who_leaves_changes_no_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    numbers(Path("a.csv"))
    numbers(Path("b.csv"), shift=30)
    reading, writing = os.pipe()
    os.close(reading)
    ran = as_program(*words, stdout=writing)
    os.close(writing)
    assert (ran.code, ran.err) == (code, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_no_answer(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = as_program("profile", numbers(tmp_path / "a.csv"), stdout=full.fileno(), TMPDIR=str(tmp_path))
    assert ran.code == 3
    assert ran.err.startswith("gnomon: could not do it: OSError: ")
    assert ran.err.count("\n") == 1


def test_the_installed_program_is_the_same(tmp_path: Path) -> None:
    installed = Path(sys.executable).with_name("gnomon")
    words = ["compare", str(numbers(tmp_path / "a.csv")), str(numbers(tmp_path / "b.csv", shift=30))]
    done = subprocess.run([installed, *words], capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == b""
    assert "temp" in done.stdout.decode()


def test_a_terminal_of_few_characters_shows_what_it_can(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("city\nKöln\n", "utf-8")
    table = as_program("profile", path, PYTHONIOENCODING="ascii")
    assert (table.code, table.err) == (0, "")
    assert "K?ln" in table.out
    document = as_program("profile", path, "--json", PYTHONIOENCODING="ascii").document()
    assert document["columns"][0]["top"] == [["Köln", 1]]


def test_what_a_caller_typed_commands_no_terminal(gnomon: Gnomon) -> None:
    line = gnomon("profile", "no\x1b[2J\u202esuch\x9bfile.csv").refusal()
    assert not shown_raw(line)
    assert "\\x1b[2J" in line
