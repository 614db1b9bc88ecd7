"""Estimation: how good predictions seem while their targets are out, one way of estimating a file.

May import what lies one folder up, and never another way. Never here: a verdict
on an estimate, or rows. To add one, copy `by_prediction.py`.
"""
