"""Faults: what may go wrong with rows and targets, each a function on the rows of a window.

Here live the ladder of faults that `backtest --faults` injects into real
windows, one a file, and their registry. Some are false friends, which must stay
silent. May import Polars, profiles and config. Never here: I/O, a verdict, a
clock, a random number that was not drawn from what is passed in.

To add a fault, copy `null_burst.py`: one function with the decorator `fault`.
The registry finds it; backtest, help and tests show it.
"""
