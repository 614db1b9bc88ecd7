"""Rows on their way to profiles, in a thread of its own: bounded, window by window, sent now and then.

What is not sent yet is added up, so that an outage of the server costs no more than
the windows that it lasts. One batch is on its way at a time, and what comes meanwhile
is added to the next.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from pathlib import Path

import msgspec

from gnomon.client.address import Address
from gnomon.client.backoff import Backoff
from gnomon.client.buffer import ROW_BYTES, Made
from gnomon.client.memory import Memory
from gnomon.client.news import News
from gnomon.client.pace import Pace
from gnomon.client.pipeline import JOIN_S, Pipeline
from gnomon.client.post import Post
from gnomon.client.sender import chance
from gnomon.client.tally import Counts
from gnomon.errors import FormatError
from gnomon.profiles.profile import Profile
from gnomon.profiles.recipe import Recipe
from gnomon.profiles.schema import Kind
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window

OK = 200
SERIES = "application/vnd.gnomon.series"

MOST_ROWS = 5_000
"""Rows that are profiled together; so many wake the thread."""

MOST_WINDOWS = 100
"""Windows that wait to be sent; of more the oldest are lost."""

AT_ONCE = 10
"""Windows that are sent together."""

MIB = 1024 * 1024
SENT_BYTES, SPOOL_BYTES = 64 * MIB, 256 * MIB
"""The most that is on its way to the server in memory, and on disk."""


FORKED = (
    "rows are lost: this process was forked from one that had profiled, and the threads of Polars are not in it. "
    "Fork before the first row is logged, or start processes by spawn."
)

_profiled_in: set[int] = set()
"""The ids of processes that have profiled: this one, or one that it was forked from."""


class Recording:
    """Takes rows, profiles them and sends the profiles.

    Args:
        address: The server.
        token: What to show it.
        pace: How often, how patient.
        memory_bytes: The bound on rows that wait to be profiled.
        spool: The folder on disk; none where there is nothing on disk.
    """

    def __init__(self, address: Address, token: str, pace: Pace, memory_bytes: int, spool: Path | None) -> None:
        self._pace, self._memory, self._news = pace, Memory(memory_bytes), News()
        self._pipeline = Pipeline(address, token, pace, SENT_BYTES, spool, SPOOL_BYTES)
        self._post, self._backoff = Post(address, token, pace.timeout_s), Backoff(pace, chance)
        self._rows: deque[bytes] = deque()
        self._windows: dict[Window, Profile] = {}
        self._kinds: dict[str, Kind] = {}
        self._recipe: Recipe | None = None
        self._refused, self._is_sure = 0, False
        self._asks_at, self._sends_at = 0.0, time.monotonic() + pace.every_s
        self._wake, self._handed_over = threading.Event(), threading.Condition()
        self._wanted = self._done = 0
        self._thread: threading.Thread | None = None
        self._starting = threading.RLock()
        self._is_ending = False
        self._is_able = _profiled_in <= {os.getpid()}

    def add(self, row: bytes) -> None:
        """Take a row; where there is no room it is dropped and counted.

        Args:
            row: It, as JSON.
        """
        self._pipeline.tally.count("logged")
        if not self._is_able:
            self._news.warn("fork", FORKED)
        if self._is_ending or not self._is_able or not self._memory.take(len(row) + ROW_BYTES):
            self._pipeline.tally.count("dropped")
            return
        self._rows.append(row)
        if self._thread is None:
            self._start()
        if len(self._rows) >= MOST_ROWS and not self._wake.is_set():
            self._wake.set()

    def lose(self, error: Exception) -> None:
        """Count a row that could not be taken.

        Args:
            error: Why.
        """
        self._pipeline.lose("profiles", error)

    def counts(self) -> Counts:
        """What became of the rows."""
        return self._pipeline.counts()

    def flush(self, timeout_s: float) -> bool:
        """Wait until the profiles of all rows so far are sent or refused; says whether they were in time.

        Args:
            timeout_s: How long to wait.
        """
        until = time.monotonic() + timeout_s
        if self._thread is None or self._is_ending:
            return self.counts().waiting == 0
        with self._handed_over:
            self._wanted += 1
            wanted = self._wanted
            self._wake.set()
            is_done = self._handed_over.wait_for(lambda: self._done >= wanted, timeout_s)
        return is_done and self._pipeline.flush(max(0.0, until - time.monotonic()))

    def end(self, timeout_s: float) -> None:
        """Send what can be sent in time, and stop.

        Args:
            timeout_s: How long to wait.
        """
        until = time.monotonic() + timeout_s
        self.flush(timeout_s)
        self._is_ending = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(max(0.0, until - time.monotonic()) + JOIN_S)
        self._pipeline.end(max(0.0, until - time.monotonic()))

    def forget(self) -> None:
        """Let go of what a forked child shares with its parent."""
        self._pipeline.forget()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="gnomon-profile", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._is_ending:
            due_at = self._sends_at if self._is_sure else min(self._asks_at, self._sends_at)
            self._wake.wait(max(0.0, due_at - time.monotonic()))
            self._wake.clear()
            wanted = self._wanted
            if self._turn(is_asked=wanted > self._done):
                with self._handed_over:
                    self._done = wanted
                    self._handed_over.notify_all()

    def _turn(self, *, is_asked: bool) -> bool:
        """Profile the rows that wait, and send the profiles where it is time; whether it could be done."""
        recipe = self._known()
        if recipe is None:
            return not self._rows
        while self._rows:
            self._profile(recipe)
        now = time.monotonic()
        if is_asked or (now >= self._sends_at and self._pipeline.is_idle):
            self._send(recipe)
        if now >= self._sends_at:
            self._sends_at = now + self._pace.every_s
        return True

    def _known(self) -> Recipe | None:
        """How rows are profiled: the server is asked at first, and whenever it has refused a profile."""
        refused = self._pipeline.counts().refused
        if refused > self._refused:
            self._refused, self._is_sure = refused, False
        if not self._is_sure and time.monotonic() >= self._asks_at:
            status, body = self._post.ask("recipe")
            try:
                self._follow(Recipe.from_record(msgspec.json.decode(body) if status == OK else None))
            except (FormatError, msgspec.DecodeError):
                self._asks_at = time.monotonic() + self._backoff.failed()
                said = body[:300].decode("utf-8", "replace")
                self._news.warn("recipe", f"the server does not say how rows are profiled: {status or ''} {said}")
        return self._recipe if self._is_sure else None

    def _follow(self, recipe: Recipe) -> None:
        if self._recipe not in (None, recipe):
            for window in list(self._windows):  # they are cut or called as the entity's are no more
                self._count_refused(self._windows.pop(window).rows, "the entity's windows or columns are others now")
        self._recipe, self._is_sure = recipe, True
        self._backoff.worked()
        self._news.mended("recipe", "it is known again how rows are profiled")

    def _profile(self, recipe: Recipe) -> None:
        rows = [self._rows.popleft() for _ in range(min(MOST_ROWS, len(self._rows)))]
        self._memory.swap(sum(map(len, rows)) + len(rows) * ROW_BYTES, 0)
        _profiled_in.add(os.getpid())
        try:
            made = recipe.profiled(msgspec.json.decode(b"[%b]" % b",".join(rows)), self._kinds)
            added = {window: self._windows.get(window, Profile()) + profile for window, profile in made.series}
        except Exception as error:  # the thread must go on
            self._pipeline.tally.count("dropped", len(rows))
            self._news.warn("profiles", f"rows cannot be profiled ({type(error).__name__}: {error})")
            return
        self._kinds |= made.kinds
        self._windows |= added
        if made.refused:
            self._count_refused(len(made.refused), next(iter(made.refused.values())))
        while len(self._windows) > MOST_WINDOWS:
            lost = self._windows.pop(min(self._windows))
            self._pipeline.tally.count("dropped", lost.rows)
            self._news.warn("windows", f"a window with {lost.rows:,} rows is lost: {MOST_WINDOWS} newer ones wait")

    def _count_refused(self, rows: int, why: str) -> None:
        self._pipeline.tally.count("refused", rows)
        self._refused += rows
        self._news.warn("rows", f"{rows:,} rows are in no profile: {why}")

    def _send(self, recipe: Recipe) -> None:
        """Hand over what was profiled; what comes later is in another batch."""
        waiting = sorted(self._windows.items())
        self._windows = {}
        for first in range(0, len(waiting), AT_ONCE):
            windows, profiles = zip(*waiting[first : first + AT_ONCE], strict=True)
            series = ProfileSeries(recipe.every, recipe.zone, windows, profiles)
            self._pipeline.tally.count("logged", -series.rows)  # they were when they came
            made = Made(self._pipeline.ids.new(), "profiles", series.rows, series.to_bytes(), SERIES)
            self._pipeline.put(made)
