"""Landing to silver and gold with DuckDB, two threads, one date after the other: duckdb_job.py LANDING LAKE PRODUCTS DATE..."""

import sys
from pathlib import Path

import duckdb

SILVER = ["user_events", "transaction_events", "transaction_items"]
GOLD = [
    "cart_abandonment", "daily_revenue", "daily_transaction_events", "daily_user_events", "hourly_traffic",
    "product_ranking", "session_conversion", "user_activity", "user_segments",
]  # fmt: skip
HERE = Path(__file__).parent


def main(landing: str, lake: str, products: str, *dates: str) -> None:
    duck = duckdb.connect()
    duck.execute("SET threads = 2; SET TimeZone = 'UTC'")
    duck.execute(f"""
        CREATE TEMP TABLE products AS
        SELECT product_id, product_name, brand, list_price::DECIMAL(18, 2) AS list_price FROM read_csv('{products}');
        CREATE TEMP TABLE yesterday (event_date DATE, user_id VARCHAR);
        CREATE TEMP TABLE revenues (
          event_date DATE, transactions BIGINT, buyers BIGINT, units BIGINT, revenue DECIMAL(18, 2))""")
    for date in dates:
        duck.execute("SET preserve_insertion_order = false")
        duck.execute((HERE / "silver.sql").read_text().replace("$landing", landing).replace("$date", date))
        for table in SILVER:
            write_parquet(duck, f"{lake}/silver/{table}/event_date={date}", table)
        duck.execute("SET preserve_insertion_order = true")
        duck.execute((HERE / "gold.sql").read_text().replace("$date", date))
        for table in GOLD:
            write_parquet(duck, f"{lake}/gold/{table}/event_date={date}", table)
            csv = Path(f"{lake}/gold_csv/{table}")
            csv.mkdir(parents=True, exist_ok=True)
            duck.execute(f"COPY (SELECT DATE '{date}' AS event_date, * FROM {table}) TO '{csv}/{date}.csv' (HEADER)")


def write_parquet(duck: duckdb.DuckDBPyConnection, folder: str, table: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    duck.execute(f"COPY (FROM {table}) TO '{folder}/data.parquet' (FORMAT parquet, COMPRESSION zstd)")


if __name__ == "__main__":
    main(*sys.argv[1:])
