"""Drift: how far the current distribution lies from the reference, one metric a file.

May import what lies one folder up, and never another metric. Never here:
whether a distance matters. To add one, copy `hellinger.py`.
"""
