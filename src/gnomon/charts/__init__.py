"""Charts: what the eye gets of profiles, measurements and verdicts.

Here live the theme (every colour of the project, once), the micro charts
that repeat per row (`micro/`: SVG text), and one function a chart that
stands alone. Such a chart is a value: it holds the numbers that it shows,
and says them as a sentence, as a table, as a Vega-Lite spec (Altair) and as
light SVG for files that work without scripts. All four come from the same
numbers, so every surface shows the same chart.

May import `checks`, `explain` and what is below. Never here: a colour in a
spec (marks name a style, scales a range), a threshold or verdict of its own,
a file, the network. Only `picture.py` starts a process, to draw PNG.

To add a chart, copy `missing.py`: a frozen value with the methods of
`chart.Chart` and the function that makes it, and its test.
"""
