"""Rows and targets become samples: from what a source holds to profiles and outcomes by window and segment.

`source` says what is there, `reading` brings its rows, `cut` and `pieces` give each window and segment its part,
`profile` and `samples_of` keep what became of them; `targets`, `known` and `joined` do the same for targets.

May import what lies below `jobs`. Never here: a reference, a verdict.

To add a step, copy `targets`: what is due, computed outside of the transaction that writes it.
"""
