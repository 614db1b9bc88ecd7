"""The thread that sends: the oldest batch until it is settled, then the next."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from gnomon.client import backoff
from gnomon.client.answers import Answer
from gnomon.client.backoff import Backoff
from gnomon.client.batch import Batch
from gnomon.client.news import News
from gnomon.client.post import Post
from gnomon.client.tally import Tally
from gnomon.client.waiting import Waiting

SERVER_ERROR = 500


class Sender:
    """Sends what waits, until all ends.

    Args:
        waiting: What waits.
        post: The way to the server.
        backoff: The waits between tries.
        tally: Where rows are counted.
        news: What is said.
    """

    def __init__(self, waiting: Waiting, post: Post, backoff: Backoff, tally: Tally, news: News) -> None:
        self._waiting, self._post, self._backoff, self._tally, self._news = waiting, post, backoff, tally, news

    def run(self) -> None:
        """Send until all ends, and then until nothing waits or the time is over."""
        while (batch := self._waiting.oldest()) is not None:
            answer = self._post.send(batch)
            match answer.means:
                case "taken":
                    self._taken(batch, answer)
                case "refused":
                    self._tally.count("refused", batch.rows)
                    self._news.warn("refused", f"{batch.rows} {batch.kind} were refused: {answer.said}")
                    self._waiting.settle()
                case "later" | "away":
                    self._failed(answer)
                    if self._waiting.is_over():
                        break
        self._post.close()

    def _taken(self, batch: Batch, answer: Answer) -> None:
        self._backoff.worked()
        self._news.mended("server", "the server takes rows again")
        self._tally.count("sent", batch.rows - answer.refused)
        if answer.refused:
            self._tally.count("refused", answer.refused)
            self._news.warn("refused", f"{answer.refused} of {batch.rows} {batch.kind} were refused: {answer.said}")
        self._waiting.settle()

    def _failed(self, answer: Answer) -> None:
        waiting = self._tally.counts().waiting
        self._news.warn("server", f"nothing can be sent: {answer.said}. {waiting:,} rows wait.")
        if answer.status >= SERVER_ERROR:
            self._waiting.turn()
        now = datetime.fromtimestamp(time.time(), UTC)
        self._waiting.pause(self._backoff.failed(backoff.asked_s(answer.retry_after, now)))
