package dev.streamflow.dashboard.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.web.EventStream;
import dev.streamflow.dashboard.web.Parameters;
import dev.streamflow.dashboard.web.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The JSON of the live page; what is exact, such as money, is text. */
public final class LiveRoutes implements Routes {
    private static final String JSON = "application/json";

    private final LiveStore store;
    private final LiveDays days;
    private final Clock clock;

    public LiveRoutes(LiveStore store, LiveDays days, Clock clock) {
        this.store = store;
        this.days = days;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/api/live/health", ctx -> answer(ctx, health(store, clock)));
        routes.get("/api/live/windows", this::windows);
        routes.get("/api/live/days", this::days);
        routes.get("/healthz", ctx -> ctx.contentType(JSON).result("{\"status\":\"ok\"}"));
        routes.get("/readyz", ctx -> ctx.contentType(JSON).result("{\"ready\":true}"));
    }

    /**
     * Pushes {@code health} whenever a query says something new, and {@code windows} with each publication, also one of
     * batch. Their id is the version that a page has.
     */
    public static void push(LiveStore store, LiveDays days, EventStream events, Clock clock) {
        days.onChange(() -> {
            // Either side's watcher may tell: the last to push has to be the one with the newest version.
            synchronized (events) {
                String version = days.version();
                events.push("health", version, health(store, clock).toString());
                ObjectNode windows = JsonNodeFactory.instance.objectNode();
                store.tables().forEach(table -> windows.put(table.query(), table.batch()));
                events.push("windows", version, windows.toString());
            }
        });
    }

    private static void answer(Context ctx, ObjectNode json) {
        ctx.header("Cache-Control", "no-store");
        ctx.contentType(JSON).result(json.toString());
    }

    private static ObjectNode health(LiveStore store, Clock clock) {
        Instant now = clock.instant();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", now.toString()).put("trouble", store.trouble().orElse(null));
        ArrayNode queries = json.putArray("queries");
        store.queries().forEach(query -> put(queries.addObject(), query, now));
        ArrayNode tables = json.putArray("windows");
        store.tables().forEach(table -> put(tables.addObject(), table));
        return json;
    }

    private static void put(ObjectNode json, QueryHealth query, Instant now) {
        json.put("query", query.query()).put("state", query.words(now)).put("well", query.isWell(now));
        json.put("batch", query.batch()).put("reason", query.reason());
        json.put("updated", query.updated().toString());
        json.put("rowsInPerSecond", query.rowsInPerSecond());
        json.put("rowsProcessedPerSecond", query.rowsProcessedPerSecond());
        json.put("newestEvent", text(query.newestEvent())).put("watermark", text(query.watermark()));
        json.put(
                "watermarkDelaySeconds",
                query.watermarkDelay().map(delay -> delay.toSeconds()).orElse(null));
        json.put("lag", query.totalLag());
        ObjectNode figures = json.putObject("figures");
        query.figures().forEach(figures::put);
        ArrayNode at = json.putArray("historyAt");
        ArrayNode lag = json.putArray("historyLag");
        ArrayNode rows = json.putArray("historyRowsIn");
        query.history().forEach(sample -> {
            at.add(sample.at().toString());
            lag.add(sample.lag());
            rows.add(sample.rowsInPerSecond());
        });
    }

    private static void put(ObjectNode json, LiveTable table) {
        json.put("query", table.query()).put("batch", table.batch());
        json.put("watermark", text(table.watermark())).put("newestEvent", text(table.newestEvent()));
        strings(json.putArray("dimensions"), table.dimensions());
        strings(json.putArray("figures"), table.figures());
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static void strings(ArrayNode json, List<String> texts) {
        texts.forEach(json::add);
    }

    private void windows(Context ctx) {
        Parameters asked = Parameters.of(ctx);
        Timeline.Query query = new Timeline.Query(
                asked.required("query"),
                asked.text("figure").orElse("events"),
                asked.number("minutes", 60, 15, 1440),
                asked.number("windows", 96, 1, 192),
                asked.text("by").orElse(null),
                asked.number("most", 10, 1, 50));
        Timeline timeline = store.timeline(query);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, timeline.table());
        json.put("minutes", query.minutes());
        ArrayNode ends = json.putArray("ends");
        timeline.ends().forEach(end -> ends.add(end.toString()));
        ArrayNode open = json.putArray("open");
        timeline.open().forEach(open::add);
        ArrayNode lines = json.putArray("lines");
        timeline.lines().forEach(line -> {
            ArrayNode values = lines.addObject().put("name", line.name()).putArray("values");
            line.values().forEach(value -> add(values, value, timeline.exact()));
        });
        answer(ctx, json);
    }

    private void days(Context ctx) {
        String query = Parameters.of(ctx).required("query");
        LiveTable table = store.tables().stream()
                .filter(one -> one.query().equals(query))
                .findFirst()
                .orElseThrow(() -> new BadQuestionException("No query of that name publishes windows."));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("query", query).put("table", days.gold(table).orElse(null));
        strings(json.putArray("figures"), table.figures());
        ArrayNode array = json.putArray("days");
        for (LiveDay day : days.of(table)) {
            ObjectNode one = array.addObject().put("date", day.date().toString());
            one.put("since", day.since().toString());
            one.put("status", day.status() == null ? null : day.status().name().toLowerCase(Locale.ROOT));
            figures(one.putArray("live"), table, day.live());
            if (day.isPublished()) {
                figures(one.putArray("batch"), table, day.batch());
            } else {
                one.putNull("batch");
            }
        }
        answer(ctx, json);
    }

    private static void figures(ArrayNode json, LiveTable table, List<BigDecimal> values) {
        for (int i = 0; i < values.size(); i++) {
            add(json, values.get(i), table.exact().contains(table.figures().get(i)));
        }
    }

    private static void add(ArrayNode json, BigDecimal value, boolean exact) {
        if (value != null && exact) {
            json.add(value.toPlainString());
        } else {
            json.add(value);
        }
    }
}
