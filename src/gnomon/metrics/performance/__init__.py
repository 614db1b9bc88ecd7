"""Performance: how good predictions were, one metric of an outcome a file.

May import what lies one folder up, and never another metric. Never here: a
reference, or whether a number is good enough. To add one, copy `accuracy.py`.
"""
