"""Micro charts: pictures that repeat per row, as SVG text.

Integer relative coordinates, one path per status, colours from classes
(`style.css` of a report or a page gives them), no script. Each has
`role="img"` and a label in words, or is hidden from screen readers when its
row says the same.

May import `theme`'s neighbours below (`checks`, `profiles`). Never here:
Altair, a colour, a `style` attribute.

To add one, copy `effect.py`: one function from numbers to SVG text.
"""
