-- One date of gold from the temporary tables of silver.sql; yesterday and revenues are kept from one date to the next.
CREATE OR REPLACE MACRO half_up(dividend, divisor) AS (2 * dividend + divisor) // (2 * divisor);
CREATE OR REPLACE MACRO cents(amount) AS (amount * 100)::BIGINT;
CREATE OR REPLACE MACRO money(cents) AS (cents::BIGINT * 0.01)::DECIMAL(18, 2);

CREATE OR REPLACE TEMP TABLE completed AS
SELECT user_id, session_id, event_timestamp, total_amount FROM transaction_lines WHERE status = 'completed';

CREATE OR REPLACE TEMP TABLE session_orders AS
SELECT session_id, min(event_timestamp) AS purchased_at, sum(total_amount)::DECIMAL(18, 2) AS total_amount FROM completed GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE user_orders AS
SELECT user_id, count(*) AS transactions, sum(total_amount)::DECIMAL(18, 2) AS spend FROM completed GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE sessions AS
SELECT session_id, min(row(event_timestamp, user_id, device_type)) AS first, count(*) AS events FROM user_events GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE session_conversion AS
SELECT session_id, first[2] AS user_id, first[3] AS device_type, events, first[1] AS first_event_at, purchased_at,
  ((micros + sign(micros) * 300_000) // 600_000 * 0.01)::DECIMAL(10, 2) AS minutes_to_purchase, total_amount
FROM (SELECT *, epoch_us(purchased_at) - epoch_us(first[1]) AS micros FROM sessions JOIN session_orders USING (session_id))
ORDER BY session_id;

CREATE OR REPLACE TEMP TABLE user_activity AS
SELECT user_id, sessions, events, page_views, carts, coalesce(transactions, 0) AS transactions, coalesce(spend, 0)::DECIMAL(18, 2) AS spend
FROM (
  SELECT user_id, count(DISTINCT session_id) AS sessions, count(*) AS events, count(*) FILTER (event_type = 'page_view') AS page_views,
    count(*) FILTER (event_type = 'add_to_cart') AS carts
  FROM user_events GROUP BY ALL
) LEFT JOIN user_orders USING (user_id)
ORDER BY user_id;

CREATE OR REPLACE TEMP TABLE cart_abandonment AS
SELECT session_id, any_value(first[2]) AS user_id, count(*) AS products, coalesce(sum(list_price), 0)::DECIMAL(18, 2) AS cart_value
FROM (SELECT DISTINCT session_id, product_id FROM user_events WHERE event_type = 'add_to_cart')
ANTI JOIN session_orders USING (session_id) JOIN sessions USING (session_id) LEFT JOIN products USING (product_id)
GROUP BY session_id
ORDER BY session_id;

CREATE OR REPLACE TEMP TABLE users AS
SELECT user_id, a.user_id IS NOT NULL AS browsed, o.user_id IS NOT NULL AS bought, true AS is_here
FROM user_activity a FULL JOIN user_orders o USING (user_id);

CREATE OR REPLACE TEMP TABLE user_segments AS
UNPIVOT (
  SELECT count(*) FILTER (is_here) AS "all", count(*) FILTER (browsed AND bought) AS browsing_buyers,
    count(*) FILTER (browsed AND NOT bought) AS browsers_only, count(*) FILTER (bought AND NOT browsed) AS buyers_only,
    count(*) FILTER (is_here AND was_here) AS returning, count(*) FILTER (is_here AND was_here IS NULL) AS new,
    count(*) FILTER (was_here AND is_here IS NULL) AS lapsed
  FROM users FULL JOIN (SELECT user_id, true AS was_here FROM yesterday WHERE event_date = DATE '$date' - 1) USING (user_id)
) ON COLUMNS(*) INTO NAME segment VALUE users
ORDER BY segment;
CREATE OR REPLACE TEMP TABLE yesterday AS SELECT DATE '$date' AS event_date, user_id FROM users;

CREATE OR REPLACE TEMP TABLE hourly_traffic AS
SELECT hour, device_type, events, sessions, users, money(half_up(100 * sum(events) OVER recent, least(hour + 1, 3))) AS events_3h_avg
FROM (
  SELECT hour(event_timestamp)::INTEGER AS hour, device_type, count(*) AS events, count(DISTINCT session_id) AS sessions,
    count(DISTINCT user_id) AS users
  FROM user_events GROUP BY ALL
)
WINDOW recent AS (PARTITION BY device_type ORDER BY hour RANGE BETWEEN 2 PRECEDING AND CURRENT ROW)
ORDER BY hour, device_type;

CREATE OR REPLACE TEMP TABLE daily_user_events AS
SELECT event_type, device_type, geo_country, count(*) AS events FROM user_events GROUP BY ALL ORDER BY ALL;

CREATE OR REPLACE TEMP TABLE daily_transaction_events AS
SELECT status, payment_method, geo_country, count(*) AS events, count(total_amount) AS count_total_amount,
  sum(total_amount)::DECIMAL(28, 2) AS sum_total_amount,
  (half_up(sum(cents(total_amount)) * 10_000, count(*))::BIGINT * 0.000001)::DECIMAL(22, 6) AS avg_total_amount,
  min(total_amount) AS min_total_amount, max(total_amount) AS max_total_amount
FROM transaction_lines GROUP BY ALL ORDER BY ALL;

CREATE OR REPLACE TEMP TABLE product_ranking AS
SELECT category, product_id, product_name, brand, units, revenue,
  (rank() OVER (PARTITION BY category ORDER BY revenue DESC))::INTEGER AS revenue_rank,
  CASE total WHEN 0 THEN 0 ELSE (half_up(10_000 * cents(revenue), total)::BIGINT * 0.0001)::DECIMAL(5, 4) END::DECIMAL(5, 4) AS share_of_category
FROM (
  SELECT *, sum(cents(revenue)) OVER (PARTITION BY category) AS total
  FROM (
    SELECT category, product_id, product_name, brand, sum(quantity)::BIGINT AS units, sum(line_amount)::DECIMAL(18, 2) AS revenue
    FROM transaction_items WHERE status = 'completed' GROUP BY ALL))
ORDER BY category, revenue_rank, product_id;

INSERT INTO revenues
SELECT DATE '$date', count(*), count(DISTINCT user_id), (SELECT coalesce(sum(units), 0) FROM product_ranking), coalesce(sum(total_amount), 0)
FROM completed;

CREATE OR REPLACE TEMP TABLE daily_revenue AS
SELECT d.transactions, d.buyers, d.units, d.revenue,
  (sum(o.revenue) FILTER (o.event_date >= date_trunc('month', d.event_date)))::DECIMAL(18, 2) AS revenue_month_to_date,
  money(half_up(sum(cents(o.revenue)) FILTER (o.event_date >= d.event_date - 6), count(*) FILTER (o.event_date >= d.event_date - 6)))
    AS revenue_7d_avg
FROM revenues d JOIN revenues o ON o.event_date <= d.event_date
WHERE d.event_date = DATE '$date'
GROUP BY d.event_date, d.transactions, d.buyers, d.units, d.revenue;
