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
SELECT event_date, line, j->>'transaction_id' AS transaction_id, j->>'user_id' AS user_id, j->>'session_id' AS session_id,
  (j->>'event_timestamp')::TIMESTAMPTZ AS event_timestamp, j->>'status' AS status,
  j->>'payment_method' AS payment_method, j->>'$.geo.country' AS geo_country, cents(j->>'total_amount') AS total
FROM valid
QUALIFY row_number() OVER (PARTITION BY event_date, j->>'transaction_id'
  ORDER BY (j->>'$._kafka.ts')::BIGINT, (j->>'$._kafka.p')::BIGINT, (j->>'$._kafka.o')::BIGINT) = 1;

CREATE TABLE items AS
SELECT t.event_date, t.transaction_id, t.status, i.product_id, i.category, i.quantity, i.line_cents, p.product_name, p.brand
FROM transactions t JOIN item_lines i USING (event_date, line)
LEFT JOIN read_csv($products, header = true) p USING (product_id);

CREATE VIEW event_lines AS
SELECT CAST(regexp_extract(filename, 'dt=([0-9-]+)', 1) AS DATE) AS event_date, json AS j
FROM read_ndjson_objects($event_files, filename = true);

CREATE TABLE events AS
SELECT event_date, j->>'event_id' AS event_id, j->>'event_type' AS event_type, j->>'user_id' AS user_id,
  j->>'session_id' AS session_id, (j->>'event_timestamp')::TIMESTAMPTZ AS event_timestamp, j->>'product_id' AS product_id,
  j->>'$.device.type' AS device_type, j->>'$.geo.country' AS geo_country
FROM event_lines
WHERE j->>'event_type' <> 'purchase'
  AND (j->>'event_type' NOT IN ('add_to_cart', 'wishlist') OR j->>'product_id' IS NOT NULL)
  AND (j->>'event_type' <> 'search' OR j->>'$.properties.search_query' IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY event_date, event_id
  ORDER BY (j->>'$._kafka.ts')::BIGINT, (j->>'$._kafka.p')::BIGINT, (j->>'$._kafka.o')::BIGINT) = 1;

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
SELECT event_date, status, payment_method, geo_country, count(*) AS events, count(total) AS count_total_amount, money(sum(total)) AS sum_total_amount,
  CAST(CAST(half_up(sum(total) * 10000, count(*)) AS DECIMAL(38, 0)) * 0.000001::DECIMAL(7, 6) AS DECIMAL(22, 6)) AS avg_total_amount,
  money(min(total)) AS min_total_amount, money(max(total)) AS max_total_amount
FROM transactions GROUP BY ALL;

CREATE TABLE daily_user_events AS
SELECT event_date, event_type, device_type, geo_country, count(*) AS events FROM events GROUP BY ALL;

-- What follows joins the two topics: only dates on which both have landed, be it lines that are not clean, have rows.
CREATE TABLE both_landed AS
SELECT DISTINCT event_date FROM transaction_lines INTERSECT SELECT DISTINCT event_date FROM event_lines;

CREATE VIEW clicks AS SELECT * FROM events SEMI JOIN both_landed USING (event_date);
CREATE VIEW purchases AS SELECT * FROM transactions SEMI JOIN both_landed USING (event_date) WHERE status = 'completed';

CREATE TABLE session_conversion AS
WITH first_clicks AS (
  SELECT event_date, session_id, user_id, device_type, event_timestamp AS first_event_at,
    count(*) OVER (PARTITION BY event_date, session_id) AS events
  FROM clicks
  QUALIFY row_number() OVER (PARTITION BY event_date, session_id ORDER BY event_timestamp, user_id, device_type) = 1
), orders AS (
  SELECT event_date, session_id, min(event_timestamp) AS purchased_at, sum(total) AS total FROM purchases GROUP BY ALL
)
SELECT event_date, session_id, user_id, device_type, events, first_event_at, purchased_at,
  CAST(sign(micros) * money(half_up(abs(micros), 600_000)) AS DECIMAL(10, 2)) AS minutes_to_purchase, money(total) AS total_amount
FROM (SELECT *, epoch_us(purchased_at) - epoch_us(first_event_at) AS micros FROM first_clicks JOIN orders USING (event_date, session_id));

CREATE TABLE user_activity AS
WITH visitors AS (SELECT DISTINCT event_date, user_id FROM clicks)
SELECT event_date, user_id,
  (SELECT count(DISTINCT session_id) FROM clicks c WHERE (c.event_date, c.user_id) = (v.event_date, v.user_id)) AS sessions,
  (SELECT count(*) FROM clicks c WHERE (c.event_date, c.user_id) = (v.event_date, v.user_id)) AS events,
  (SELECT count(*) FROM clicks c WHERE (c.event_date, c.user_id, c.event_type) = (v.event_date, v.user_id, 'page_view')) AS page_views,
  (SELECT count(*) FROM clicks c WHERE (c.event_date, c.user_id, c.event_type) = (v.event_date, v.user_id, 'add_to_cart')) AS carts,
  (SELECT count(*) FROM purchases p WHERE (p.event_date, p.user_id) = (v.event_date, v.user_id)) AS transactions,
  money((SELECT coalesce(sum(total), 0) FROM purchases p WHERE (p.event_date, p.user_id) = (v.event_date, v.user_id))) AS spend
FROM visitors v;

CREATE TABLE cart_abandonment AS
WITH abandoned AS (
  SELECT event_date, session_id FROM clicks WHERE event_type = 'add_to_cart'
  EXCEPT SELECT event_date, session_id FROM purchases
), carts AS (
  SELECT DISTINCT event_date, session_id, product_id FROM clicks SEMI JOIN abandoned USING (event_date, session_id)
  WHERE event_type = 'add_to_cart'
)
SELECT event_date, session_id,
  (SELECT c.user_id FROM clicks c WHERE (c.event_date, c.session_id) = (a.event_date, a.session_id)
    ORDER BY c.event_timestamp, c.user_id LIMIT 1) AS user_id,
  count(*) AS products, money(sum(coalesce(cents(list_price), 0))) AS cart_value
FROM carts a LEFT JOIN read_csv($products, header = true) p USING (product_id)
GROUP BY event_date, session_id;

CREATE TABLE user_segments AS
WITH visitors AS (SELECT event_date, user_id FROM clicks),
buyers AS (SELECT event_date, user_id FROM purchases),
everyone AS (FROM visitors UNION FROM buyers),
yesterday AS (
  SELECT event_date + 1 AS event_date, user_id FROM everyone
), members AS (
  SELECT 'all' AS segment, * FROM everyone
  UNION ALL SELECT 'browsing_buyers', * FROM (FROM visitors INTERSECT FROM buyers)
  UNION ALL SELECT 'browsers_only', * FROM (FROM visitors EXCEPT FROM buyers)
  UNION ALL SELECT 'buyers_only', * FROM (FROM buyers EXCEPT FROM visitors)
  UNION ALL SELECT 'returning', * FROM (FROM everyone INTERSECT FROM yesterday)
  UNION ALL SELECT 'new', * FROM (FROM everyone EXCEPT FROM yesterday)
  UNION ALL SELECT 'lapsed', * FROM (FROM yesterday EXCEPT FROM everyone)
)
SELECT event_date, segment, count(user_id) AS users
FROM both_landed
CROSS JOIN (SELECT unnest(['all', 'browsing_buyers', 'browsers_only', 'buyers_only', 'returning', 'new', 'lapsed']) AS segment)
LEFT JOIN members USING (event_date, segment)
GROUP BY ALL;

CREATE TABLE hourly_traffic AS
WITH hours AS (
  SELECT event_date, hour(event_timestamp AT TIME ZONE 'UTC') AS hour, device_type, count(*) AS events,
    count(DISTINCT session_id) AS sessions, count(DISTINCT user_id) AS users
  FROM clicks GROUP BY ALL
)
SELECT *, money(half_up(100 * (SELECT sum(events) FROM hours o WHERE (o.event_date, o.device_type) = (h.event_date, h.device_type)
    AND o.hour BETWEEN h.hour - 2 AND h.hour), least(h.hour + 1, 3))) AS events_3h_avg
FROM hours h;
