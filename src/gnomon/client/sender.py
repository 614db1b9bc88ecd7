"""The thread that sends: the oldest batch, until it is settled or must rest."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

from gnomon.client import backoff
from gnomon.client.answers import Answer
from gnomon.client.backoff import Backoff
from gnomon.client.batch import KINDS, Batch, Kind
from gnomon.client.news import News
from gnomon.client.pace import Pace
from gnomon.client.post import Post
from gnomon.client.tally import Tally
from gnomon.client.waiting import Waiting

SERVER_ERROR = 500


class Sender:
    """Sends what waits, until all ends.

    Args:
        waiting: What waits.
        post: The way to the server.
        pace: The waits between tries.
        tally: Where rows are counted.
        news: What is said.
    """

    def __init__(self, waiting: Waiting, post: Post, pace: Pace, tally: Tally, news: News) -> None:
        self._waiting, self._post, self._tally, self._news = waiting, post, tally, news
        self._backoffs = {kind: Backoff(pace, chance) for kind in KINDS}

    def run(self) -> None:
        """Send until all ends, and then until nothing waits or there is no more use in trying."""
        while (batch := self._waiting.oldest()) is not None:
            answer = self._post.send(batch)
            match answer.means:
                case "taken":
                    self._taken(batch, answer)
                case "refused":
                    self._refused(batch, batch.rows, answer)
                    self._waiting.settle(batch.kind)
                case "later":
                    self._later(batch.kind, answer)
        self._post.close()

    def _taken(self, batch: Batch, answer: Answer) -> None:
        self._backoffs[batch.kind].worked()
        self._news.mended(batch.kind, f"{batch.kind} are sent again")
        self._tally.count("sent", batch.rows - answer.refused)
        if answer.refused:
            self._refused(batch, answer.refused, answer)
        self._waiting.settle(batch.kind)

    def _refused(self, batch: Batch, rows: int, answer: Answer) -> None:
        self._tally.count("refused", rows)
        self._news.warn(f"refused {batch.kind}", f"{rows:,} of {batch.rows:,} {batch.kind} were refused: {answer.said}")

    def _later(self, kind: Kind, answer: Answer) -> None:
        waiting = self._tally.counts().waiting
        self._news.warn(kind, f"{kind} cannot be sent: {answer.said}. {waiting:,} rows wait.")
        if answer.status >= SERVER_ERROR:
            self._waiting.turn(kind)
        asked = backoff.asked_s(answer.retry_after, datetime.fromtimestamp(time.time(), UTC))
        self._waiting.rest(kind, self._backoffs[kind].failed(asked))


def chance() -> float:
    """A number in [0, 1)."""
    return int.from_bytes(os.urandom(4)) / 2**32
