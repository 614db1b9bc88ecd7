"""`/metrics`: promtool finds no fault with it, and a real Prometheus reads it and answers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.jobs.running import filled, once, settings
from tests.jobs.worlds import World, day
from tests.prometheus import scraping
from tests.server.api.conftest import Asked
from tests.server.conftest import served, state_with

from docs import pages
from gnomon.jobs.exposing.protobuf import PROTOBUF
from gnomon.jobs.exposing.text import OPENMETRICS
from gnomon.profiles.number import NumberSummary
from gnomon.server.metrics import form
from gnomon.sketches.native import native
from gnomon.store import entities, samples, windows
from gnomon.store.open import open_inbox, open_store

TOKEN = "s3cret"  # noqa: S105 - of these tests
SHOWN = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("scraped")
    with open_store(f"sqlite:///{folder}/gnomon.db") as store, open_inbox(f"sqlite:///{folder}/gnomon.db") as inbox:
        world = filled(World.new(store, folder, segments=["origin"]), 12, 9)
        once(world, 12.5)
        configured = settings(world)
        with served(state_with(inbox, configured, store=store, clock=lambda: day(12.5)), TOKEN) as client:
            yield Asked(world, configured, client)


def temp(asked: Asked) -> NumberSummary:
    with asked.world.store.reading() as tx:
        newest = windows.last(tx, "flights", before=day(12))
        assert newest is not None
        found = samples.profile(tx, "flights", newest.window)["temp"]
    assert isinstance(found, NumberSummary)
    return found


def test_promtool_finds_no_fault_with_it(promtool: str, asked: Asked) -> None:
    text = asked.client.get("/metrics", headers=SHOWN).text
    done = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_real_prometheus_reads_native_histograms_and_shows_the_token(asked: Asked, tmp_path: Path) -> None:
    target = asked.client.base_url.netloc.decode()
    with scraping(tmp_path, target, "--enable-feature=native-histograms", token=TOKEN) as prometheus:
        known, fine = temp(asked), native(temp(asked).points(), temp(asked).histogram.counts)
        (count,) = prometheus.ask('histogram_count(gnomon_values{series="temp"})').values()
        (total,) = prometheus.ask('histogram_sum(gnomon_values{series="temp"})').values()
        assert (count, total) == (known.count, known.total.mean(1))
        width = 2**2.0**-fine.schema
        for q in (0.01, 0.1, 0.5, 0.9, 0.99):
            (found,) = prometheus.ask(f'histogram_quantile({q}, gnomon_values{{series="temp"}})').values()
            assert known.quantile(q) / width <= found <= known.quantile(q) * width
        firing = prometheus.ask('gnomon_alerts{state="firing"} > 0')
        assert {dict(labels)["monitor"] for labels in firing} == {"inputs"}


def test_a_real_prometheus_reads_it_as_openmetrics(asked: Asked, tmp_path: Path) -> None:
    with scraping(tmp_path, asked.client.base_url.netloc.decode(), token=TOKEN) as prometheus:
        known = temp(asked)
        buckets = prometheus.ask('gnomon_values_bucket{series="temp"}')
        by_bound = {float(dict(labels)["le"]): seen for labels, seen in buckets.items()}
        assert len(by_bound) <= 21
        points, counts = known.points(), known.histogram.counts
        assert by_bound == {bound: counts[points <= bound].sum() for bound in by_bound}
        assert list(prometheus.ask('gnomon_values_gcount{series="temp"}').values()) == [known.count]
        (status,) = prometheus.ask("gnomon_entity_status == 1")
        assert dict(status)["status"] == "violation"


def test_every_name_is_on_the_page(asked: Asked) -> None:
    page = (pages.ROOT / "docs" / "prometheus.md").read_text("utf-8")
    names = {
        line.split()[2] for line in asked.client.get("/metrics", headers=SHOWN).text.splitlines() if "# TYPE" in line
    }
    assert {name for name in (*names, "gnomon_outbox_rows") if f"`{name}`" not in page} == set()


def test_who_shows_no_token_learns_nothing(asked: Asked) -> None:
    assert asked.client.get("/metrics").status_code == 401


def test_figures_are_read_again_after_a_run_only(asked: Asked) -> None:
    before = asked.client.get("/metrics", headers=SHOWN).text
    assert asked.client.get("/metrics", headers=SHOWN).text == before
    with asked.world.store.transaction() as tx:
        entities.status_put(tx, "flights", "ok", "Nothing fires.", day(12.6))
    after = asked.client.get("/metrics", headers=SHOWN).text
    assert 'gnomon_entity_status{entity="flights",status="ok"} 1.0' in after
    with asked.world.store.transaction() as tx:
        entities.status_put(tx, "flights", "violation", "It moved.", day(12.7))


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "plain"),
        ("*/*", "plain"),
        ("text/plain", "plain"),
        ("text/html, application/openmetrics-text;q=0.1", "openmetrics"),
        ("application/openmetrics-text;version=0.0.1,text/plain;q=0.2", "plain"),
        ("application/openmetrics-text;q=high", "plain"),
        (f"{PROTOBUF},{OPENMETRICS};q=0.8,text/plain;q=0.5,*/*;q=0.1", "protobuf"),
        ("application/vnd.google.protobuf;encoding=text, text/plain;q=0.1", "plain"),
    ],
)
def test_the_form_is_what_the_scraper_likes_best(accept: str, wanted: str) -> None:
    assert form(accept) == wanted
