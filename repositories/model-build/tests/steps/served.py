"""Serves unpacked archives over HTTP with the library that AWS's images serve by: `python served.py FOLDER...`.

Answers POST /<number of the folder>/invocations as the images do, and prints where it listens. inference.py and what it
imports have to be on the path.
"""

from __future__ import annotations

import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

os.environ |= {"SAGEMAKER_PROGRAM": "inference.py", "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code"}

from sagemaker_inference.transformer import Transformer


class Context:
    """What the model server hands to the library with a request."""

    def __init__(self, folder: str, headers: dict[str, str]) -> None:
        self.system_properties = {"model_dir": folder}
        self.request_processor = [SimpleNamespace(get_request_properties=lambda: headers)]
        self.status, self.content_type = 200, "text/plain"

    def set_response_content_type(self, _: int, content_type: str) -> None:
        self.content_type = content_type

    def set_response_status(self, code: int, phrase: str) -> None:
        self.status, self.phrase = code, phrase


def handler(folders: list[str]) -> type[BaseHTTPRequestHandler]:
    transformers = [Transformer() for _ in folders]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            number = int(self.path.split("/")[1])
            body = self.rfile.read(int(self.headers["content-length"]))
            context = Context(folders[number], dict(self.headers.items()))
            answer = transformers[number].transform([{"body": body}], context)[0]
            content = answer if isinstance(answer, bytes) else answer.encode()
            self.send_response(context.status)
            self.send_header("content-type", context.content_type)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", 0), handler(sys.argv[1:]))
    print(f"Running on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
