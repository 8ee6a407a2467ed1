package dev.streamflow.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code status.json}. */
final class StatusDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OWN = Set.of(
            "query",
            "state",
            "batch",
            "rowsInPerSecond",
            "rowsProcessedPerSecond",
            "newestEvent",
            "watermark",
            "lag",
            "updated",
            "reason");

    private StatusDocument() {}

    /** @throws IOException if it is none */
    static QueryHealth read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        Instant updated = time(json, "updated");
        if (!json.path("query").isTextual() || updated == null) {
            throw new IOException("it is no status of a query");
        }
        SortedMap<String, Long> lag = new TreeMap<>();
        json.path("lag")
                .properties()
                .forEach(entry -> lag.put(entry.getKey(), entry.getValue().asLong()));
        SortedMap<String, Long> figures = new TreeMap<>();
        json.properties().forEach(entry -> {
            if (!OWN.contains(entry.getKey()) && entry.getValue().isIntegralNumber()) {
                figures.put(entry.getKey(), entry.getValue().asLong());
            }
        });
        return new QueryHealth(
                json.path("query").asText(),
                json.path("state").asText("unknown"),
                json.path("batch").asLong(-1),
                json.path("rowsInPerSecond").asDouble(),
                json.path("rowsProcessedPerSecond").asDouble(),
                time(json, "newestEvent"),
                time(json, "watermark"),
                lag,
                updated,
                json.path("reason").isTextual() ? json.path("reason").asText() : null,
                figures,
                List.of());
    }

    private static Instant time(JsonNode json, String name) {
        try {
            return json.path(name).isTextual() ? Instant.parse(json.path(name).asText()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
