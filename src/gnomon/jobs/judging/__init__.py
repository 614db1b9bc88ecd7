"""Judging: from samples and a reference to verdicts, and from these to alerts that are kept.

`assess` gathers what monitors say (`columns`, `segment_columns`, `flow`, `contract`, `custom`, `realised`: a file for
each thing that they look at), `judge` turns it into verdicts and alerts, `keep` and `late` write them down.

May import `jobs.rows`, `jobs.references` and `jobs.incidents`. Never here: a statistic, a message, a clock.

To add what a monitor can look at, copy `flow` and name it in `assess`.
"""
