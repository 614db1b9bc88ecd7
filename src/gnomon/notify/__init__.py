"""From an alert event to a message that reaches a person once.

Here live what a message is made of (`told`), the message (`message`, `lines`), the
stable form that is stored and sent (`payload`), which messages a run's end makes
(`group`, `decide`), and the sending (`deliver`, `post`, `answers`, `backoff`);
`channels/` holds one file a channel. All but `post`, `deliver`, `picture` and the
channels is pure: time comes in as an argument.

May import `alerts`, `charts`, `checks` and the rooms below; httpx has its home here.
Never here: SQL, configuration, a verdict, a secret in a log line or an error.

To add a channel, copy `channels/slack.py` and its test.
"""
