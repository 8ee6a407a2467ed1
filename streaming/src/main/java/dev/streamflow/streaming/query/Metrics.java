package dev.streamflow.streaming.query;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A status in Prometheus' text format: {@code streamflow_live_batch{query="windows"} 12}. */
final class Metrics {
    private Metrics() {}

    static String text(LiveStatus status) {
        StringBuilder text = new StringBuilder();
        String query = "query=\"" + status.query() + "\"";
        add(text, "up", query, status.state() == LiveStatus.State.RUNNING ? 1 : 0);
        add(text, "batch", query, status.batch());
        add(text, "rows_in_per_second", query, status.rowsInPerSecond());
        add(text, "rows_processed_per_second", query, status.rowsProcessedPerSecond());
        addTime(text, "newest_event_seconds", query, status.newestEvent());
        addTime(text, "watermark_seconds", query, status.watermark());
        addTime(text, "updated_seconds", query, status.updated());
        status.figures().forEach((name, value) -> {
            if (value instanceof Number number) {
                add(text, snake(name), query, number);
            }
        });
        text.append("# TYPE streamflow_live_lag gauge\n");
        for (Map.Entry<String, Long> lag : status.lag().entrySet()) {
            sample(text, "lag", query + ",partition=\"" + lag.getKey() + "\"", lag.getValue());
        }
        return text.toString();
    }

    private static void addTime(StringBuilder text, String name, String labels, Instant time) {
        if (time != null) {
            add(text, name, labels, time.toEpochMilli() / 1000.0);
        }
    }

    private static void add(StringBuilder text, String name, String labels, Number value) {
        text.append("# TYPE streamflow_live_").append(name).append(" gauge\n");
        sample(text, name, labels, value);
    }

    private static void sample(StringBuilder text, String name, String labels, Number value) {
        text.append("streamflow_live_").append(name).append('{').append(labels).append("} ");
        text.append(value).append('\n');
    }

    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
