"""Tables on HDFS, read over WebHDFS; the NameNode here is a page of code that answers as Hadoop documents it."""

from __future__ import annotations

import http.server
import json
import threading
import urllib.parse

import pytest

from streamflow_dags import lake, settings

TABLE = "event_date,revenue\n2026-01-01,10.00\n"
FILES = {"/streamflow/lake/gold_csv/daily_revenue/2026-01-01.csv": TABLE}


class NameNode(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        path, query = url.path.removeprefix("/webhdfs/v1").rstrip("/"), dict(urllib.parse.parse_qsl(url.query))
        children = sorted({name[len(path) + 1 :].split("/")[0] for name in FILES if name.startswith(path + "/")})
        if path not in FILES and not children:
            missing = {"exception": "FileNotFoundException", "javaClassName": "", "message": f"File does not exist: {path}"}
            self.answer(404, {"RemoteException": missing})
        elif query["op"] == "GETFILESTATUS":
            self.answer(200, {"FileStatus": status(path, "")})
        elif query["op"] == "LISTSTATUS":
            self.answer(200, {"FileStatuses": {"FileStatus": [status(f"{path}/{name}", name) for name in children]}})
        elif "datanode" in query:
            first = int(query["offset"])
            self.send(200, FILES[path][first : first + int(query["length"])].encode())
        else:
            self.send(307, b"", Location=f"http://localhost:{self.server.server_port}{self.path}&datanode=true")

    def answer(self, code, document):
        self.send(code, json.dumps(document).encode())

    def send(self, code, body, **headers):
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Nothing."""


def status(path: str, name: str) -> dict:
    return {"pathSuffix": name, "type": "FILE" if path in FILES else "DIRECTORY", "length": len(FILES.get(path, ""))}


@pytest.fixture
def namenode(monkeypatch):
    server = http.server.ThreadingHTTPServer(("localhost", 0), NameNode)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(settings, "WEBHDFS_PORT", server.server_port)
    yield "hdfs://localhost:8020/streamflow"
    server.shutdown()
    server.server_close()


def test_tables_are_copied_from_hdfs(namenode, tmp_path):
    lake.copy_csv(settings.folder(f"{namenode}/lake"), "2026-01-01", tmp_path)
    lake.copy_csv(settings.folder(f"{namenode}/lake"), "2026-01-02", tmp_path)

    assert [path.name for path in tmp_path.rglob("*.csv")] == ["2026-01-01.csv"]
    assert (tmp_path / "daily_revenue/2026-01-01.csv").read_text() == TABLE
