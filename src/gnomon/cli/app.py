"""The program: its commands, and what becomes of an error.

Exit codes: 0 done; 1 the answer is "wrong"; 2 the call or an input is wrong
(one line); 3 gnomon could not do it (the traceback goes to a file that is
named); 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

import typer

from gnomon import __version__
from gnomon.cli import compare, demo, profile
from gnomon.errors import GnomonError, UsageError

DONE, WRONG, BAD_CALL, FAILED, INTERRUPTED = 0, 1, 2, 3, 130

app = typer.Typer(
    name="gnomon",
    help="Know when a machine-learning model goes wrong, and why.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("profile")(profile.command)
app.command("compare")(compare.command)
app.command("demo")(demo.command)


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
    try:
        return int(app(list(arguments), standalone_mode=False) or DONE)
    except UsageError as error:
        return _say(str(error), BAD_CALL)
    except KeyboardInterrupt:
        return _say("interrupted.", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the answer (`| head`) has left: nothing more to say, and nothing to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # the last door: whatever comes becomes a code and a line
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    message = getattr(error, "format_message", None)
    if message is not None:  # the command line's own complaints: an unknown option, a missing argument
        return _say(f"{message()} Try gnomon --help.", BAD_CALL)
    if type(error).__name__ == "Abort":
        return _say("interrupted.", INTERRUPTED)
    with tempfile.NamedTemporaryFile("w", prefix="gnomon-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exc(file=log)
    what = str(error) if isinstance(error, GnomonError) else f"{type(error).__name__}: {error}"
    return _say(f"could not do it: {what.splitlines()[0] if what else ''} The traceback is in {log.name}.", FAILED)


def _say(line: str, code: int) -> int:
    print(f"gnomon: {' '.join(line.split())}", file=sys.stderr)
    return code
