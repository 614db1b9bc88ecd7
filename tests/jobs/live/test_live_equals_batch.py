"""The same rows over HTTP, in any order and with late targets, end in the same bytes and verdicts as from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.jobs.live import senders
from tests.jobs.live.senders import NOW
from tests.jobs.running import Wall
from tests.jobs.worlds import DATA

import gnomon as gn
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.live.accept import accept
from gnomon.jobs.live.accept_profiles import accept_profiles
from gnomon.store import evaluations, inbox, samples, verdicts, windows
from gnomon.store.inbox import Arrived
from gnomon.store.open import Store, open_inbox, open_store

FLIGHTS: Mapping[str, Any] = {
    "score": "score",
    "prediction": "prediction",
    "segments": ["origin"],
    "owner": "ml",
    "lateness": "2h",
    "reference": {
        "path": str(DATA / "flights_train.parquet"), "timestamp": "ts", "target": "label", "score": "score_oof",
    },
}  # fmt: skip
LABELS = {"id": "event_id", "timestamp": "label_ts", "target": "label"}


def flights(until: datetime) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Events before a time, and their targets."""
    rows = pl.read_parquet(DATA / "flights.parquet").filter(pl.col.ts < until)
    labels = pl.read_parquet(DATA / "flights_labels.parquet").filter(pl.col.event_id.is_in(rows["event_id"].implode()))
    return rows, labels.select("event_id", "label_ts", "label")


def state(store: Store, name: str) -> dict[str, Any]:
    """All that is kept of the windows of an entity, and what became of them."""
    kept: dict[Any, Any] = {}
    with store.reading() as tx:
        for row in windows.all(tx, name):
            known = (row.rows, row.newest, row.target_digest, row.arrivals)
            kept[row.window] = known
            for labels in samples.label_sets(tx, name, row.window):
                profile = samples.profile(tx, name, row.window, labels)
                outcome = samples.outcome(tx, name, row.window, labels)
                key = (row.window, *sorted(labels.items()))
                kept[key] = (profile.to_bytes(), outcome.to_bytes() if outcome else b"")
        judged = [(row.monitor, row.window, row.status, row.reason, row.record) for row in verdicts.newest(tx, name)]
        alert = {monitor: evaluations.last(tx, name, monitor) for monitor in ("performance", "inputs", "volume")}
    return {"kept": kept, "verdicts": judged, "alerts": {name: one and one.alert for name, one in alert.items()}}


def ran(configured: Settings, store: Store, until: datetime) -> None:
    (done,) = run.run(configured, store, until, clock=Wall(NOW))
    assert done.status != "error", done.reason


def of_files(folder: Path, rows: pl.DataFrame, labels: pl.DataFrame, until: datetime, **given: Any) -> dict[str, Any]:
    """What a run over files comes to."""
    rows.write_parquet(folder / "rows.parquet")
    labels.write_parquet(folder / "labels.parquet")
    entity = Entity(
        source={"path": str(folder / "rows.parquet"), "timestamp": "ts", "id": "event_id"},
        **{"targets": {"path": str(folder / "labels.parquet"), **LABELS}, **FLIGHTS, **given},
    )
    with open_store(f"sqlite:///{folder}/files.db") as store:
        ran(Settings(entities={"flights": entity}), store, until)
        return state(store, "flights")


def of_the_live_door(
    address: str, log: Path, rows: pl.DataFrame, labels: pl.DataFrame, until: datetime, *, turns: int,
    said: Sequence[Mapping[str, Any]] = (), **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """What runs come to between which batches arrive in random order, each twice."""
    entity = Entity(source={"live": True}, targets={"live": True, **LABELS}, **{**FLIGHTS, **given})
    configured = Settings(log=str(log), entities={"flights": entity})
    draw = np.random.default_rng(7)
    batches = _batches(configured.entities["flights"], rows, labels, said)
    order = [batches[at] for at in draw.permutation(len(batches))]
    with open_store(address) as store, open_inbox(address) as opened:
        for turn in np.array_split(np.arange(len(order)), turns):
            with opened.transaction() as tx:
                for at in turn:
                    assert inbox.put(tx, [order[at], order[at]]) == [True, False]
            ran(configured, store, until)
        return state(store, "flights")


def _batches(
    entity: Entity, rows: pl.DataFrame, labels: pl.DataFrame, said: Sequence[Mapping[str, Any]]
) -> list[Arrived]:
    shuffled = rows.sample(fraction=1, shuffle=True, seed=1), labels.sample(fraction=1, shuffle=True, seed=2)
    found = list[Arrived]()
    for n, part in enumerate(shuffled[0].iter_slices(1000)):
        if n % 2:
            arrow = senders.arrow(part)
            found.append(accept(entity, "events", "arrow", arrow, NOW, batch_id=f"b{n}"))
        else:
            body = senders.events(part, f"b{n}", id="event_id")
            found.append(accept(entity, "events", "json", body, NOW))
    for n, part in enumerate(shuffled[1].iter_slices(700)):
        found.append(accept(entity, "targets", "json", senders.targets(part, f"b{n}"), NOW))
    for n in range(0, len(said), 50):
        found.append(accept(entity, "feedback", "json", senders.feedback(said[n : n + 50], f"b{n}"), NOW))
    assert not [one.refused for one in found if one.refused]
    return found


def test_targets_of_a_file_find_events_that_came_live(tmp_path: Path, address: str) -> None:
    """Months late, corrected, repeated, in files that come one after the other: as if all had been there at first."""
    rows, labels = flights(datetime(2013, 1, 4, tzinfo=UTC))
    until = datetime(2013, 7, 1, tzinfo=UTC)
    at = pl.col.label_ts
    late = labels.tail(-500).head(500).with_columns(at + pl.duration(days=120))
    corrected = labels.head(500).with_columns(at + pl.duration(days=90), label=1 - pl.col.label)
    first, then = pl.concat([labels.head(500), labels.tail(-1000)]), pl.concat([late, corrected, labels.head(700)])
    expected = of_files(tmp_path, rows, pl.concat([first, then]), until)

    (tmp_path / "labels").mkdir()
    first.write_parquet(tmp_path / "labels" / "a.parquet")
    targets = {"path": str(tmp_path / "labels" / "*.parquet"), **LABELS}
    entity = Entity(source={"live": True}, targets=targets, **FLIGHTS)
    configured = Settings(log=str(tmp_path / "log"), entities={"flights": entity})
    with open_store(address) as store, open_inbox(address) as opened:
        for part in rows.iter_slices(1000):
            with opened.transaction() as tx:
                inbox.put(tx, [accept(configured.entities["flights"], "events", "arrow", senders.arrow(part), NOW)])
        ran(configured, store, until)
        then.write_parquet(tmp_path / "labels" / "b.parquet")
        ran(configured, store, until)
        assert state(store, "flights") == expected


def of_profiles(address: str, log: Path, rows: pl.DataFrame, until: datetime, **given: Any) -> dict[str, Any]:
    """What a run comes to of profiles that were made elsewhere, of rows in random order."""
    configured = Settings(log=str(log), entities={"flights": Entity(source={"live": True}, **{**FLIGHTS, **given})})
    entity = configured.entities["flights"]
    with open_store(address) as store, open_inbox(address) as opened:
        for part in rows.sample(fraction=1, shuffle=True, seed=1).iter_slices(1000):
            made = gn.profile_series(part, every="1d", timestamp="ts", schema=gn.Schema(roles={"event_id": "id"}))
            arrived = accept_profiles(entity, made.to_bytes(), NOW)
            assert not arrived.refused
            with opened.transaction() as tx:
                inbox.put(tx, [arrived, arrived])
        ran(configured, store, until)
        return state(store, "flights")


def test_finished_profiles_of_some_days(tmp_path: Path, address: str) -> None:
    """All that is told of rows without segments and targets; of performance nothing is known."""
    rows, labels = flights(datetime(2013, 1, 6, tzinfo=UTC))
    until, given = (
        datetime(2013, 1, 8, tzinfo=UTC),
        {"segments": [], "targets": None, "monitors": {"performance": "off"}},
    )
    expected = of_files(tmp_path, rows, labels, until, **given)
    found = of_profiles(address, tmp_path / "log", rows, until, **given)
    assert len(found["verdicts"]) > 20
    assert found["verdicts"] == expected["verdicts"]
    assert [profile for profile, _ in _profiles(found)] == [profile for profile, _ in _profiles(expected)]


def _profiles(found: Mapping[str, Any]) -> list[tuple[bytes, bytes]]:
    return [kept for key, kept in found["kept"].items() if isinstance(key, tuple)]


def test_some_days_of_flights(tmp_path: Path, address: str) -> None:
    rows, labels = flights(datetime(2013, 1, 6, tzinfo=UTC))
    until = datetime(2013, 1, 8, tzinfo=UTC)
    expected = of_files(tmp_path, rows, labels, until)
    assert len(expected["verdicts"]) > 40
    assert of_the_live_door(address, tmp_path / "log", rows, labels, until, turns=2) == expected


@pytest.mark.parametrize(("turns", "more"), [(1, {"reference": {"first": "2d"}}), (4, {})])
def test_feedback_is_as_a_column_of_the_rows_of_which_something_was_said(
    tmp_path: Path, address: str, turns: int, more: Mapping[str, Any]
) -> None:
    """Some events get stars and some a word, late, corrected and repeated; of a day nothing was said."""
    rows, labels = flights(datetime(2013, 1, 6, tzinfo=UTC))
    until, at = datetime(2013, 2, 8, tzinfo=UTC), datetime(2013, 1, 20, tzinfo=UTC)
    told = rows.filter(pl.col.ts.dt.day() != 4)["event_id"].to_list()
    stars = {key: float(n % 5) for n, key in enumerate(told[::7])}
    words = {key: ("wrong", "late")[n % 2] for n, key in enumerate(told[::11])}
    said: list[dict[str, Any]] = [{"event_id": key, "name": "stars", "value": n, "ts": at} for key, n in stars.items()]
    said += [{"event_id": key, "name": "why", "value": word, "ts": at} for key, word in words.items()]
    said += said[::3]
    said += [{**one, "value": "never" if one["name"] == "why" else 9.0, "ts": at - timedelta(days=3)} for one in said]
    said += [{"event_id": "of no row", "name": "stars", "value": 1.0, "ts": at}]
    said += [{"event_id": told[1], "name": "unsaid", "value": True, "ts": until}]
    joined = rows.with_columns(
        pl.col.event_id.replace_strict(stars, default=None, return_dtype=pl.Float64).alias("feedback.stars"),
        pl.col.event_id.replace_strict(words, default=None, return_dtype=pl.String).alias("feedback.why"),
    )
    given: dict[str, Any] = {"segments": {"origin": "all"}, **more}
    roles = {"feedback.stars": "feedback", "feedback.why": "feedback"}
    expected = of_files(tmp_path, joined, labels, until, roles=roles, **given)
    draw = np.random.default_rng(3)
    mixed = [said[n] for n in draw.permutation(len(said))]
    found = of_the_live_door(address, tmp_path / "log", rows, labels, until, turns=turns, said=mixed, **given)
    assert found == expected
    (whole,) = [profile for key, (profile, _) in _named(found) if len(key) == 1 and key[0].start.day == 3]
    assert gn.Profile.from_bytes(whole)["feedback.stars"].rows == sum(key in stars for key in _of_day(rows, 3))
    assert any("feedback.stars" in str(record) for *_, record in found["verdicts"]) == ("reference" in more)


def _named(found: Mapping[str, Any]) -> list[tuple[tuple[Any, ...], tuple[bytes, bytes]]]:
    return [(key, kept) for key, kept in found["kept"].items() if isinstance(key, tuple)]


def _of_day(rows: pl.DataFrame, day: int) -> list[str]:
    return rows.filter(pl.col.ts.dt.day() == day)["event_id"].to_list()


def test_windows_of_another_zone_and_of_their_own_past(tmp_path: Path) -> None:
    """Days of the log are those of UTC; windows need not be."""
    rows, labels = flights(datetime(2013, 1, 9, tzinfo=UTC))
    until, given = datetime(2013, 1, 11, tzinfo=UTC), {"zone": "America/New_York", "reference": {"first": "4d"}}
    expected = of_files(tmp_path, rows, labels, until, **given)
    address = f"sqlite:///{tmp_path}/live.db"
    assert of_the_live_door(address, tmp_path / "log", rows, labels, until, turns=1, **given) == expected


@pytest.mark.deep
@pytest.mark.parametrize("turns", [1, 12])
def test_a_year_of_flights(tmp_path: Path, address: str, turns: int) -> None:
    rows, labels = flights(datetime(2014, 1, 1, tzinfo=UTC))
    until = datetime(2014, 2, 1, tzinfo=UTC)
    expected = of_files(tmp_path, rows, labels, until)
    assert of_the_live_door(address, tmp_path / "log", rows, labels, until, turns=turns) == expected
