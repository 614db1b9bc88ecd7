"""`gnomon test`: whether monitors alert as a person wrote down that they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from gnomon.cli import output
from gnomon.config.mistakes import Place
from gnomon.config.monitor_tests import MonitorTest
from gnomon.config.read import ConfigError
from gnomon.config.tests_read import ReadTests, read_tests
from gnomon.errors import UsageError
from gnomon.jobs.rehearsal import promtool
from gnomon.jobs.rehearsal.expected import Failure, Mark, failures
from gnomon.jobs.rehearsal.rehearse import rehearse

WRONG = 1
COLOURS: dict[Mark, str] = {"-": "red", "+": "green", " ": ""}


@dataclass(frozen=True, slots=True)
class _Done:
    """A test that was gone through."""

    file: ReadTests
    place: Place
    name: str
    failures: Sequence[Failure]

    def record(self) -> dict[str, Any]:  # Any: JSON
        return {
            "file": self.file.name,
            "line": self.file.tree.line(self.place),
            "name": self.name,
            "passed": not self.failures,
            "failures": [
                {
                    "line": self.file.tree.line((*self.place, *each.place)),
                    "what": each.what,
                    "expected": [text for mark, text in each.lines if mark != "+"],
                    "got": [text for mark, text in each.lines if mark != "-"],
                    "course": list(each.course),
                }
                for each in self.failures
            ],
        }


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of tests.")],
    export: Annotated[
        Path | None,
        typer.Option("--export-promtool", metavar="DIR", help="Also write what promtool can test into this folder."),
    ] = None,
    json: output.Json = False,
) -> int:
    """Test monitors: feed them series, compare what is told with what should be. Leaves with 1 on a difference."""
    read = _read(files)
    if export is not None:
        _check(files, export)
    done = [_gone_through(file, at, test) for file in read for at, test in enumerate(file.tests.tests)]
    if export is not None:
        _export(read, export)
    if json:
        output.print_json([one.record() for one in done])
    else:
        _show(done)
    return WRONG if any(one.failures for one in done) else 0


def _read(files: Sequence[Path]) -> list[ReadTests]:
    """Every file, or every mistake of all of them."""
    read, wrong = list[ReadTests](), dict[str, None]()
    for file in files:
        try:
            read.append(read_tests(file))
        except ConfigError as error:
            wrong |= dict.fromkeys(str(error).splitlines())
    if wrong:
        raise ConfigError("\n".join(wrong))
    return read


def _check(files: Sequence[Path], folder: Path) -> None:
    """Refuse an export that could not be written, before tests are gone through."""
    twice = [stem for stem, count in Counter(file.stem for file in files).items() if count > 1]
    if twice:
        raise UsageError(f"--export-promtool: two files are named {twice[0]}.yaml. Export them one by one.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--export-promtool: {folder}: {error.strerror}. Name a folder.") from None


def _gone_through(file: ReadTests, at: int, test: MonitorTest) -> _Done:
    found = rehearse(file.settings, test, file.tests.evaluation_interval)
    return _Done(file, ("tests", at), test.name or f"test {at + 1}", tuple(failures(test, found)))


def _export(read: Sequence[ReadTests], folder: Path) -> None:
    for file in read:
        exported = promtool.export(file.settings, file.tests, Path(file.name).stem)
        for name, text in exported.files.items():
            (folder / name).write_text(text, "utf-8")
        for place, why in exported.left_out:
            output.say(f"{file.where(place)}: not exported: {why}")
        output.say(f"{', '.join(str(folder / name) for name in exported.files)}: written.")


def _show(done: Sequence[_Done]) -> None:
    console = output.console()
    for one in done:
        mark, colour = ("✗", "red") if one.failures else ("✓", "green")
        console.print(output.text(f"{mark} {one.name}", colour))
        for each in one.failures:
            console.print(output.text(f"{one.file.where((*one.place, *each.place))}: {each.what}"), soft_wrap=True)
            for sign, words in each.lines:
                console.print("    ", output.text(f"{sign} {words}", COLOURS[sign]), sep="", soft_wrap=True)
            for words in each.course:
                console.print("    ", output.text(words), sep="", soft_wrap=True)
    failed = sum(bool(one.failures) for one in done)
    legend = " - was expected and did not come, + came and was not expected." if failed else ""
    console.print(f"{len(done) - failed} passed, {failed} failed.{legend}")
