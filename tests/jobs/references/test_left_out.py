"""Windows of maintenance are no example of what is usual."""

from __future__ import annotations

from collections.abc import Callable

from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day

from gnomon.config.hours import Hours
from gnomon.config.maintenance import Maintenance
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.references import reference
from gnomon.jobs.references.left_out import is_left_out
from gnomon.profiles.windows import Window


def _settings(world: World, hours: Hours) -> Settings:
    maintenance = (Maintenance(hours=hours.name, mode="exclude"),)
    return Settings(entities={"flights": world.entity}, hours={hours.name: hours}, maintenance=maintenance)


def _day(n: int) -> Window:
    return Window(day(n), day(n + 1))


def test_a_window_is_left_out_where_hours_of_maintenance_touch_it(world: World) -> None:
    (entity,) = _settings(world, Hours(name="sunday", days="sun", from_="02:00", to="04:00")).entities.values()
    assert [n for n in range(14) if is_left_out(entity, _day(n))] == [5, 12]  # the first day is a Tuesday
    assert not any(is_left_out(world.entity, _day(n)) for n in range(14))


def test_the_reference_is_made_without_the_windows_of_maintenance(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "8d"}), 9, 99)
    settings = _settings(world, Hours(name="sunday", days="sun"))
    run.run(settings, world.store, day(9.1), clock=Wall())
    (entity,) = settings.entities.values()
    found = reference.active(world.store, entity)
    assert found is not None
    assert found.excluded == (day(5),)
    assert [window.start for window in found.series.windows] == [day(n) for n in (0, 1, 2, 3, 4, 6, 7)]
    assert reference.configured(entity)["maintained"] == ['{"name":"sunday","days":"sun"}']
    assert "maintained" not in reference.configured(world.entity)
