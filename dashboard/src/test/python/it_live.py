"""The live page while its queries publish, pause, and fall silent."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from conftest import JAVA, TARGET
from gold import Gold, number, total
from it_figures import share
from it_pages import look, open_tooltips


@pytest.fixture(scope="module")
def queries(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    path = f"{TARGET / 'test-classes'}:{TARGET / 'dashboard.jar'}"
    command = [*JAVA, "-cp", path, "dev.streamflow.dashboard.ShopLive", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "done\n"
        process.folder = folder
        yield process
        process.stdin.close()


@pytest.fixture(scope="module")
def live(queries):
    command = [*JAVA, "-jar", str(TARGET / "dashboard.jar"), "dashboard", "--port", "0", "--live-port", "0"]
    folders = [word for name in ("live", "lake", "landing") for word in (f"--{name}", str(queries.folder / name))]
    with subprocess.Popen([*command, *folders], stdout=subprocess.PIPE, text=True) as process:
        yield json.loads(process.stdout.readline())["live"]
        process.terminate()


def publish(queries, what="again"):
    queries.stdin.write(f"{what}\n")
    queries.stdin.flush()
    assert queries.stdout.readline() == "done\n"


def test_a_day_that_batch_publishes_stands_beside_the_windows(live, queries, page):
    page.goto(live)
    days = page.locator("section[id=windows-days]")
    expect(page.locator("section[id=windows-events]")).to_be_visible()
    expect(days).to_have_count(0)

    publish(queries, "day")
    newest = days.locator("tbody tr").first
    expect(newest).to_contain_text("complete")
    with urllib.request.urlopen(f"{live}/api/live/days?query=windows") as answer:
        day = json.load(answer)["days"][0]
    published = Gold(queries.folder / "lake").rows("daily_sales", day["date"])
    counted = sum(value for end, value in quarters(live) if before(end)[:10] == day["date"])
    assert day["live"][0] == counted
    assert day["batch"] == [int(total(published, "events")), str(total(published, "sum_amount"))]
    cells = [cell.strip() for cell in newest.locator("th, td").all_text_contents()]
    assert cells[0].startswith(day["date"])
    assert cells[2:5] == [f"{counted:,}", f"{day['batch'][0]:,}", share(Decimal(counted), Decimal(day["batch"][0]))]
    assert number(cells[5]) == Decimal(day["live"][1]) < number(cells[6]) == Decimal(day["batch"][1])
    newest.get_by_role("link", name=day["date"]).click()
    expect(page.get_by_role("heading", name=day["date"])).to_be_visible()
    assert not page.url.startswith(live), "the batch pages answer at a port of their own"


def quarters(live) -> list[tuple[str, int]]:
    """Each quarter of an hour by its end, and its events."""
    with urllib.request.urlopen(f"{live}/api/live/windows?query=windows&minutes=15&windows=192") as answer:
        windows = json.load(answer)
    return list(zip(windows["ends"], windows["lines"][0]["values"], strict=True))


def before(end: str) -> str:
    """The beginning of the quarter of an hour."""
    return (datetime.fromisoformat(end.removesuffix("Z")) - timedelta(minutes=15)).isoformat()


def test_everybody_can_use_it(live, watched):
    look(watched, live, "live")
    assert watched.faults(live) == []


def test_says_how_queries_are_in_words(live, page):
    page.goto(live)
    expect(page.get_by_role("region", name="windows").get_by_text("running")).to_be_visible()
    waiting = page.get_by_role("region", name="load")
    expect(waiting.get_by_text("waiting")).to_be_visible()
    expect(waiting).to_contain_text("the database <b>does not answer</b>")


def test_figures_are_those_of_the_api_and_follow_it_unless_paused(live, queries, page):
    page.goto(f"{live}/?window=15m")
    newest = page.locator("section[id=windows-events] tbody tr td").last
    assert newest.get_attribute("data-value") == figure(live)
    seen = newest.text_content()
    publish(queries)
    expect(newest).not_to_have_text(seen)
    assert newest.get_attribute("data-value") == figure(live)
    page.get_by_role("button", name="Pause").click()
    seen = newest.text_content()
    publish(queries)
    page.wait_for_function(
        f"async () => (await (await fetch('/api/live/windows?query=windows&minutes=15')).text()).search('{seen}') < 0"
    )
    expect(newest).to_have_text(seen)
    page.get_by_role("button", name="Go on").click()
    expect(newest).not_to_have_text(seen)


def test_an_open_tooltip_stays_while_figures_come(live, queries, page):
    page.goto(live)
    open_tooltips(page)
    shown = page.locator("section[id=windows-sum_amount]")
    expect(shown.locator(".tip")).to_be_visible()
    version = page.locator("#live").get_attribute("data-version")
    publish(queries)
    expect(page.locator("#live")).not_to_have_attribute("data-version", version)
    expect(shown.locator(".tip")).to_be_visible()
    assert page.locator("section.chart").count() == page.locator("section.chart canvas").count()


def test_a_page_that_shows_the_newest_is_left_alone(live, page):
    """The server tells everybody who comes what there is; a page that has it must not be read again."""
    page.goto(live)
    page.evaluate("document.getElementById('live').dataset.mark = 'same'")
    told = "() => new Promise(told => new EventSource('/events').addEventListener('windows', () => setTimeout(told, 0)))"
    page.evaluate(told)
    page.evaluate(told)
    expect(page.locator("#live")).to_have_attribute("data-mark", "same")


def test_a_server_that_is_busy_is_asked_again(live, queries, page):
    page.goto(live)
    refused = []

    def answer(route):
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=503, headers={"Retry-After": "1"})

    page.route(f"{live}/", answer)
    version = page.locator("#live").get_attribute("data-version")
    publish(queries)
    expect(page.locator("#live")).not_to_have_attribute("data-version", version)
    assert len(refused) == 1


def figure(live) -> str:
    with urllib.request.urlopen(f"{live}/api/live/windows?query=windows&minutes=15") as answer:
        return str(json.load(answer)["lines"][0]["values"][-1])


def test_open_windows_are_marked_and_windows_can_be_longer(live, page):
    page.goto(live)
    expect(page.locator("section[id=windows-events] tbody tr").last).to_contain_text("still open")
    page.get_by_role("link", name="6h").click()
    page.wait_for_url(re.compile("window=6h"))
    expect(page.get_by_role("heading", name="Events in the 6 hours before")).to_be_visible()
