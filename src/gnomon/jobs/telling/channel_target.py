"""What a channel of the configuration is to its sender: where to, with its secrets unread."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from gnomon.config.channel import Channel
from gnomon.notify.channels.alertmanager import AlertmanagerTarget
from gnomon.notify.channels.apprise import AppriseTarget
from gnomon.notify.channels.log import LogTarget
from gnomon.notify.channels.mail import MailTarget
from gnomon.notify.channels.pagerduty import EVENTS, PagerDutyTarget
from gnomon.notify.channels.slack import SlackTarget
from gnomon.notify.channels.slack_bot import API, SlackBotTarget
from gnomon.notify.channels.teams import TeamsTarget
from gnomon.notify.channels.webhook import WebhookTarget
from gnomon.notify.secret import Text

Target = (
    AlertmanagerTarget
    | AppriseTarget
    | LogTarget
    | MailTarget
    | PagerDutyTarget
    | SlackTarget
    | SlackBotTarget
    | TeamsTarget
    | WebhookTarget
)


def target(  # noqa: PLR0911 - one for each kind
    channel: Channel, instance: str, lines: TextIO | None = None
) -> Target:
    """The target of a channel.

    Args:
        channel: As it is configured.
        instance: The name of this gnomon.
        lines: Where a log without a file goes; standard output when not given.
    """
    match channel.kind:
        case "log":
            return LogTarget(None if channel.path is None else Path(channel.placed(channel.path)), lines)
        case "slack":
            return SlackTarget(_url(channel))
        case "slack_bot":
            return SlackBotTarget(channel.secret_of("token").read, channel.channel or "", _url(channel, API))
        case "teams":
            return TeamsTarget(_url(channel))
        case "mail":
            password: Text = "" if channel.password is None else channel.secret_of("password").read
            return MailTarget(
                channel.host or "", channel.from_ or "", channel.to, channel.tls or "starttls", channel.port,
                channel.user, password,
            )  # fmt: skip
        case "pagerduty":
            return PagerDutyTarget(channel.secret_of("routing_key").read, instance, _url(channel, EVENTS))
        case "alertmanager":
            return AlertmanagerTarget(_url(channel))
        case "apprise":
            return AppriseTarget(tuple(channel.of_folder(each).read for each in channel.urls))
        case "webhook":
            return WebhookTarget(_url(channel), tuple(secret.read for secret in channel.secrets), instance)


def _url(channel: Channel, usual: str = "") -> Text:
    return usual if channel.address is None else channel.address.read
