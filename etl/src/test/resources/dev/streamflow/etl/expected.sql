-- What the lake should hold, from the landed lines alone: DuckDB's JSON and whole cents instead of Spark, our decoder and decimals.
-- Only the faults that the generated lines have are looked for.
CREATE MACRO half_up(dividend, divisor) AS (2 * dividend + divisor) // (2 * divisor);
CREATE MACRO cents(number) AS CAST(CAST(number AS DECIMAL(18, 2)) * 100 AS BIGINT);
CREATE MACRO money(in_cents) AS CAST(CAST(in_cents AS DECIMAL(38, 0)) * 0.01::DECIMAL(3, 2) AS DECIMAL(18, 2));
CREATE MACRO fits_cents(number) AS CAST(number AS DECIMAL(30, 10)) = CAST(number AS DECIMAL(18, 2));

CREATE VIEW transaction_lines AS
SELECT CAST(regexp_extract(filename, 'dt=([0-9-]+)', 1) AS DATE) AS event_date, json::VARCHAR AS line, json AS j
FROM read_ndjson_objects($transaction_files, filename = true, maximum_object_size = 1000000);

CREATE VIEW item_lines AS
SELECT * EXCLUDE (item),
  item->>'product_id' AS product_id, item->>'category' AS category, (item->>'quantity')::BIGINT AS quantity,
  item->>'unit_price' AS unit_price,
  half_up((item->>'quantity')::BIGINT * cents(item->>'unit_price') * (10000 - cents(j->>'discount_percentage')), 10000) AS line_cents
FROM (SELECT *, unnest(CAST(j->'items' AS JSON[])) AS item FROM transaction_lines);

CREATE TABLE transactions AS
WITH totals AS (
  SELECT event_date, line, sum(line_cents) AS total, bool_and(quantity >= 1 AND fits_cents(unit_price)) AS items_are_valid
  FROM item_lines GROUP BY ALL
), valid AS (
  SELECT event_date, line, j FROM transaction_lines JOIN totals USING (event_date, line)
  WHERE items_are_valid AND j->>'user_id' IS NOT NULL AND cents(j->>'total_amount') = total
    AND length(line) - length(replace(line, '"currency"', '')) = length('"currency"')
)
SELECT event_date, line, j->>'transaction_id' AS transaction_id, j->>'user_id' AS user_id, j->>'status' AS status,
  j->>'payment_method' AS payment_method, j->>'$.geo.country' AS geo_country, cents(j->>'total_amount') AS total
FROM valid
QUALIFY row_number() OVER (PARTITION BY event_date, j->>'transaction_id'
  ORDER BY (j->>'$._kafka.ts')::BIGINT, (j->>'$._kafka.p')::BIGINT, (j->>'$._kafka.o')::BIGINT) = 1;

CREATE TABLE items AS
SELECT t.event_date, t.transaction_id, t.status, i.product_id, i.category, i.quantity, i.line_cents, p.product_name, p.brand
FROM transactions t JOIN item_lines i USING (event_date, line)
LEFT JOIN read_csv($products, header = true) p USING (product_id);

CREATE TABLE events AS
SELECT CAST(regexp_extract(filename, 'dt=([0-9-]+)', 1) AS DATE) AS event_date, json->>'event_id' AS event_id,
  json->>'event_type' AS event_type, json->>'$.device.type' AS device_type, json->>'$.geo.country' AS geo_country
FROM read_ndjson_objects($event_files, filename = true)
WHERE json->>'event_type' <> 'purchase'
  AND (json->>'event_type' NOT IN ('add_to_cart', 'wishlist') OR json->>'product_id' IS NOT NULL)
  AND (json->>'event_type' <> 'search' OR json->>'$.properties.search_query' IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY event_date, event_id
  ORDER BY (json->>'$._kafka.ts')::BIGINT, (json->>'$._kafka.p')::BIGINT, (json->>'$._kafka.o')::BIGINT) = 1;

CREATE TABLE silver AS
SELECT event_date, 'transaction_events' AS topic, count(*) AS clean FROM transactions GROUP BY ALL
UNION ALL SELECT event_date, 'user_events', count(*) FROM events GROUP BY ALL
UNION ALL SELECT event_date, 'transaction_items', count(*) FROM items GROUP BY ALL;

CREATE TABLE days AS
SELECT event_date, count(*) FILTER (status = 'completed') AS transactions,
  count(DISTINCT user_id) FILTER (status = 'completed') AS buyers,
  (SELECT coalesce(sum(quantity), 0) FROM items i WHERE i.event_date = t.event_date AND status = 'completed') AS units,
  coalesce(sum(total) FILTER (status = 'completed'), 0) AS revenue
FROM transactions t GROUP BY event_date;

CREATE TABLE daily_revenue AS
SELECT event_date, transactions, buyers, units, money(revenue) AS revenue,
  money((SELECT sum(m.revenue) FROM days m WHERE m.event_date BETWEEN date_trunc('month', d.event_date) AND d.event_date)) AS revenue_month_to_date,
  money((SELECT half_up(sum(w.revenue), count(*)) FROM days w WHERE w.event_date BETWEEN d.event_date - 6 AND d.event_date)) AS revenue_7d_avg
FROM days d;

CREATE TABLE product_ranking AS
WITH products AS (
  SELECT event_date, category, product_id, product_name, brand, sum(quantity) AS units, sum(line_cents) AS revenue
  FROM items WHERE status = 'completed' GROUP BY ALL
), categories AS (SELECT event_date, category, sum(revenue) AS total FROM products GROUP BY ALL)
SELECT event_date, category, product_id, product_name, brand, units, money(revenue) AS revenue,
  (SELECT count(*) + 1 FROM products o WHERE (o.event_date, o.category) = (p.event_date, p.category) AND o.revenue > p.revenue) AS revenue_rank,
  CAST(CAST(CASE total WHEN 0 THEN 0 ELSE half_up(10000 * revenue, total) END AS DECIMAL(38, 0)) * 0.0001::DECIMAL(5, 4) AS DECIMAL(5, 4)) AS share_of_category
FROM products p JOIN categories USING (event_date, category);

CREATE TABLE daily_transaction_events AS
SELECT event_date, status, payment_method, geo_country, count(*) AS events, money(sum(total)) AS sum_total_amount,
  CAST(CAST(half_up(sum(total) * 10000, count(*)) AS DECIMAL(38, 0)) * 0.000001::DECIMAL(7, 6) AS DECIMAL(22, 6)) AS avg_total_amount,
  money(min(total)) AS min_total_amount, money(max(total)) AS max_total_amount
FROM transactions GROUP BY ALL;

CREATE TABLE daily_user_events AS
SELECT event_date, event_type, device_type, geo_country, count(*) AS events FROM events GROUP BY ALL;
