"""`import gnomon` is quick: what it does not need it does not load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import gnomon

HEAVY = set("polars numpy altair pandas pyarrow narwhals xxhash jinja2 rich typer vl_convert scipy".split())


def loaded(code: str) -> set[str]:
    """The top-level modules that are loaded after some code has run in a fresh interpreter."""
    report = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


CODES = ["import gnomon", "import gnomon.__main__", "import gnomon; dir(gnomon); gnomon.__all__"]


@pytest.mark.parametrize("code", CODES)
def test_importing_loads_nothing_heavy(code: str) -> None:
    assert loaded(code) & HEAVY == set()
    assert loaded(code) - loaded("") <= {"gnomon"} | sys.stdlib_module_names


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_the_program_loads_nothing_heavy_to_say_what_it_is(word: str) -> None:
    code = f"from gnomon.cli.app import run; assert run([{word!r}]) == 0"
    assert loaded(code) & ((HEAVY | {"sqlalchemy", "alembic", "pydantic", "httpx"}) - {"typer", "rich"}) == set()


@pytest.mark.parametrize("command", ["status", "run"])
def test_what_draws_nothing_loads_no_charts(command: str) -> None:
    assert loaded(f"import gnomon.cli.{command}") & {"altair", "vl_convert"} == set()


def test_errors_load_nothing_heavy() -> None:
    assert loaded("from gnomon import DataError, UsageError") & HEAVY == set()


IF_THERE = ("typing_extensions", "zstandard", "_cffi_backend")
"""What the client and msgspec make use of where it is installed."""


def test_the_client_loads_nothing_but_what_its_own_wheel_has() -> None:
    code = "import gnomon as gn; gn.Client('https://localhost', 'm').close(); import gnomon.client"
    assert loaded(code) - loaded("") <= {"gnomon", "msgspec", *IF_THERE} | sys.stdlib_module_names


def test_a_polars_user_loads_no_pandas_no_pyarrow_and_no_charts() -> None:
    code = "import gnomon as gn, polars as pl; gn.profile(pl.DataFrame({'x': [1]}))"
    assert loaded(code) & {"pandas", "pyarrow", "altair", "vl_convert", "typer", "rich", "jinja2"} == set()


@pytest.mark.parametrize("name", gnomon.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(gnomon, name).__doc__
    assert name in dir(gnomon)


def test_public_names_are_in_order_and_no_name_is_there_twice() -> None:
    assert gnomon.__all__ == sorted(set(gnomon.__all__))


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'gnomon' has no attribute 'profil'"):
        gnomon.profil  # noqa: B018
    assert not hasattr(gnomon, "_HOMELESS")


def test_the_version_is_that_of_the_installed_package() -> None:
    from importlib.metadata import version

    assert gnomon.__version__ == version("gnomon")
