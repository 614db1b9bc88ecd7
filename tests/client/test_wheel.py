"""The wheel `gnomon-client` runs where nothing is installed but msgspec: no numpy, no Polars, no SQL."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from tests.client.door import Door

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "packages" / "gnomon-client"
PROJECT = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))

LOG = """
import sys
sys.path.insert(0, sys.argv[2])
import gnomon as gn
from gnomon.client import Client, Redact
from gnomon.client.middleware import PredictionMiddleware
with gn.Client(sys.argv[1], "m", redact=[Redact("secret")]) as client:
    client.log({"x": 1.5, "secret": 1}, event_id="e")
    assert client.flush()
for name in ("profile", "Recorder"):
    try:
        getattr(gn, name)
    except ImportError as error:
        print(error)
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with what the wheel holds, and what it needs."""
    for source, place in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"].items():
        found, laid = PACKAGE / source, tmp_path / place
        laid.parent.mkdir(parents=True, exist_ok=True)
        if found.is_dir():
            shutil.copytree(found, laid, dirs_exist_ok=True)
        else:
            shutil.copy(found, laid)
    assert [need.partition(">")[0] for need in PROJECT["project"]["dependencies"]] == ["msgspec"]
    (tmp_path / "msgspec").symlink_to(Path(msgspec.__file__).parent, target_is_directory=True)
    return tmp_path


def test_it_logs_and_says_where_the_rest_is(installed: Path) -> None:
    with Door() as door:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", LOG, door.url, str(installed)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(
        f"gn.{name} is not in gnomon-client. Install all of gnomon: pip install gnomon.\n"
        for name in ("profile", "Recorder")
    )
    assert [row["features"] for row in door.rows()] == [{"x": 1.5}]


def test_it_asks_for_the_msgspec_that_gnomon_asks_for() -> None:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(PROJECT["project"]["dependencies"]) <= set(whole["project"]["dependencies"])
    assert PROJECT["project"]["requires-python"] == whole["project"]["requires-python"]
