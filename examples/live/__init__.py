"""A model behind FastAPI that goes wrong while it is watched: `make live-demo`.

`model` trains it, `service` serves it and logs what it answers, `traffic` asks it,
`gnomon.yaml` says what is watched, and `__main__` starts all of them and waits for the alert.
"""
