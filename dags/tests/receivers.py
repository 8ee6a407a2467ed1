"""A web server and a mail server that keep what they are sent."""

from __future__ import annotations

import contextlib
import email
import http.server
import json
import socketserver
import threading
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def web_server(status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    received: list[dict[str, Any]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    with _serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}/alerts", received


@contextlib.contextmanager
def raw_server(answer: bytes, *, drips: bool = False) -> Iterator[str]:
    """A web server that answers with these bytes, and where told so with one more now and then."""
    stopped = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(answer)
            with contextlib.suppress(OSError):
                while drips and not stopped.wait(0.1):
                    self.request.sendall(b".")

    with _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}/alerts"
        stopped.set()


@contextlib.contextmanager
def mail_server() -> Iterator[tuple[str, list[Any]]]:
    received: list[Any] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            for line in iter(self.rfile.readline, b""):
                command = line.decode().strip().upper()
                if command.startswith("DATA"):
                    self.say("354 go on")
                    lines = list(iter(self.rfile.readline, b".\r\n"))
                    received.append(email.message_from_bytes(b"".join(line.removeprefix(b".") for line in lines)))
                self.say("221 bye" if command.startswith("QUIT") else "250 ok")

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"127.0.0.1:{port}", received


@contextlib.contextmanager
def _serving(server: Any) -> Iterator[int]:
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
