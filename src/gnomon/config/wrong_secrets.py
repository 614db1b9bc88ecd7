"""Secrets of channels that are there and cannot be right, as far as this process can read them.

One that is not there is no news: who checks a configuration is often not who
runs it. `gnomon channels test` says what a receiver answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gnomon.config.channel import Channel
from gnomon.config.mistakes import Mistake
from gnomon.config.secrets import Secret
from gnomon.errors import UsageError
from gnomon.notify import signing


def wrong_secrets(channels: Mapping[str, Channel]) -> Iterator[Mistake]:
    """What is wrong with the secrets of channels, each with its place and never with its value.

    Args:
        channels: By their names.
    """
    for name, channel in channels.items():
        for secret in channel.secrets:
            if why := _why(secret, signing.key_of):
                yield Mistake(("channels", name, "secret"), f"{secret}: {why}")
        if channel.address is not None and _why(channel.address, Secret.address):
            yield Mistake(
                ("channels", name, "url"), f"{channel.address}: what it holds is no address. Write https://…."
            )


def _why(secret: Secret, check: Callable[[str], object]) -> str:
    try:
        value = secret.read()
    except UsageError:
        return ""
    try:
        check(value)
    except UsageError as error:
        return str(error)
    return ""
