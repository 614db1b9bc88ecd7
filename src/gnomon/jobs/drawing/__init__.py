"""Drawing: charts of what is stored, as values that pages, reports and messages draw.

`stretch` gives windows with what was said of them, `measured` performance and volume over them.

May import `jobs.judging` and what that does. Never here: a picture's pixels, a change of what is stored, a sentence.

To add a chart, copy `measured.volume`: one function of a transaction and a stretch, None where nothing is known.
"""
