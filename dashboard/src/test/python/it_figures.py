"""Every number on every page equals what gold_csv, the ledger and landing's commits give without the dashboard."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import pytest

from gold import Gold, cents, dates, least, mean, most, number, total

MONTH = "from=2026-01-16&to=2026-02-13&compare=week"
DAYS = dates("2026-01-16", "2026-02-13")
BEFORE = dates("2026-01-09", "2026-02-06")
CORE = {
    "daily_revenue": {
        "revenue": {"revenue": "revenue", "7-day mean": "revenue_7d_avg"},
        "month": {"month to date": "revenue_month_to_date"},
        "transactions": {"transactions": "transactions"},
        "units": {"units": "units"},
        "buyers": {"buyers": "buyers"},
    },
    "hourly_traffic": {"events": {"events": "events"}, "by_device_type": ("device_type", "events")},
    "session_conversion": {
        "sessions": {"sessions": None},
        "amount": {"amount": "total_amount"},
        "by_device_type": ("device_type", None),
    },
    "cart_abandonment": {"sessions": {"sessions": None}, "value": {"value": "cart_value"}},
    "user_activity": {
        "users": {"users": None},
        "spend": {"spend": "spend"},
        "actions": {"page views": "page_views", "carts": "carts", "transactions": "transactions"},
    },
    "product_ranking": {"by_category_days": ("category", "revenue")},
    "user_segments": {"by_segment": ("segment", "users")},
}
GENERIC = ["daily_user_events", "daily_transaction_events", "daily_card_transactions", "daily_feedback", "daily_sensors"]

CHARTS = """() => [...document.querySelectorAll('section.chart')].map(s => ({id: s.id, kind: s.dataset.kind,
  lines: [...s.querySelectorAll('thead th')].slice(1).map(h => h.textContent),
  rows: [...s.querySelectorAll('tbody tr')].map(r => ({at: r.querySelector('th').dataset.at,
    values: [...r.querySelectorAll('td')].map(d => d.dataset.value ?? null),
    texts: [...r.querySelectorAll('td')].map(d => d.textContent)}))}))"""
TILES = """() => Object.fromEntries([...document.querySelectorAll('.tile')].map(t => [t.querySelector('.name').textContent,
  [t.querySelector('strong').textContent, t.querySelector('.change')?.textContent ?? '']]))"""
TABLE = """id =>
  [...document.querySelectorAll('#' + CSS.escape(id) + ' tbody tr')].map(r => [...r.children].map(c => c.textContent.trim()))"""


@pytest.fixture(scope="module")
def gold(shop):
    return Gold(shop.lake)


def summed(rows, column):
    return Decimal(len(rows)) or None if column is None else total(rows, column)


def named(value: str) -> set[str]:
    return {"(absent)", "(empty)"} if value == "" else {value}


def of_value(gold, table, day, dimension, line, column):
    rows = [row for row in gold.rows(table, day) if line in named(row[dimension]) or row[dimension] == line]
    return summed(rows, column)


def expected(gold, table, chart, line, day):
    """The figure of a chart on a day."""
    layout = CORE.get(table, {}).get(chart["id"])
    rows = gold.rows(table, day)
    if isinstance(layout, dict):
        return summed(rows, layout[line])
    if layout:
        return split(gold, table, chart, line, day, *layout)
    if chart["id"] == "events":
        return total(rows, "events")
    if chart["id"].startswith("sum_"):
        return total(rows, chart["id"])
    if chart["id"].startswith("avg_"):
        measure = chart["id"].removeprefix("avg_")
        return {"mean": mean(rows, measure), "smallest": least(rows, f"min_{measure}"), "largest": most(rows, f"max_{measure}")}[
            line
        ]
    dimension = chart["id"].removeprefix("by_").removesuffix("_days")
    if chart["kind"] == "share":
        yes, no = (of_value(gold, table, day, dimension, value, "events") or 0 for value in ("true", "false"))
        return cents(100 * yes / (yes + no)) if yes + no else None
    return split(gold, table, chart, line, day, dimension, "events")


def split(gold, table, chart, line, day, dimension, column):
    if line != "(all others)":
        return of_value(gold, table, day, dimension, line, column)
    others = [row for row in gold.rows(table, day) if not named(row[dimension]) & set(chart["lines"])]
    return summed(others, column)


@pytest.mark.parametrize("table", [*CORE, *GENERIC])
def test_charts_of_a_table(dashboard, page, gold, table):
    page.goto(f"{dashboard.url}/tables/{table}?{MONTH}")
    charts_are_right(page, gold, table, DAYS)


def charts_are_right(page, gold, table, days):
    charts = page.evaluate(CHARTS)
    assert charts
    for chart in charts:
        assert [row["at"] for row in chart["rows"]] == days
        for row in chart["rows"]:
            for line, value, text in zip(chart["lines"], row["values"], row["texts"], strict=True):
                right = expected(gold, table, chart, line, row["at"])
                place = f"{table} {chart['id']} {line} {row['at']}"
                assert (value is None) == (right is None), f"{place}: {value} for {right}"
                if right is not None:
                    assert abs(Decimal(value) - right) <= max(abs(right) * Decimal("1e-6"), Decimal("0.00006")), (
                        f"{place}: {value} for {right}"
                    )
                    assert abs(number(text) - right) <= Decimal("0.051"), f"{place}: {text} for {right}"
                else:
                    assert text == "–"


@pytest.mark.parametrize(
    ("table", "panel", "dimension", "column"),
    [
        ("product_ranking", "by_category", "category", "revenue"),
        ("product_ranking", "by_product_id", "product_id", "revenue"),
        ("product_ranking", "units", "product_id", "units"),
        ("daily_transaction_events", "by_geo_country", "geo_country", "events"),
        ("daily_feedback", "by_store", "store", "events"),
    ],
)
def test_leaderboards(dashboard, page, gold, table, panel, dimension, column):
    page.goto(f"{dashboard.url}/tables/{table}?{MONTH}")

    rows = page.evaluate(TABLE, panel)
    groups = {key: total(rows, column) for (key,), rows in gold.groups(table, DAYS, dimension).items() if key}
    before = {key: total(rows, column) for (key,), rows in gold.groups(table, BEFORE, dimension).items()}
    whole = total(gold.over(table, DAYS), column)
    shown = [row for row in rows if "(absent)" not in row[0] and "(empty)" not in row[0]]
    largest = sorted(groups.values(), reverse=True)[: len(shown)]
    assert [number(row[1]) for row in shown] == largest
    assert sorted((row[1], row[2]) for row in shown) == sorted((f"{value:,}", share(value, whole)) for value in largest)
    changes = {(f"{value:,}", change(before.get(key), value)) for key, value in groups.items()}
    assert {(row[1], row[3]) for row in shown} <= changes


def share(part, whole):
    percent = 100 * part / whole
    return f"{percent.quantize(Decimal('0.01' if percent < 1 else '0.1'), 'ROUND_HALF_UP')} %"


def change(before, now):
    if not before:
        return "–"
    percent = (100 * (now - before) / abs(before)).quantize(Decimal("0.1"), "ROUND_HALF_UP")
    if percent > 999:
        return "> +999 %"
    return ("+" if percent > 0 else "") + f"{percent} %".replace("-", "−")


@pytest.mark.parametrize(
    ("table", "panel", "down", "across"),
    [("hourly_traffic", "hours", "hour", "weekday"), ("daily_user_events", "pairs", "event_type", "device_type")],
)
def test_heat_maps(dashboard, page, gold, table, panel, down, across):
    page.goto(f"{dashboard.url}/tables/{table}?{MONTH}")

    heads = page.locator(f"#{panel} thead th").all_text_contents()[1:]
    counts = Counter()
    for day in DAYS:
        for row in gold.rows(table, day):
            column = weekday(day) if across == "weekday" else row[across]
            counts[row[down] or "(absent)", column] += int(row["events"])
    shown = {
        (row[0], head): number(cell)
        for row in page.evaluate(TABLE, panel)
        for head, cell in zip(heads, row[1:], strict=True)
        if cell != "–"
    }
    assert shown == counts


def weekday(day):
    from datetime import date

    return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][date.fromisoformat(day).weekday()]


def test_overview(dashboard, page, gold):
    page.goto(f"{dashboard.url}/?{MONTH}")

    tiles = page.evaluate(TILES)
    sums = {
        name: [total(gold.over("daily_revenue", days), name) for days in (DAYS, BEFORE)] for name in ("revenue", "transactions")
    }
    landed, bad = (
        [sum(topic[name] for day in days for topic in gold.topics(day)) for days in (DAYS, BEFORE)]
        for name in ("landed", "quarantined")
    )
    order = [cents(revenue / count) for revenue, count in zip(*sums.values(), strict=True)]
    assert tiles["Revenue"] == [f"{sums['revenue'][0]:,}", change(*reversed(sums["revenue"]))]
    assert tiles["Transactions"] == [f"{sums['transactions'][0]:,}", change(*reversed(sums["transactions"]))]
    assert tiles["Mean order"] == [f"{order[0]:,}", change(*reversed(order))]
    assert tiles["Quarantined"][0] == share(Decimal(bad[0]), Decimal(landed[0]))
    for topic in ("user_events", "transaction_events", "card_transactions", "feedback", "sensors"):
        assert tiles[topic][0] == f"{total(gold.over(f'daily_{topic}', DAYS), 'events'):,}"
    charts = {chart["id"]: chart for chart in page.evaluate(CHARTS)}
    for position, row in enumerate(charts["revenue"]["rows"]):
        right = [total(gold.rows("daily_revenue", row["at"]), name) for name in ("revenue", "revenue_7d_avg")]
        right.append(total(gold.rows("daily_revenue", BEFORE[position]), "revenue"))
        assert row["values"] == [None if value is None else str(value) for value in right]
    for row in charts["quarantine"]["rows"]:
        topics = gold.topics(row["at"])
        right = sum(topic["quarantined"] for topic in topics) / sum(topic["landed"] for topic in topics) * 100 if topics else None
        assert row["values"][0] == (None if right is None else row["values"][0])
        assert right is None or abs(float(row["values"][0]) - right) < 1e-3
    users = {row["segment"].replace("_", " "): f"{int(row['users']):,}" for row in gold.rows("user_segments", DAYS[-1])}
    assert {row[0]: row[1] for row in page.evaluate(TABLE, "segments")} == users


def test_a_range_that_is_hardly_there_is_not_compared(dashboard, page):
    page.goto(f"{dashboard.url}/?from=2026-01-16&to=2026-02-13")

    assert page.evaluate(TILES)["Revenue"][1] == "15 of 29 dates to compare with"
    assert "change" not in page.locator("#products thead").text_content()


def test_ledger_dates_and_quality(dashboard, page, gold):
    ledger_is_right(page, dashboard.url, gold, MONTH, DAYS)


def ledger_is_right(page, url, gold, period, days):
    page.goto(f"{url}/ledger?{period}")
    topics = [(day, topic) for day in reversed(days) for topic in gold.topics(day)]
    right = {
        (day, topic["topic"]): [topic[name] for name in ("landed", "clean", "duplicates", "quarantined")] for day, topic in topics
    }
    cells = page.locator("main tbody tr").evaluate_all("rows => rows.map(r => [...r.children].map(c => c.textContent.trim()))")
    shown = {(row[0], row[1]): [int(number(row[i].replace("+", ""))) for i in (2, 4, 5, 6)] for row in cells}
    assert shown == right

    page.goto(f"{url}/dates?{period}")
    cells = page.locator("main .wide tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.children].map(c => c.textContent.trim()))"
    )
    for row in cells:
        topics = gold.topics(row[0][:10])
        names = ("landed", "clean", "duplicates", "quarantined")
        assert [number(cell) for cell in row[3:7]] == [sum(topic[name] for topic in topics) if topics else None for name in names]
        assert number(row[2]) == len(gold.reports(row[0][:10])) if topics else True

    page.goto(f"{url}/quality?{period}")
    reasons = Counter()
    for day in days:
        for topic in gold.topics(day):
            for reason, rows in topic["reasons"].items():
                reasons[topic["topic"], reason] += rows
    asked = page.locator("section:has(#asked) tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.children].map(c => c.textContent.trim()))"
    )
    assert {(row[0], row[1]): number(row[3]) for row in asked} == reasons
    by_reason = Counter()
    for (_, reason), rows in reasons.items():
        by_reason[reason] += rows
    assert {row[0]: number(row[1]) for row in page.evaluate(TABLE, "reasons")} == by_reason


@pytest.mark.parametrize("day", ["2026-02-02", "2026-02-05", "2026-02-14"])
def test_a_date_explained(dashboard, page, gold, shop, day):
    date_is_right(page, dashboard.url, gold, shop.folder / "landing", day)


def date_is_right(page, url, gold, landing, day):
    page.goto(f"{url}/dates/{day}")
    commits = [json.loads(path.read_text()) for path in sorted(landing.glob("*/_ledger/commit-*.json"))]
    right = {
        (commit["topic"], commit["run"]): [commit[name] for name in ("read", "landed", "rejected", "tombstones")]
        + [sum(file["records"] for file in commit["files"] if file["date"] == day)]
        for commit in commits
        if any(file["date"] == day for file in commit["files"])
    }
    rows = page.locator("section:has(#landing) tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.children].map(c => c.textContent.trim()))"
    )
    assert {(row[0], int(number(row[1]))): [int(number(cell)) for cell in row[4:9]] for row in rows} == right
    assert page.locator(".sums .bad").count() == 0
    assert page.locator(".sums .ok").count() == 2 * len(right) + 2 * len(gold.topics(day))
    tables = page.locator("section:has(#gold) tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.children].map(c => c.textContent.trim()))"
    )
    assert {row[0].lstrip("✓ "): int(number(row[2])) for row in tables} == gold.reports(day)[-1]["tables"]
    for row in tables:
        assert int(number(row[2])) == len(gold.rows(row[0].lstrip("✓ "), day))


def test_rows_are_those_of_the_files(dashboard, page, gold):
    page.goto(f"{dashboard.url}/tables/daily_card_transactions?from=2026-02-03&to=2026-02-03")

    right = gold.rows("daily_card_transactions", "2026-02-03")
    assert page.locator("#rows .note").text_content().startswith(f"Rows 1 to {min(50, len(right))} of {len(right)}")
    amounts = page.evaluate(TABLE, "rows")
    head = [name.strip() for name in page.locator("#rows thead th").all_text_contents()]
    shown = Counter((row[head.index("events")], row[head.index("sum amount")]) for row in amounts)
    assert shown <= Counter((f"{int(row['events']):,}", f"{Decimal(row['sum_amount']):,}".replace("-", "−")) for row in right)
