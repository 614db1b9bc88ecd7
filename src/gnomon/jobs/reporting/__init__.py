"""Reporting: what is stored, as values for people: series, explanations, reports.

`series` reads measurements, `explain` makes the arithmetic of a verdict anew, `report` is the state of an entity.

May import all of `jobs` that stores. Never here: a change of what is stored, a picture, a command.

To add a part of a report, copy `report_alerts` and name it in `report`.
"""
