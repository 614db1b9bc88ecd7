"""Days and moments as people write them, in an entity's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from gnomon.errors import UsageError
from gnomon.profiles.clock import first_moment
from gnomon.profiles.windows import Window


def moment(written: str, zone: str) -> datetime:
    """The moment that a text means; a day means its beginning, a time without a zone is of the entity's.

    Raises:
        UsageError: It is neither a day nor a moment.

    Example:
        >>> moment("2013-07-01", "America/New_York").isoformat()
        '2013-07-01T04:00:00+00:00'
    """
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise UsageError(f"{written!r} is neither a day nor a moment. Write 2013-07-01 or 2013-07-01T06:00Z.") from None
    return read.astimezone(UTC) if read.tzinfo is not None else first_moment(read, ZoneInfo(zone))


def meant(written: str, window: Window) -> bool:
    """Whether a day or a moment means a window: the day overlaps it, or the moment is in it.

    Example:
        >>> day = Window(datetime(2013, 2, 8, tzinfo=UTC), datetime(2013, 2, 9, tzinfo=UTC))
        >>> meant("2013-02-08", day), meant("2013-02-09", day), meant("2013-02-08T05:00Z", day)
        (True, False, True)
    """
    begin = moment(written, window.zone)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return window.start <= begin < window.end
    end = moment((day + timedelta(days=1)).isoformat(), window.zone)
    return window.start < end and begin < window.end
