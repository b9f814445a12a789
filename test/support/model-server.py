"""Stands in for SageMaker's runtime with real models: python model-server.py endpoints.json.

Answers POST /endpoints/<name>/invocations as SageMaker does, and predicts as AWS's image for XGBoost does with requests
of type text/csv (aws/sagemaker-xgboost-container: algorithm_mode/serve.py, serve_utils.py and encoder.py).
endpoints.json has for each name the path of `model`, a file that XGBoost reads or the folder of an unpacked archive with
code/, whose functions then answer as in script mode; and may have faults:

  delayMs: how long the model takes longer
  failing: share of requests that the model fails with 500
  throttled: share of requests that SageMaker does not take
  stalled: share of answers that begin and never end
  contentType: type of the answer in place of text/csv
  lost: how many predictions are missing at the end of each answer

It prints where it listens; each GET /connections answers how many connections there have been.
"""

from __future__ import annotations

import contextlib
import csv
import importlib
import json
import math
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import xgboost as xgb

ACCOUNT = "444444444444"

# A stalled answer ends when the client goes away, at the latest after so long.
STALL_SECONDS = 120


class RefusedError(Exception):
    """What the model's container answers in place of predictions: a status and a text."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class Endpoint:
    """A model and its faults."""

    # Between the predictions of an answer.
    separator = ","

    def __init__(self, settings: dict[str, Any]) -> None:
        self.load(Path(settings.pop("model")))
        self.faults = settings
        self.lock = threading.Lock()
        self.requests = 0

    def load(self, model: Path) -> None:
        self.booster = xgb.Booster(model_file=model)
        self.booster.set_param("nthread", 1)

    def begin(self) -> int:
        """Number of the request, from 1."""
        with self.lock:
            self.requests += 1
            return self.requests

    def strikes(self, fault: str, number: int) -> bool:
        """Whether a fault that has a share strikes this request. It is the same with every run, and evenly spread."""
        share = float(self.faults.get(fault, 0))
        return math.floor(number * share) > math.floor((number - 1) * share)

    def predict(self, body: bytes) -> list[Any]:
        """Predictions as the image makes them."""
        try:
            text = body.strip().decode()
            delimiter = csv.Sniffer().sniff(text.split("\n")[0][:512]).delimiter
            delimiter = "," if delimiter.isalnum() else delimiter
            rows = [["nan" if cell == "" else cell for cell in line.split(delimiter)] for line in text.split("\n")]
            matrix = xgb.DMatrix(np.array(rows).astype("float64"))
        except Exception as error:
            raise RefusedError(415, f"Loading csv data failed with Exception: {error}") from error
        try:
            with self.lock:
                return self.booster.predict(matrix, validate_features=False).tolist()
        except Exception as error:
            raise RefusedError(400, f"Unable to evaluate payload provided: {error}") from error


class Script(Endpoint):
    """A model that its archive's own code serves; all endpoints of a server share the code of the first."""

    separator = "\n"

    def load(self, model: Path) -> None:
        sys.path.insert(0, str(model / "code"))
        self.code = importlib.import_module("inference")
        self.model = self.code.model_fn(str(model))

    def predict(self, body: bytes) -> list[Any]:
        try:
            with self.lock:
                rows = self.code.input_fn(body.decode(), "text/csv")
                text, _ = self.code.output_fn(self.code.predict_fn(rows, self.model), "text/csv")
                return text.splitlines()
        except Exception as error:
            raise RefusedError(getattr(error, "status_code", 500), str(error)) from error


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # Many clients connect at once.
    request_queue_size = 256

    def __init__(self, endpoints: dict[str, Endpoint]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.endpoints = endpoints
        self.connections = 0

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    # Head and body of an answer leave together.
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.answer(200, str(self.server.connections).encode(), "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if not self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 "):
            return self.error(403, "MissingAuthenticationTokenException", {"message": "Missing Authentication Token"})
        _, _, name, action = (*self.path.split("/"), "", "", "")[:4]
        endpoint = self.server.endpoints.get(name)
        if action != "invocations" or endpoint is None:
            text = f"Endpoint {name} of account {ACCOUNT} not found."
            return self.error(400, "ValidationError", {"Message": text})
        number = endpoint.begin()
        if endpoint.strikes("throttled", number):
            return self.error(400, "ThrottlingException", {"message": "Rate exceeded"})
        time.sleep(float(endpoint.faults.get("delayMs", 0)) / 1000)
        if endpoint.strikes("failing", number):
            return self.model_error(500, "Internal Server Error")
        return self.predict(endpoint, body, number)

    def predict(self, endpoint: Endpoint, body: bytes, number: int) -> None:
        faults = endpoint.faults
        if not body:
            # The image answers 204, No Content. What SageMaker makes of it is not documented.
            return self.answer(200, b"", "text/csv")
        try:
            predictions = endpoint.predict(body)
        except RefusedError as refused:
            return self.model_error(refused.status, refused.text)
        kept = predictions[: len(predictions) - int(faults.get("lost", 0))]
        content = endpoint.separator.join(map(str, kept)).encode()
        if endpoint.strikes("stalled", number):
            return self.stall(content)
        return self.answer(200, content, str(faults.get("contentType", "text/csv; charset=utf-8")))

    def model_error(self, status: int, text: str) -> None:
        """An error of the model's container, as SageMaker hands it on."""
        kind = "client" if status < 500 else "server"
        self.error(
            424,
            "ModelError",
            {
                "Message": f'Received {kind} error ({status}) from primary with message "{text}".',
                "OriginalMessage": text,
                "OriginalStatusCode": status,
                "ErrorCode": "CLIENT_ERROR_FROM_MODEL" if status < 500 else "SERVER_ERROR_FROM_MODEL",
            },
        )

    def error(self, status: int, name: str, content: dict[str, Any]) -> None:
        self.answer(status, json.dumps(content).encode(), "application/json", {"x-amzn-ErrorType": name})

    def answer(self, status: int, content: bytes, content_type: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def stall(self, content: bytes) -> None:
        """Half an answer, and then nothing."""
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        self.connection.settimeout(STALL_SECONDS)
        with contextlib.suppress(OSError):
            self.connection.recv(1)
        self.close_connection = True


def main(file: Path) -> None:
    settings = json.loads(file.read_text(encoding="utf-8"))
    endpoints = {name: (Script if Path(each["model"]).is_dir() else Endpoint)(each) for name, each in settings.items()}
    server = Server(endpoints)
    print(f"Running on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
