"""Rehearsal: tests of monitors, whose samples go the way of a run in a store of their own.

`fed` reads what a test feeds, `rehearse` runs it, `expected` compares; `promtool` writes the same for Prometheus.

May import all of `jobs` that a run does. Never here: the store of a configuration.

To add what a test may expect, copy a part of `expected`.
"""
