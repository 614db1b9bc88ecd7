"""The channels: one file each, found by the registry as it walks this folder.

A channel is a function with the decorator `gnomon.notify.registry.channel` on it:
it renders a row's payload for its receiver, has it sent by `notify.post`, and says
what became of it. Another package adds one under the entry point group
`gnomon.channels`.

May import `notify`'s other files and httpx. Never here: an import of another
channel, a decision whether to send, a try again, a secret in a text.

To add one, copy `slack.py` and its test.
"""
