-- One date from landed lines to silver, as a DuckDB user would: types given to the JSON reader, what does not fit is null.
-- A text that arrived as true or false was no text. The faults looked for are those that the producers' dirt has.
CREATE OR REPLACE MACRO is_text(value) AS value NOT IN ('', 'true', 'false');

CREATE OR REPLACE TEMP TABLE user_events AS
SELECT event_id, event_type, user_id, session_id, event_timestamp, page, product_id,
  device.type AS device_type, device.os AS device_os, device.browser AS device_browser, geo.country AS geo_country, geo.city AS geo_city,
  properties->>'referrer' AS properties_referrer, properties->>'search_query' AS properties_search_query,
  (properties->>'position')::BIGINT AS properties_position,
  _kafka.p AS _partition, _kafka.o AS _offset, make_timestamptz(_kafka.ts * 1000) AS _timestamp
FROM read_json('$landing/user_events/dt=$date/*.jsonl.zst', format = 'newline_delimited', ignore_errors = true, columns = {
  _kafka: 'STRUCT(p INTEGER, o BIGINT, ts BIGINT)', event_id: 'VARCHAR', event_type: 'VARCHAR', user_id: 'VARCHAR', session_id: 'VARCHAR',
  event_timestamp: 'TIMESTAMPTZ', page: 'VARCHAR', product_id: 'VARCHAR', device: 'STRUCT("type" VARCHAR, os VARCHAR, browser VARCHAR)',
  geo: 'STRUCT(country VARCHAR, city VARCHAR)', properties: 'JSON'})
WHERE event_type IN ('login', 'logout', 'page_view', 'search', 'click', 'add_to_cart', 'remove_from_cart', 'wishlist')
  AND device.type IN ('mobile', 'desktop', 'tablet') AND device.os IS NOT NULL AND device.browser IS NOT NULL
  AND geo.country IS NOT NULL AND geo.city IS NOT NULL AND event_timestamp IS NOT NULL
  AND is_text(event_id) AND is_text(user_id) AND is_text(session_id) AND is_text(page) AND coalesce(is_text(product_id), true)
  AND (product_id IS NOT NULL OR event_type NOT IN ('add_to_cart', 'remove_from_cart', 'wishlist'))
  AND (properties IS NULL OR json_type(properties) = 'OBJECT')
  AND (event_type <> 'search' OR properties->>'search_query' IS NOT NULL);

-- A few rows are duplicates: finding them costs half of numbering all rows.
DELETE FROM user_events e USING (
  SELECT event_id AS id, min(row(_timestamp, _partition, _offset)) AS first FROM user_events GROUP BY ALL HAVING count(*) > 1
) d WHERE e.event_id = d.id AND row(e._timestamp, e._partition, e._offset) <> d.first;

CREATE OR REPLACE TEMP TABLE transaction_lines AS
SELECT transaction_id, user_id, session_id, event_timestamp, items, discount_percentage, total_amount, currency, payment_method, status,
  customer_segment, is_new_customer, order_source, geo.country AS geo_country, geo.city AS geo_city,
  _kafka.p AS _partition, _kafka.o AS _offset, make_timestamptz(_kafka.ts * 1000) AS _timestamp,
  list_transform(items, lambda item: round(item.quantity * item.unit_price * (100 - discount_percentage) * 0.01, 2)::DECIMAL(18, 2)) AS line_amounts
FROM read_json('$landing/transaction_events/dt=$date/*.jsonl.zst', format = 'newline_delimited', ignore_errors = true, columns = {
  _kafka: 'STRUCT(p INTEGER, o BIGINT, ts BIGINT)', transaction_id: 'VARCHAR', user_id: 'VARCHAR', session_id: 'VARCHAR',
  event_timestamp: 'TIMESTAMPTZ', items: 'STRUCT(product_id VARCHAR, category VARCHAR, quantity INTEGER, unit_price DECIMAL(9, 2))[]',
  discount_percentage: 'DECIMAL(5, 2)', total_amount: 'DECIMAL(18, 2)', currency: 'VARCHAR', payment_method: 'VARCHAR', status: 'VARCHAR',
  customer_segment: 'VARCHAR', is_new_customer: 'BOOLEAN', order_source: 'VARCHAR', geo: 'STRUCT(country VARCHAR, city VARCHAR)'})
WHERE is_text(transaction_id) AND is_text(user_id) AND is_text(session_id) AND event_timestamp IS NOT NULL AND len(items) > 0
  AND discount_percentage BETWEEN 0 AND 100 AND currency = 'USD'
  AND payment_method IN ('credit_card', 'debit_card', 'paypal', 'bank_transfer', 'gift_card')
  AND status IN ('completed', 'pending', 'failed', 'refunded') AND customer_segment IN ('new', 'regular', 'premium', 'vip')
  AND is_new_customer IS NOT NULL AND order_source IN ('web', 'mobile_app', 'phone', 'marketplace')
  AND geo.country IS NOT NULL AND geo.city IS NOT NULL AND total_amount >= 0 AND total_amount = list_sum(line_amounts);

DELETE FROM transaction_lines e USING (
  SELECT transaction_id AS id, min(row(_timestamp, _partition, _offset)) AS first FROM transaction_lines GROUP BY ALL HAVING count(*) > 1
) d WHERE e.transaction_id = d.id AND row(e._timestamp, e._partition, e._offset) <> d.first;

CREATE OR REPLACE TEMP VIEW transaction_events AS
SELECT * EXCLUDE (line_amounts) REPLACE (
  items::STRUCT(product_id VARCHAR, category VARCHAR, quantity BIGINT, unit_price DECIMAL(18, 2))[] AS items,
  discount_percentage::DECIMAL(18, 2) AS discount_percentage)
FROM transaction_lines;

CREATE OR REPLACE TEMP TABLE transaction_items AS
SELECT transaction_id, line, user_id, session_id, event_timestamp, status, i.product_id, product_name, i.category, brand, list_price,
  i.quantity::BIGINT AS quantity, i.unit_price::DECIMAL(18, 2) AS unit_price, line_amount
FROM (
  SELECT * EXCLUDE (items, line_amounts), unnest(items) AS i, unnest(line_amounts) AS line_amount, generate_subscripts(items, 1)::INTEGER AS line
  FROM transaction_lines
) LEFT JOIN products p ON p.product_id = i.product_id;
