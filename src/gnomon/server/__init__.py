"""The server: gnomon over HTTP.

Here live the application (`app`), what every request goes through (`body`,
`token`), the way into the inbox (`commit`), the process (`serve`), and in
`api/` one file a resource. A route parses, calls one function of `jobs` or
`store`, and answers.

May import everything below, and is the only room that may import FastAPI,
Starlette and uvicorn. Never here: a decision about data, a row that is
acknowledged before it is committed.

To add a resource: copy `api/refused.py`, include its router in `app`, one test
file.
"""
