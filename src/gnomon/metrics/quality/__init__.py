"""Quality: what is wrong with the values themselves, one metric a file.

May import what lies one folder up, and never another metric. Never here:
an alarm by a constant of its own; a share alarms only through the verdict.
To add one, copy `empty_strings.py`.
"""
