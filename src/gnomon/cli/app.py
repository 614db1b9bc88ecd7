"""The program: its commands, and what becomes of an error.

Exit codes: 0 done; 1 the answer is "wrong"; 2 the call or an input is wrong
(one line); 3 gnomon could not do it (the traceback goes to a file that is
named); 130 interrupted.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import typer

from gnomon import __version__
from gnomon.cli import output
from gnomon.cli.commands import Commands
from gnomon.errors import GnomonError, UsageError

DONE, WRONG, BAD_CALL, FAILED, INTERRUPTED = 0, 1, 2, 3, 130

app = typer.Typer(
    name="gnomon",
    cls=Commands,
    help="Know when a machine-learning model goes wrong, and why.",
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(show: bool) -> None:
    if show:
        print(f"gnomon {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    """Know when a machine-learning model goes wrong, and why."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: The words after `gnomon`.

    Returns:
        The exit code.
    """
    if isinstance(sys.stdout, TextIOWrapper):  # a terminal of few characters shows what it can
        sys.stdout.reconfigure(errors="replace")
    code = _run(list(arguments) or ["--help"])
    try:
        sys.stdout.flush()
    except OSError as error:
        output.unheard(sys.stdout)
        return code if isinstance(error, BrokenPipeError) or code == FAILED else _unforeseen(error)
    return code


def _run(arguments: list[str]) -> int:
    try:
        code = int(app(arguments, prog_name="gnomon", standalone_mode=False) or DONE)
        return _say("interrupted.", code) if code == INTERRUPTED else code  # Typer answers Ctrl-C itself
    except UsageError as error:
        from gnomon.config.read import ConfigError  # noqa: PLC0415 - settings load Polars, and `--help` needs none

        if not isinstance(error, ConfigError):
            return _say(str(error), BAD_CALL)
        for line in str(error).splitlines():
            output.say(line)
        return BAD_CALL
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted.", INTERRUPTED)
    except SystemExit:
        raise
    except BaseException as error:  # the last door, for panics of Polars too: whatever comes becomes a code and a line
        return _unforeseen(error)


def _unforeseen(error: BaseException) -> int:
    message = getattr(error, "format_message", None)
    if message is not None:  # the command line's own complaints: an unknown option, a missing argument
        context, said = getattr(error, "ctx", None), message().strip()
        path = "gnomon" if context is None else context.command_path
        return _say(f"{said}{'' if said.endswith(('.', '?')) else '.'} Try {path} --help.", BAD_CALL)
    with tempfile.NamedTemporaryFile("w", prefix="gnomon-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    what = str(error) if isinstance(error, GnomonError) else f"{type(error).__name__}: {error}"
    first = (what.splitlines() or ["an error without words"])[0].rstrip(".")
    return _say(f"could not do it: {first}. The traceback is in {log.name}.", FAILED)


def _say(line: str, code: int) -> int:
    output.say(f"gnomon: {line}")
    return code
