"""Tests of the sign of life in a configuration; the sentences are in `wrong.txt`."""

from __future__ import annotations

from pathlib import Path

from gnomon.config.read import settings_of
from gnomon.config.warnings import warnings


def test_its_address_is_a_secret_or_stands_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("https://hc.example.org/abc\n", "utf-8")
    for text, read in (("file:url", "https://hc.example.org/abc"), ("https://hc.example.org/x", None)):
        found = settings_of(f"heartbeat: {{url: '{text}'}}\n", folder=tmp_path).heartbeat
        assert found is not None and found.address is not None
        assert found.address.read() == (read or text)


def test_who_hears_it_by_alertmanager_is_told_something(tmp_path: Path) -> None:
    text = "heartbeat: {via: am}\nchannels: {am: {kind: alertmanager, url: 'http://am:9093'}}\n"
    rows = "entities: {a: {owner: me, source: {path: a.csv, timestamp: ts}}}\n"
    told = [str(each) for each in warnings(settings_of(text + rows, folder=tmp_path))]
    assert not any("is told nothing" in each for each in told)
    found = settings_of(text).heartbeat
    assert found is not None and found.address is None
