"""Landing to silver and gold as plain PySpark: spark-submit pyspark_job.py LANDING LAKE PRODUCTS DATE...

What a data engineer writes in an afternoon with the DataFrame API and the default settings: silver is
written once and read back for gold.
"""

import sys
from datetime import date as Date
from datetime import timedelta
from pathlib import Path

from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F

KAFKA = "_kafka STRUCT<p: INT, o: BIGINT, ts: BIGINT>, _corrupt_record STRING"
USER_EVENTS = f"""event_id STRING, event_type STRING, user_id STRING, session_id STRING, event_timestamp TIMESTAMP, page STRING,
    product_id STRING, device STRUCT<type: STRING, os: STRING, browser: STRING>, geo STRUCT<country: STRING, city: STRING>,
    properties STRUCT<referrer: STRING, search_query: STRING, position: BIGINT>, {KAFKA}"""
TRANSACTION_EVENTS = f"""transaction_id STRING, user_id STRING, session_id STRING, event_timestamp TIMESTAMP,
    items ARRAY<STRUCT<product_id: STRING, category: STRING, quantity: BIGINT, unit_price: DECIMAL(18,2)>>,
    discount_percentage DECIMAL(18,2), total_amount DECIMAL(18,2), currency STRING, payment_method STRING, status STRING,
    customer_segment STRING, is_new_customer BOOLEAN, order_source STRING, geo STRUCT<country: STRING, city: STRING>, {KAFKA}"""
VALID_EVENT = """event_type IN ('login', 'logout', 'page_view', 'search', 'click', 'add_to_cart', 'remove_from_cart', 'wishlist')
    AND device_type IN ('mobile', 'desktop', 'tablet') AND device_os IS NOT NULL AND device_browser IS NOT NULL
    AND geo_country IS NOT NULL AND geo_city IS NOT NULL AND event_timestamp IS NOT NULL
    AND (product_id IS NOT NULL OR event_type NOT IN ('add_to_cart', 'remove_from_cart', 'wishlist'))
    AND (event_type <> 'search' OR properties_search_query IS NOT NULL)"""
VALID_TRANSACTION = """currency = 'USD' AND payment_method IN ('credit_card', 'debit_card', 'paypal', 'bank_transfer', 'gift_card')
    AND status IN ('completed', 'pending', 'failed', 'refunded') AND customer_segment IN ('new', 'regular', 'premium', 'vip')
    AND order_source IN ('web', 'mobile_app', 'phone', 'marketplace') AND is_new_customer IS NOT NULL
    AND geo_country IS NOT NULL AND geo_city IS NOT NULL AND event_timestamp IS NOT NULL
    AND size(items) > 0 AND discount_percentage BETWEEN 0 AND 100 AND total_amount >= 0
    AND total_amount = aggregate(items, CAST(0 AS DECIMAL(18, 2)), (total, item) -> CAST(total + CAST(
        round(item.quantity * item.unit_price * (1 - discount_percentage / 100), 2) AS DECIMAL(18, 2)) AS DECIMAL(18, 2)))"""
MONEY = "decimal(18,2)"


def read(spark: SparkSession, landing: str, topic: str, date: Date, schema: str) -> DataFrame:
    lines = spark.read.schema(schema).json(f"{landing}/{topic}/dt={date}")
    lines = lines.where("_corrupt_record IS NULL").drop("_corrupt_record")
    flat: list[Column] = []
    for field in lines.schema:
        if field.dataType.typeName() == "struct" and field.name != "_kafka":
            flat += [F.col(f"{field.name}.{name}").alias(f"{field.name}_{name}") for name in field.dataType.names]
        elif field.name != "_kafka":
            flat.append(F.col(field.name))
    timestamp = F.timestamp_millis("_kafka.ts").alias("_timestamp")
    return lines.select(*flat, F.col("_kafka.p").alias("_partition"), F.col("_kafka.o").alias("_offset"), timestamp)


def clean(rows: DataFrame, key: str, valid: str, texts: list[str]) -> DataFrame:
    """Valid rows, each once. The reader takes true for the text 'true'."""
    for name in texts:
        rows = rows.where(~F.col(name).isin("", "true", "false"))
    first = Window.partitionBy(key).orderBy("_timestamp", "_partition", "_offset")
    return rows.where(valid).withColumn("_rank", F.row_number().over(first)).where("_rank = 1").drop("_rank")


def lines_of(transactions: DataFrame, products: DataFrame) -> DataFrame:
    amount = F.round(F.expr("item.quantity * item.unit_price * (1 - discount_percentage / 100)"), 2).cast(MONEY)
    lines = transactions.select("*", F.posexplode("items").alias("position", "item")).select(
        "transaction_id", (F.col("position") + 1).alias("line"), "user_id", "session_id", "event_timestamp", "status", "item.*",
        amount.alias("line_amount"),
    )  # fmt: skip
    return lines.join(F.broadcast(products), "product_id", "left")


def activity_tables(events: DataFrame, completed: DataFrame, products: DataFrame) -> dict[str, DataFrame]:
    """The tables that join what users did with what they bought."""
    earliest = Window.partitionBy("session_id").orderBy("event_timestamp", "user_id", "device_type")
    sessions = (
        events.withColumn("rank", F.row_number().over(earliest))
        .withColumn("events", F.count("*").over(Window.partitionBy("session_id")))
        .where("rank = 1")
        .select("session_id", "user_id", "device_type", "events", F.col("event_timestamp").alias("first_event_at"))
    )
    orders = completed.groupBy("session_id").agg(
        F.min("event_timestamp").alias("purchased_at"), F.sum("total_amount").cast(MONEY).alias("total_amount")
    )
    minutes = F.expr("CAST(unix_micros(purchased_at) - unix_micros(first_event_at) AS DECIMAL(20, 0)) / 60000000")
    carts = events.where("event_type = 'add_to_cart'")
    buyers = completed.groupBy("user_id").agg(F.count("*").alias("transactions"), F.sum("total_amount").alias("spend"))
    visitors = events.groupBy("user_id").agg(
        F.countDistinct("session_id").alias("sessions"),
        F.count("*").alias("events"),
        F.count_if(F.col("event_type") == "page_view").alias("page_views"),
        F.count_if(F.col("event_type") == "add_to_cart").alias("carts"),
    )
    return {
        "session_conversion": sessions.join(orders, "session_id").select(
            "session_id", "user_id", "device_type", "events", "first_event_at", "purchased_at",
            F.round(minutes, 2).cast("decimal(10,2)").alias("minutes_to_purchase"), "total_amount",
        ).orderBy("session_id"),
        "user_activity": visitors.join(buyers, "user_id", "left")
        .withColumn("transactions", F.coalesce("transactions", F.lit(0)))
        .withColumn("spend", F.coalesce("spend", F.lit(0)).cast(MONEY))
        .orderBy("user_id"),
        "cart_abandonment": carts.select("session_id", "product_id").distinct()
        .join(orders, "session_id", "left_anti")
        .join(sessions.select("session_id", "user_id"), "session_id")
        .join(F.broadcast(products), "product_id", "left")
        .groupBy("session_id", "user_id")
        .agg(F.count("*").alias("products"), F.coalesce(F.sum("list_price"), F.lit(0)).cast(MONEY).alias("cart_value"))
        .orderBy("session_id"),
        "hourly_traffic": hourly_traffic(events),
    }  # fmt: skip


def hourly_traffic(events: DataFrame) -> DataFrame:
    recent = Window.partitionBy("device_type").orderBy("hour").rangeBetween(-2, 0)
    hours = events.groupBy(F.hour("event_timestamp").alias("hour"), "device_type").agg(
        F.count("*").alias("events"), F.countDistinct("session_id").alias("sessions"), F.countDistinct("user_id").alias("users")
    )
    average = F.sum("events").over(recent).cast("decimal(20,0)") / F.least(F.col("hour") + 1, F.lit(3))
    return hours.withColumn("events_3h_avg", F.round(average, 2).cast(MONEY)).orderBy("hour", "device_type")


def daily_tables(events: DataFrame, transactions: DataFrame) -> dict[str, DataFrame]:
    total = F.col("total_amount")
    by_kind = ["event_type", "device_type", "geo_country"]
    by_status = ["status", "payment_method", "geo_country"]
    return {
        "daily_user_events": events.groupBy(*by_kind).agg(F.count("*").alias("events")).orderBy(*by_kind),
        "daily_transaction_events": transactions.groupBy(*by_status).agg(
            F.count("*").alias("events"), F.count(total).alias("count_total_amount"), F.sum(total).alias("sum_total_amount"),
            F.avg(total).alias("avg_total_amount"), F.min(total).alias("min_total_amount"), F.max(total).alias("max_total_amount"),
        ).orderBy(*by_status),
    }  # fmt: skip


def product_ranking(items: DataFrame) -> DataFrame:
    category = Window.partitionBy("category")
    revenue = F.col("revenue")
    total = F.sum(revenue).over(category)
    sold = items.where("status = 'completed'").groupBy("category", "product_id", "product_name", "brand")
    return (
        sold.agg(F.sum("quantity").alias("units"), F.sum("line_amount").cast(MONEY).alias("revenue"))
        .withColumn("revenue_rank", F.rank().over(category.orderBy(revenue.desc())))
        .withColumn("share_of_category", F.when(total == 0, 0).otherwise(F.round(revenue / total, 4)).cast("decimal(5,4)"))
        .orderBy("category", "revenue_rank", "product_id")
    )


def daily_revenue(spark: SparkSession, lake: str, date: Date) -> DataFrame:
    first = min(date.replace(day=1), date - timedelta(days=6))
    dates = F.col("event_date").between(F.lit(first), F.lit(date))
    sold = spark.read.parquet(f"{lake}/silver/transaction_events").where(dates)
    items = spark.read.parquet(f"{lake}/silver/transaction_items").where(dates).where("status = 'completed'")
    amount = F.when(F.col("status") == "completed", F.col("total_amount"))
    days = sold.groupBy("event_date").agg(
        F.count(amount).alias("transactions"),
        F.countDistinct(F.when(amount.isNotNull(), F.col("user_id"))).alias("buyers"),
        F.coalesce(F.sum(amount), F.lit(0)).cast(MONEY).alias("revenue"),
    )
    units = items.groupBy("event_date").agg(F.sum("quantity").alias("units"))
    month = Window.partitionBy(F.trunc("event_date", "month")).orderBy("event_date")
    week = Window.orderBy(F.unix_date("event_date")).rangeBetween(-6, 0)
    return days.join(units, "event_date", "left").select(
        "event_date", "transactions", "buyers", F.coalesce("units", F.lit(0)).alias("units"), "revenue",
        F.sum("revenue").over(month).cast(MONEY).alias("revenue_month_to_date"),
        F.round(F.avg("revenue").over(week), 2).cast(MONEY).alias("revenue_7d_avg"),
    ).where(F.col("event_date") == F.lit(date)).drop("event_date")  # fmt: skip


def users(spark: SparkSession, lake: str, date: Date, flags: tuple[str, str]) -> DataFrame:
    """Who browsed and who bought on a date, from its silver; nobody where there is none."""
    visits, sales = (f"{lake}/silver/{topic}/event_date={date}" for topic in ("user_events", "transaction_events"))
    if not Path(visits).exists() or not Path(sales).exists():
        return spark.createDataFrame([], f"user_id STRING, {flags[0]} BOOLEAN, {flags[1]} BOOLEAN")
    visitors = spark.read.parquet(visits).select("user_id").distinct().withColumn(flags[0], F.lit(True))
    buyers = spark.read.parquet(sales).where("status = 'completed'").select("user_id").distinct()
    return visitors.join(buyers.withColumn(flags[1], F.lit(True)), "user_id", "full")


def user_segments(spark: SparkSession, lake: str, date: Date) -> DataFrame:
    today = users(spark, lake, date, ("browsed", "bought"))
    before = users(spark, lake, date - timedelta(days=1), ("browsed_before", "bought_before"))
    browsed, bought = (F.coalesce(name, F.lit(False)) for name in ("browsed", "bought"))
    here, was_here = browsed | bought, F.coalesce("browsed_before", "bought_before", F.lit(False))
    segments = {
        "all": here, "browsing_buyers": browsed & bought, "browsers_only": browsed & ~bought, "buyers_only": bought & ~browsed,
        "returning": here & was_here, "new": here & ~was_here, "lapsed": was_here & ~here,
    }  # fmt: skip
    counts = today.join(before, "user_id", "full").agg(*(F.count_if(members).alias(name) for name, members in segments.items()))
    return counts.unpivot([], list(segments), "segment", "users").orderBy("segment")


def written(spark: SparkSession, rows: DataFrame, folder: str) -> DataFrame:
    rows.write.mode("overwrite").parquet(folder)
    return spark.read.parquet(folder)


def run(spark: SparkSession, landing: str, lake: str, products: DataFrame, date: Date) -> None:
    silver = f"{lake}/silver/{{}}/event_date={date}".format
    events = clean(
        read(spark, landing, "user_events", date, USER_EVENTS).where("product_id IS NULL OR product_id NOT IN ('true', 'false')"),
        "event_id", VALID_EVENT, ["event_id", "user_id", "session_id", "page"],
    )  # fmt: skip
    transactions = clean(
        read(spark, landing, "transaction_events", date, TRANSACTION_EVENTS),
        "transaction_id", VALID_TRANSACTION, ["transaction_id", "user_id", "session_id"],
    )  # fmt: skip
    events = written(spark, events, silver("user_events"))
    transactions = written(spark, transactions, silver("transaction_events"))
    items = written(spark, lines_of(transactions, products), silver("transaction_items"))
    gold = {
        **activity_tables(events, transactions.where("status = 'completed'"), products.select("product_id", "list_price")),
        **daily_tables(events, transactions),
        "product_ranking": product_ranking(items),
        "daily_revenue": daily_revenue(spark, lake, date),
        "user_segments": user_segments(spark, lake, date),
    }
    for name, rows in gold.items():
        table = written(spark, rows.coalesce(1), f"{lake}/gold/{name}/event_date={date}")
        dated = table.select(F.lit(date).alias("event_date"), "*")
        dated.write.mode("overwrite").csv(f"{lake}/gold_csv/{name}/{date}", header=True)


def main(landing: str, lake: str, products: str, *dates: str) -> None:
    spark = SparkSession.builder.appName("streamflow in plain PySpark").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    spark.conf.set("spark.sql.parquet.compression.codec", "zstd")
    spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
    known = spark.read.csv(products, header=True).selectExpr(
        "product_id", "product_name", "brand", "CAST(list_price AS DECIMAL(18, 2)) AS list_price"
    )
    for date in dates:
        run(spark, landing, lake, known, Date.fromisoformat(date))


if __name__ == "__main__":
    main(*sys.argv[1:])
