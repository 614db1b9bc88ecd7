"""The commands of `gnomon`, one file each.

A command parses its words, calls one function of a lower room and prints the
answer: JSON on stdout with `--json`, progress and notes on stderr. Never here:
a statistic, a sentence about data, a decision.

To add a command, copy `profile.py` and name it in `app.py`.
"""
