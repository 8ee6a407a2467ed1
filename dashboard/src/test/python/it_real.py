"""A lake that producers, landing and the ETL have made, of the shop and of schemas that nobody has designed a page for."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import REPOSITORY, Dashboard, schema
from gold import Gold, dates
from it_figures import charts_are_right, date_is_right, ledger_is_right

DAYS = dates("2026-03-01", "2026-03-03")
PERIOD = "from=2026-03-01&to=2026-03-03"
TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "number"}, {"type": "boolean"}
MONEY = {"type": "number", "multipleOf": 0.01}
CORE = ("user_events", "transaction_events")
GAUGES = [f"gauge_{i:02d}" for i in range(40)]
HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "';-- DROP TABLE gold", "=1+1", "../../etc/passwd"]
HOSTILE += ["", " ", "日本語 🙂 עברית", "a\u202eb", "{{7*7}}", "%00", "x" * 700, "word " * 150, "null", "NaN"]
SCHEMAS = {
    "reviews": schema("reviews", {"author": TEXT, "title": TEXT, "body": TEXT, "verified": FLAG}, ["author", "verified"], []),
    "telemetry": schema("telemetry", {"site": TEXT} | dict.fromkeys(GAUGES, NUMBER), ["site"], GAUGES),
    "doors": schema("doors", {"door": TEXT, "open": FLAG}, ["door", "open"], []),
    "launches": schema("launches", {"pad": TEXT, "cost": MONEY}, ["pad"], ["cost"]),
    "broken": schema("broken", {"part": TEXT, "size": NUMBER}, ["part"], ["size"]) | {"required": ["at", "part"]},
}


def events(name: str) -> Iterator[dict]:
    chance = random.Random(name)
    for day in DAYS[1:2] if name == "launches" else DAYS:
        for i in range(900 if name == "reviews" else 120):
            at = f"{day}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00Z"
            yield {"at": at} | ODD[name](chance, i)


ODD = {
    "reviews": lambda chance, i: {
        "author": None if i % 31 == 0 else HOSTILE[i] if i < len(HOSTILE) else f"author {i % 400}",
        "title": chance.choice(HOSTILE),
        "body": "opinion " * 40,
        "verified": chance.choice([True, False, None]),
    },
    "telemetry": lambda chance, i: (
        {"site": chance.choice(["north", "south", None])}
        | {name: chance.uniform(-1, 1) for name in GAUGES}
        | {"gauge_01": None, "gauge_02": -1e15 - i, "gauge_03": 1e-9 * i, "gauge_04": 0, "gauge_05": chance.choice([None, 5])}
        | {"gauge_06": 123456789012.345, "gauge_07": -0.0}
    ),
    "doors": lambda chance, i: {"door": f"door {i % 5}", "open": i % 3 == 0},
    "launches": lambda chance, i: {"pad": f"pad {i % 3}", "cost": -round(chance.uniform(0, 9e9), 2)},
    "broken": lambda chance, i: {"size": i},
}


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    """Everything by the commands that people use."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "schemas").mkdir()
    (folder / "reference").symlink_to(REPOSITORY / "data/reference")
    for name in CORE:
        (folder / f"schemas/{name}.json").write_text((REPOSITORY / f"schemas/{name}.json").read_text())
    for name, document in SCHEMAS.items():
        (folder / f"schemas/{name}.json").write_text(json.dumps(document))
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events(name)))
    command = [REPOSITORY / "streamflow", "broker", "--port", "0", "--folder", folder / "kafka"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as broker:
        try:
            server = re.search(r"answers at ([^;]*);", next(line for line in broker.stderr if "answers at" in line))[1]
            land(folder, server)
        finally:
            broker.terminate()
    run(folder, "etl", "--from", DAYS[0], "--to", DAYS[-1], "--landing", folder / "landing", "--lake", folder / "lake")
    return folder


def land(folder: Path, server: str) -> None:
    kafka = ["--bootstrap-servers", server]
    for name in CORE:
        run(folder, "produce", "--schema", name, "--from", DAYS[0], "--to", DAYS[-1], "--sessions", 200, *kafka)
    for name in SCHEMAS:
        run(folder, "replay", "--schema", name, "--input", folder / f"{name}.jsonl", *kafka)
    for topic in (*CORE, *SCHEMAS):
        run(folder, "land", "--topic", topic, "--landing", folder / "landing", "--through", "2026-03-04T00:00:00Z", *kafka)


def run(folder: Path, *command: object) -> None:
    settings = {**os.environ, "STREAMFLOW_SCHEMAS": str(folder / "schemas")}
    subprocess.run([REPOSITORY / "streamflow", *map(str, command)], check=True, env=settings, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def pages(real) -> Iterator[Dashboard]:
    started = Dashboard(["--lake", f"{real}/lake", "--landing", f"{real}/landing", "--schemas", f"{real}/schemas"])
    started.start()
    yield started
    started.stop()


def tables(pages: Dashboard) -> list[str]:
    return [table["name"] for table in pages.get("/api/tables")["tables"]]


def test_every_figure_is_that_of_the_files(pages, real, page):
    gold = Gold(real / "lake")
    for table in tables(pages):
        page.goto(f"{pages.url}/tables/{table}?{PERIOD}")
        if gold.over(table, DAYS):
            charts_are_right(page, gold, table, DAYS)
    ledger_is_right(page, pages.url, gold, PERIOD, DAYS)
    for day in DAYS:
        date_is_right(page, pages.url, gold, real / "landing", day)


def test_quarantined_lines_are_those_that_were_sent(real):
    with_rows = Dashboard(
        ["--lake", f"{real}/lake", "--landing", f"{real}/landing", "--schemas", f"{real}/schemas", "--show-rows"]
    )
    with_rows.start()
    lines = []
    for offset in (0, 200):
        lines += with_rows.get(f"/api/quarantine/lines?topic=broken&limit=200&offset={offset}&{PERIOD}")["lines"]
    with_rows.stop()
    assert sorted(line["text"] for line in lines) == sorted(json.dumps(event) for event in events("broken"))
    assert {(line["date"], *line["reasons"]) for line in lines} == {(day, "part:required") for day in DAYS}
    assert len({(line["partition"], line["offset"]) for line in lines}) == len(lines)


def test_no_page_is_wrong_empty_or_absurd(pages, watched):
    page = watched.page
    paths = ["/", "/tables", "/dates", "/quality", "/ledger", "/about", *(f"/dates/{day}" for day in DAYS)]
    for path in [*paths, *(f"/tables/{table}" for table in tables(pages))]:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{pages.url}{path}?{PERIOD}" if not path.startswith(("/dates/", "/about")) else pages.url + path)
        assert absurd(page) == [], path
        page.set_viewport_size({"width": 360, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert watched.faults(pages.url) == []


def absurd(page: Page) -> list[str]:
    """Figures that are no figures, and parts of the page that say nothing."""
    figures = page.locator("main .n, main strong, main dd").all_text_contents()
    odd = [text for text in figures if re.search(r"NaN|Infinity|undefined|\bnull\b|\d[eE][+-]?\d", text)]
    empty = page.locator("main section.card").evaluate_all(
        """all => all.map(one => [one.id, one.textContent.trim(), one.querySelector('h2')?.textContent.trim() ?? ''])
          .filter(([, text, head]) => text === head).map(([id]) => id)"""
    )
    drawn = page.locator("section.chart:has(.plot)").evaluate_all(
        """all => all.filter(one => [...one.querySelectorAll('td')].every(cell => cell.dataset.value === undefined))
          .map(one => one.id)"""
    )
    return odd + empty + drawn
