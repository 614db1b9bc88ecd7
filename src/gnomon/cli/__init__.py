"""The commands of `gnomon`, one file each.

A command parses its words, calls one function of a lower room and prints the
answer: JSON on stdout with `--json`, progress and notes on stderr.

May import every room; no room imports this one. Never here: a statistic, a
sentence about data, a decision, or a text of strangers that reaches the
terminal other than through `output.clean` or `output.text`.

To add a command, copy `profile.py` and name it in `commands.py`.
"""
