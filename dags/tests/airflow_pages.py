"""Airflow's pages in a browser, and the dashboard where their links lead: a plugin of pytest for whoever walks them."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from playwright.sync_api import expect, sync_playwright

from local_airflow import REPOSITORY

# A busy machine is slow; a condition that holds is seen at once.
PATIENCE = 600_000
expect.set_options(timeout=PATIENCE)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def page(airflow):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


@pytest.fixture(scope="module")
def dashboard(airflow):
    """The dashboard over the lake of this Airflow, where Airflow's links lead; Airflow may show it in a frame."""
    views = [view for plugin in airflow.rest.get("/plugins")["plugins"] for view in plugin["external_views"]]
    url = next(view["href"] for view in views if view["name"] == "Health of dates").removesuffix("/dates")
    folders = ["--lake", airflow.folder / "lake", "--landing", airflow.folder / "landing"]
    ports = ["--only", "batch", "--port", url.rsplit(":", 1)[1], "--frame-ancestors", airflow.greeting["url"]]
    command = [REPOSITORY / "streamflow", "dashboard", *folders, *ports]
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline()
        yield url
        process.terminate()
