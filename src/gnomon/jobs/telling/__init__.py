"""Telling: who hears what of an alert, in which words, and that it gets there.

`tell` puts into the outbox what each channel (`routes`) has to hear (`words`, `impact`, `related`); `deliver` sends it,
with `pictures`.

May import `jobs.judging` and what that does, and `jobs.drawing`. Never here: a request (they are in `notify`), a
verdict.

To add a fact to messages, copy `impact` and name it in `words`.
"""
