"""The pages in a browser: nothing refused, nothing from elsewhere, usable by everybody, and true while the lake changes."""

from __future__ import annotations

import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from conftest import AXE, PATIENCE, Dashboard, Watched

# Where the documentation's pictures go, when they are to be made anew.
PICTURES = os.environ.get("PICTURES")
RANGE = "from=2026-01-16&to=2026-02-14"
PAGES = {
    "overview": f"/?{RANGE}",
    "tables": f"/tables?{RANGE}",
    "table-revenue": f"/tables/daily_revenue?{RANGE}",
    "table-products": f"/tables/product_ranking?{RANGE}",
    "table-traffic": f"/tables/hourly_traffic?{RANGE}",
    "table-segments": f"/tables/user_segments?{RANGE}",
    "table-any-schema": f"/tables/daily_card_transactions?{RANGE}",
    "table-much-text": f"/tables/daily_feedback?{RANGE}",
    "table-many-measures": f"/tables/daily_sensors?{RANGE}&measure=pressure",
    "dates": f"/dates?{RANGE}",
    "date": "/dates/2026-02-05",
    "date-missing": "/dates/2026-01-25",
    "quality": f"/quality?{RANGE}",
    "ledger": f"/ledger?{RANGE}",
    "about": "/about",
    "error": "/tables/nothing",
}
WIDE, NARROW = 1440, (768, 360)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_refused_and_everybody_can_use_it(dashboard, watched, name):
    look(watched, dashboard.url + PAGES[name], name)
    expected_errors = [said for said in watched.console if name == "error" and "400" in said]
    assert [fault for fault in watched.faults(dashboard.url) if fault not in expected_errors] == []


def look(watched: Watched, url: str, name: str) -> None:
    """A page as people see it. In the dark only colours differ, on a narrow screen only where things are."""
    page = watched.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(url)
    open_tooltips(page)
    assert serious(page, {}) == [], f"{name} {WIDE}"
    picture(page, f"{name}-light")
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"
    assert serious(page, {"rules": {"color-contrast": {"enabled": False}}}) == [], f"{name} {width}"
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="dark")
    open_tooltips(page)
    assert serious(page, {"runOnly": ["color-contrast", "link-in-text-block"]}) == [], f"{name} dark"
    picture(page, f"{name}-dark")


def open_tooltips(page: Page) -> None:
    for chart in page.locator("section.chart .canvas").all():
        page.mouse.move(0, 0)
        chart.hover()
        expect(chart.locator(".tip")).to_be_visible()


def serious(page: Page, options: dict) -> list[str]:
    """What axe finds that keeps somebody from using the page."""
    page.evaluate("axe => window.axe ?? (0, eval)(axe)", AXE)
    return page.evaluate(
        """async options => (await axe.run(document, {resultTypes: ['violations'], ...options})).violations
          .filter(one => ['serious', 'critical'].includes(one.impact))
          .flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`))""",
        options,
    )


# Where the tests' lake happens to lie is nobody's business.
A_LAKE_OF_NOBODY = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/(\\/[\\w.-]+)+(?=\\/lake)/g, '/data');
}"""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.mouse.move(0, 0)
        expect(page.locator(".tip").locator("visible=true")).to_have_count(0)
        page.evaluate(A_LAKE_OF_NOBODY)
        height = min(1500, page.evaluate("document.documentElement.scrollHeight"))
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True, clip={"x": 0, "y": 0, "width": WIDE, "height": height})


@pytest.fixture(scope="module")
def plain(chromium) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_every_figure_is_there(dashboard, plain, page, name):
    page.goto(dashboard.url + PAGES[name])
    plain.goto(dashboard.url + PAGES[name])
    assert figures(plain) == figures(page)
    for table in plain.locator("section.chart details").all():
        table.locator("summary").click()
        expect(table.locator("tbody tr").first).to_be_visible()


def figures(page: Page) -> list[str]:
    return page.locator("main .n, main strong, main dd, main .equation").all_text_contents()


def test_colours_can_be_chosen(dashboard, page):
    page.emulate_media(color_scheme="light")
    page.goto(dashboard.url + PAGES["about"])
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("group", name="Colours").get_by_role("link", name="dark").click()
    page.wait_for_url(re.compile("theme=dark"))
    dark = page.evaluate(paper)
    assert dark != light
    page.emulate_media(color_scheme="dark")
    page.get_by_role("group", name="Colours").get_by_role("link", name="light").click()
    page.wait_for_url(re.compile("theme=light"))
    assert page.evaluate(paper) == light


def test_the_keyboard_alone_is_enough(dashboard, page):
    page.goto(dashboard.url + PAGES["overview"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the figures")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(80):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#revenue tbody tr").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dates/2026-01-16"))


def test_a_gap_is_a_gap(dashboard, page):
    page.goto(dashboard.url + PAGES["table-revenue"])
    gap = page.locator("#revenue tbody tr", has_text="2026-01-25")
    expect(gap).to_contain_text("missing")
    assert gap.locator("td").first.get_attribute("data-value") is None
    expect(page.locator("#revenue .note")).to_contain_text("No figures for 2026-01-25.")
    page.wait_for_selector("#revenue .canvas")
    drawn = page.evaluate(
        "echarts.getInstanceByDom(document.querySelector('#revenue .canvas')).getOption().series.filter(s => s.name)"
        ".map(s => s.data.length - s.data.filter(v => v === null).length)"
    )
    assert drawn == [29, 29]


def test_a_chart_shows_what_the_api_says(dashboard, page):
    page.goto(dashboard.url + PAGES["table-revenue"])
    answer = dashboard.get(f"/api/tables/daily_revenue/series?figure=sum:revenue&{RANGE}")
    shown = page.locator("#revenue tbody tr").evaluate_all(
        "rows => rows.map(r => [r.querySelector('th').dataset.at, r.cells[1].dataset.value ?? null])"
    )
    assert [row[0] for row in shown] == answer["dates"]
    assert [row[1] for row in shown] == answer["lines"][0]["values"]


def test_the_address_brings_back_the_view(dashboard, page, chromium):
    page.goto(f"{dashboard.url}/tables/product_ranking?{RANGE}")
    page.get_by_role("group", name="Compared with").get_by_role("link", name="week").click()
    page.locator("#by_category").get_by_role("link", name="Toys").click()
    page.get_by_role("searchbox").fill("product 3")
    page.get_by_role("button", name="Search").click()
    page.locator("#rows").get_by_role("link", name="units").click()
    expect(page.locator("#rows th[aria-sort=ascending]")).to_have_text(re.compile("units"))
    seen = page.locator("main").text_content()
    again = chromium.new_page()
    again.goto(page.url)
    assert again.locator("main").text_content() == seen
    assert again.locator("#by_product_id tbody tr").count() < 6
    again.close()


def test_hostile_values_are_text(dashboard, watched):
    page = watched.page
    page.goto(f"{dashboard.url}/tables/daily_feedback?{RANGE}&q.by_store=onerror")
    expect(page.locator("#by_store tbody th")).to_contain_text('"><img src=x onerror=alert(1)>')
    page.locator("#by_store tbody a").click()
    expect(page.locator(".chip")).to_contain_text('"><img src=x onerror=alert(1)>')
    page.goto(f"{dashboard.url}/tables/product_ranking?{RANGE}&q.by_product_id=script")
    expect(page.locator("#by_product_id tbody th")).to_contain_text("<script>alert(1)</script> Lamp")
    page.goto(f"{dashboard.url}/tables/daily_feedback?{RANGE}&q.by_store=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&junk=%3Cb%3E")
    assert page.locator("main b, main script, main img").count() == 0
    assert watched.faults(dashboard.url) == []


@pytest.fixture(scope="module")
def with_rows(shop) -> Iterator[Dashboard]:
    """One that was told to show rows."""
    folders = ["--lake", str(shop.lake), "--landing", str(shop.folder / "landing"), "--schemas", str(shop.folder / "schemas")]
    started = Dashboard([*folders, "--show-rows"])
    started.start()
    yield started
    started.stop()


def test_quarantined_lines_can_be_looked_at_where_rows_are_shown(with_rows, watched):
    page = watched.page
    page.goto(f"{with_rows.url}/quality?{RANGE}&topic=transaction_events")
    row = page.locator("section:has(#asked) tbody tr", has_text="total_amount:minimum")
    rows = row.locator("td").nth(2).text_content()
    row.get_by_role("link", name=rows).click()

    lines = page.locator(".lines > li")
    expect(page.locator("main .note").first).to_have_text(f"Lines 1 to 25 of {rows}, newest date first.")
    expect(lines).to_have_count(25)
    expect(lines.first.locator(".badge")).to_have_text("total_amount:minimum")
    answer = with_rows.get(f"/api/quarantine/lines?topic=transaction_events&reason=total_amount:minimum&limit=200&{RANGE}")
    assert answer["total"] == int(rows) == len(answer["lines"])
    texts = []
    while True:
        texts += page.locator(".lines pre").all_text_contents()
        if page.get_by_role("link", name="next lines").count() == 0:
            break
        seen = page.url
        page.get_by_role("link", name="next lines").click()
        page.wait_for_url(lambda url, seen=seen: url != seen)
    assert [text.replace("\\u202e", "\u202e").replace("\\u202c", "\u202c") for text in texts] == [
        line["text"] for line in answer["lines"]
    ]
    page.get_by_role("link", name="any reason").click()
    expect(page.locator(".lines .badge", has_text="rule:total_is_sum_of_lines").first).to_be_visible()
    assert watched.faults(with_rows.url) == []


def test_a_date_leads_to_its_quarantined_lines_which_are_text(with_rows, watched):
    page = watched.page
    page.goto(f"{with_rows.url}/dates/2026-02-02")
    page.locator(".sums").get_by_role("link", name="60 quarantined").click()

    expect(page.locator(".lines > li")).to_have_count(25)
    raw = page.locator(".lines pre")
    assert "<script>alert(1)</script>" in "".join(raw.all_text_contents())
    expect(raw.filter(has_text="turned around").first).to_have_text('{"note":"\\u202eturned around\\u202c"}')
    cut = page.locator(".lines > li", has_text="The first 2,000 of 20,011 characters.").first
    assert len(cut.locator("pre").text_content()) == 2000
    assert page.locator("main script, main img, .lines b").count() == 0
    look(watched, page.url, "quarantined-lines")
    assert watched.faults(with_rows.url) == []


def test_quarantined_lines_are_hidden_otherwise(dashboard, page):
    page.goto(f"{dashboard.url}/quality?{RANGE}")
    assert page.locator("a[href*='/quality/lines']").count() == 0
    page.goto(f"{dashboard.url}/dates/2026-02-02")
    expect(page.locator(".sums")).to_contain_text("60 quarantined")
    assert page.locator("a[href*='/quality/lines']").count() == 0


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/?range=forever", 400, "The range is none of"),
        ("/?from=2026-02-30", 400, "dates are written as"),
        ("/?from=2026-02-03&to=2026-02-01", 400, "after its end"),
        ("/?from=1000-01-01&to=2026-02-01", 400, "longer than"),
        ("/?compare=mars", 400, "What to compare with"),
        ("/?theme=pink", 400, "light and dark"),
        ("/tables/nothing", 400, "no table"),
        ("/tables/daily_revenue?sort=nothing", 400, "no column"),
        ("/tables/daily_revenue?f.nothing=1", 400, "no column"),
        ("/tables/daily_revenue?page=-1", 400, "no number"),
        ("/ledger?only=x", 400, "narrowed to"),
        ("/quality?topic=x", 400, "no topic"),
        ("/quality/lines?topic=transaction_events", 404, "started with --show-rows"),
        ("/api/quarantine/lines?topic=transaction_events", 404, "started with --show-rows"),
        ("/dates/2026-02-31", 400, "dates are written as"),
        ("/dates/1999-01-01", 404, "knows nothing"),
        ("/nothing", 404, "no such page"),
        ("/tables/..%2f..%2fetc%2fpasswd", 400, ""),
    ],
)
def test_a_wrong_address_gets_a_sentence(dashboard, path, status, sentence):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(dashboard.url + path)
    body = refused.value.read().decode()
    assert refused.value.code == status
    assert sentence.lower() in body.lower()
    assert "Exception" not in body


def test_an_empty_lake_says_what_to_do(tmp_path, watched):
    empty = Dashboard(["--lake", str(tmp_path / "lake"), "--landing", str(tmp_path / "landing")])
    empty.start()
    watched.page.goto(empty.url)
    expect(watched.page.locator("main")).to_contain_text("Nothing is published yet")
    expect(watched.page.locator("main")).to_contain_text("./streamflow etl --date")
    assert serious(watched.page, {}) == []
    assert watched.faults(empty.url) == []
    empty.stop()


def test_a_new_state_a_new_table_and_a_state_that_cannot_be_read(dashboard, shop, page):
    page.goto(f"{dashboard.url}/dates")
    before = page.locator("body").get_attribute("data-state")
    shop.tell("next")
    expect(page.locator("#news")).to_contain_text("is published; this page shows")
    page.get_by_role("link", name="Show it").click()
    expect(page.locator("body")).not_to_have_attribute("data-state", before)
    expect(page.locator(".wide tbody")).to_contain_text("2026-02-15")

    shop.tell("table")
    expect(page.locator("#news")).to_contain_text("is published")
    page.goto(f"{dashboard.url}/tables/daily_bike_rides?from=2026-02-01&to=2026-02-13")
    expect(page.get_by_role("heading", name="daily_bike_rides")).to_be_visible()
    assert page.locator("section.chart").count() >= 3

    shop.tell("break")
    expect_after_reloads(page, 1)
    expect(page.locator("main")).to_contain_text("daily_bike_rides")
    shop.tell("mend")
    expect_after_reloads(page, 0)


def expect_after_reloads(page: Page, badges: int) -> None:
    """The badge of a state that cannot be read is the server's: it comes and goes with a new page."""
    deadline = time.monotonic() + PATIENCE / 1000
    while page.locator(".badge", has_text="old state").count() != badges and time.monotonic() < deadline:
        page.reload()
    expect(page.locator(".badge", has_text="old state")).to_have_count(badges)


def test_a_server_that_is_gone_is_noticed_and_so_is_its_return(dashboard, page):
    page.goto(dashboard.url + PAGES["overview"])
    figure = page.locator(".tile strong").first.text_content()
    port = int(dashboard.url.rsplit(":", 1)[1])
    dashboard.stop()
    expect(page.locator("#news")).to_contain_text(re.compile(r"Disconnected since \d\d:\d\d:\d\d UTC"))
    expect(page.locator(".tile strong").first).to_have_text(figure)
    dashboard.start(port)
    expect(page.locator("#news")).to_be_hidden()
