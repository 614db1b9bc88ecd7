"""The documentation, and the programs that keep its examples and tables true.

Pages are written by hand; what a program can say is filled in by `refresh.py`
and compared by `tests/docs`. Every picture is drawn by `pictures.py`.
"""
