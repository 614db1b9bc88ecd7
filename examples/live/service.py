"""The service: the model behind FastAPI. Two lines of it are gnomon's: the client, and the middleware.

Run as `python -m examples.live.service FOLDER GNOMON_URL`.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

import gnomon as gn
from examples.live.model import THRESHOLD, Model, load
from gnomon.client.middleware import PredictionMiddleware

LISTENING = "listening on "


def application(model: Model, client: gn.Client) -> FastAPI:
    """The service.

    Args:
        model: What answers.
        client: What logs each request with its answer, in the background.
    """
    app = FastAPI()
    app.add_middleware(PredictionMiddleware, client=client)

    @app.post("/predict")
    def predict(flight: dict[str, Any]) -> dict[str, float]:
        score = model.score(flight)
        return {"score": score, "prediction": int(score >= THRESHOLD)}

    return app


def main(folder: str, gnomon_url: str) -> None:
    """Serve until the process is told to stop."""
    with socket.socket() as bound, gn.Client(gnomon_url, entity="flights-delay", model_version="1") as client:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        print(f"{LISTENING}http://127.0.0.1:{bound.getsockname()[1]}", flush=True)
        config = uvicorn.Config(application(load(Path(folder)), client), log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[bound])


if __name__ == "__main__":
    main(*sys.argv[1:])
