"""A person at the browser: logs in, fills the form, sees the run turn green and reads its figures."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from playwright.sync_api import Page, expect, sync_playwright

DATE = "2026-02-01"
PATIENCE = 240_000
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# Where the documentation's pictures go, when they are to be made anew.
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(scope="module")
def page(airflow):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def test_logs_in(airflow, page):
    page.goto(airflow.greeting["url"])
    page.locator("input[name=username]").fill(airflow.greeting["user"])
    page.locator("input[name=password]").fill(airflow.greeting["password"])
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("Dags", exact=True).first).to_be_visible(timeout=PATIENCE)
    assert "login" not in page.url


def test_fills_the_form_and_sees_the_run_turn_green(airflow, page):
    sample = airflow.rest.trigger("streamflow_sample_data", {"date": DATE, "sessions": 400, "dirt": 0.02})
    assert airflow.rest.wait_for_run("streamflow_sample_data", sample)["state"] == "success"
    airflow.rest.unpause("streamflow_daily")

    page.goto(f"{airflow.greeting['url']}/dags/streamflow_daily")
    page.get_by_role("button", name="Trigger").first.click()
    page.locator("#element_date").fill(DATE)
    picture(page, "trigger-form")
    page.get_by_role("dialog").get_by_role("button", name="Trigger").last.click()

    page.wait_for_url(re.compile(r"/runs/manual__"))
    expect(page.get_by_test_id("header-card").get_by_test_id("state-badge").first).to_have_text("Success", timeout=PATIENCE)
    picture(page, "run")
    run = page.url.split("/runs/")[1].split("/")[0]
    assert airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run}")["conf"]["date"] == DATE


def test_reads_the_figures_without_opening_a_log(airflow, page):
    page.goto(page.url.split("?")[0] + "/tasks/publish/mapped")
    expect(page.get_by_text(re.compile(rf"{DATE}: [\d,]+ landed, [\d,]+ clean")).first).to_be_visible(timeout=PATIENCE)
    picture(page, "figures")

    gold = next(asset for asset in airflow.rest.get("/assets")["assets"] if asset["name"] == "streamflow_gold")
    page.goto(f"{airflow.greeting['url']}/assets/{gold['id']}")
    expect(page.get_by_text(re.compile(rf"Partition Key: {DATE}")).first).to_be_visible(timeout=PATIENCE)
    picture(page, "assets")


def picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")
