"""A shop's lake, the dashboard over it as people start it, and Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[4]
TARGET = REPOSITORY / "dashboard/target"
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.timezone=Pacific/Kiritimati", "-Duser.language=de"]
# A busy machine is slow; a condition that holds is seen at once.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = (REPOSITORY / "dashboard/src/test/resources/vendor/axe.min.js").read_text()
# Runs before any script of a page, and notes what the policy has refused.
WATCH = """window.refused = [];
addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective + ' ' + e.blockedURI));"""


def schema(name: str, fields: dict[str, dict], dimensions: list[str], measures: list[str]) -> dict:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": f"Events of {name}, <b>as somebody else</b> describes them.",
        "type": "object",
        "x-event-time": {"field": "at"},
        "required": ["at"],
        "properties": {"at": {"type": "string", "format": "date-time"}} | fields,
        "x-aggregate": {"dimensions": dimensions, "measures": measures},
    }


TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "number"}, {"type": "boolean"}
FOREIGN = {
    "feedback": schema(
        "feedback", {"store": TEXT, "language": TEXT, "recommends": FLAG}, ["store", "language", "recommends"], []
    ),
    "sensors": schema(
        "sensors",
        {"hall": TEXT} | dict.fromkeys(["temperature", "pressure", "humidity", "drift", "ticks"], NUMBER),
        ["hall"],
        ["temperature", "pressure", "humidity", "drift", "ticks"],
    ),
}


@dataclass(frozen=True)
class Shop:
    folder: Path
    process: subprocess.Popen[str]

    @property
    def lake(self) -> Path:
        return self.folder / "lake"

    def tell(self, word: str) -> None:
        """Publishes something more; see ShopLake."""
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"


@dataclass
class Dashboard:
    arguments: list[str]
    process: subprocess.Popen[str] | None = None
    url: str = ""

    def start(self, port: int = 0) -> None:
        command = [
            *JAVA,
            "-jar",
            str(TARGET / "dashboard.jar"),
            "dashboard",
            "--only",
            "batch",
            *self.arguments,
            "--port",
            str(port),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = json.loads(self.process.stdout.readline())["batch"]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def get(self, path: str) -> dict:
        with urllib.request.urlopen(self.url + path) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def shop(tmp_path_factory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    path = f"{TARGET / 'test-classes'}:{TARGET / 'dashboard.jar'}"
    command = [*JAVA, "-cp", path, "dev.streamflow.dashboard.ShopLake", str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    shutil.copytree(REPOSITORY / "data/reference", folder / "data/reference")
    for name, document in FOREIGN.items():
        (folder / f"schemas/{name}.json").write_text(json.dumps(document))
    yield Shop(folder, process)
    process.stdin.close()
    process.wait(30)


@pytest.fixture(scope="session")
def dashboard(shop) -> Iterator[Dashboard]:
    folders = ["--lake", str(shop.lake), "--landing", str(shop.folder / "landing"), "--schemas", str(shop.folder / "schemas")]
    started = Dashboard(folders)
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page and all that went wrong on it."""

    page: Page
    console: list[str]
    requests: list[str]
    dialogs: list[str]

    def faults(self, origin: str) -> list[str]:
        away = [url for url in self.requests if not url.startswith((origin, "data:", "blob:"))]
        return self.console + away + self.dialogs + self.page.evaluate("window.refused")


@pytest.fixture
def watched(chromium) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE", timezone_id="Pacific/Kiritimati")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    noted = Watched(page, [], [], [])
    page.on("console", lambda said: noted.console.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: noted.console.append(str(error)))
    page.on("request", lambda request: noted.requests.append(request.url))
    page.on("dialog", lambda dialog: (noted.dialogs.append(dialog.message), dialog.dismiss()))
    yield noted
    context.close()


@pytest.fixture
def page(watched) -> Page:
    return watched.page
