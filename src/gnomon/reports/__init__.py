"""Reports: a comparison as something that people and programs read.

Here live the `Comparison` that `gn.compare` gives, and its forms: one file
of HTML that needs no network and no script (`html.py`, `templates/`,
`*.css`), Markdown, JSON and a frame. All are made from the same values, with
the words of `checks` and the drawings of `charts`.

May import `charts` and what is below. Never here: a threshold, a verdict, a
sentence about a change that `checks` does not say, the network, a clock: the
same comparison gives the same bytes.

To add a form, copy `markdown.py`, and name its suffix in `comparison.py`.
"""
