"""Reading a file of tests with the configuration that it tests: both, or every mistake at once with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gnomon.config import read
from gnomon.config.mistakes import Mistake, Place
from gnomon.config.monitor_tests import MonitorTests
from gnomon.config.sample_values import MOST
from gnomon.config.settings import Settings
from gnomon.config.tests_crossing import crossings
from gnomon.config.tree import Tree

DEFAULT = "gnomon.yaml"


@dataclass(frozen=True, slots=True)
class ReadTests:
    """A file of tests.

    Attributes:
        tests: The tests.
        settings: The configuration that they test.
        name: What messages call the file.
        tree: Where each value stands.
    """

    tests: MonitorTests
    settings: Settings
    name: str
    tree: Tree

    def where(self, place: Place) -> str:
        """File and line of a place."""
        return f"{self.name}:{self.tree.line(place)}"


def read_tests(path: Path) -> ReadTests:
    """Read a file of tests.

    Args:
        path: The file; the configuration is sought from its folder on.

    Raises:
        ConfigError: It or its configuration cannot be read, or something in one of them is wrong.
    """
    name = str(path)
    text = read.text_of(path, "Name a file of tests.")
    found = read.grown(text, name, "Write tests: with a test in it.", "config: and tests:")
    values = found.values or {}
    config = values.get("config", DEFAULT)
    settings, more = None, list[Mistake]()
    if isinstance(config, str):
        beside = path.parent / Path(config).expanduser()
        if not beside.is_file():
            more.append(Mistake(("config",), f"there is no file {config} beside it. Write config: with its path."))
        else:
            settings = read.read_settings(beside)
            more += crossings(values, settings)
    tests = read.made(MonitorTests, found, name, path.parent, more)
    assert settings is not None  # noqa: S101 - without one there was a mistake
    if long := list(_too_long(tests, settings)):
        raise read.wrong(name, read.lined(found, long))
    return ReadTests(tests, settings, name, found)


def _too_long(tests: MonitorTests, settings: Settings) -> Iterator[Mistake]:
    for at, test in enumerate(tests.tests):
        window = test.window(settings)
        if test.until(window) // min(window, tests.evaluation_interval or window) >= MOST:
            yield Mistake(("tests", at), f"it has {MOST} evaluations or more. Test a shorter time.")
