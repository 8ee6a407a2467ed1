package dev.streamflow.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamflow.dashboard.lake.DateReport;
import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.DateStatus;
import dev.streamflow.dashboard.lake.Equation;
import dev.streamflow.dashboard.lake.Explanation;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.lake.ReasonCount;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.QuarantinedLines;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.store.View;
import dev.streamflow.dashboard.web.NotFoundException;
import dev.streamflow.dashboard.web.Parameters;
import dev.streamflow.dashboard.web.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What the ledgers say: dates, their equations, reasons of quarantine. */
final class LedgerRoutes implements Routes {
    private static final int USUAL_LINES = 50;

    private final Answers answers;
    private final boolean showRows;

    LedgerRoutes(Answers answers, boolean showRows) {
        this.answers = answers;
        this.showRows = showRows;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/api/dates/{date}", answers.json(LedgerRoutes::date));
        routes.get("/api/ledger", answers.json(LedgerRoutes::ledger));
        routes.get("/api/quarantine", answers.json(LedgerRoutes::quarantine));
        routes.get("/api/quarantine/lines", answers.json(this::lines));
    }

    private static void date(Context ctx, View view, ObjectNode json) {
        LocalDate date = Parameters.date(ctx.pathParam("date"));
        Explanation explanation =
                view.lake().explain(date).orElseThrow(() -> new NotFoundException("Nothing is known of " + date + "."));
        put(json, explanation.date());
        ArrayNode equations = json.putArray("equations");
        explanation.equations().forEach(equation -> put(equations.addObject(), equation));
        tables(json.putArray("tables"), explanation, view);
        ArrayNode runs = json.putArray("runs");
        explanation.date().runs().forEach(run -> put(runs.addObject(), run));
    }

    static void put(ObjectNode json, DateState state) {
        json.put("date", state.date().toString());
        json.put("status", status(state.status()));
        json.put("why", state.why());
    }

    private static String status(DateStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode json, Equation equation) {
        json.put("of", equation.of()).put("holds", equation.holds());
        json.putObject("left")
                .put("name", equation.left().name())
                .put("value", equation.left().value());
        ArrayNode right = json.putArray("right");
        equation.right()
                .forEach(term -> right.addObject().put("name", term.name()).put("value", term.value()));
    }

    /** Rows as the ledger counted them when they were written, and as they are loaded. */
    private static void tables(ArrayNode json, Explanation explanation, View view) {
        Range day = Range.ending(explanation.date().date(), 1);
        explanation.tables().forEach((name, rows) -> {
            boolean loaded =
                    view.tables().stream().anyMatch(table -> table.name().equals(name));
            long found =
                    loaded ? view.total(name, Figure.rows(), day, List.of()).longValueExact() : 0;
            json.addObject()
                    .put("table", name)
                    .put("ledger", rows)
                    .put("loaded", found)
                    .put("holds", rows == found);
        });
    }

    private static void put(ObjectNode json, DateReport run) {
        json.put("run", run.run()).put("publication", run.publication()).put("code", run.code());
        json.put("startedAt", run.startedAt() == null ? null : run.startedAt().toString());
        json.put("batch", run.batch());
        ObjectNode parameters = json.putObject("parameters");
        run.parameters().forEach(parameters::put);
        ArrayNode renewed = json.putArray("renewed");
        run.renewed().forEach(date -> renewed.add(date.toString()));
        audits(json.putArray("audits"), run.audits());
        audits(json.putArray("warnings"), run.warnings());
    }

    private static void audits(ArrayNode json, List<DateReport.Audit> audits) {
        audits.forEach(audit -> json.addObject()
                .put("check", audit.check())
                .put("of", audit.of())
                .put("expected", audit.expected())
                .put("found", audit.found())
                .put("passed", audit.passed()));
    }

    private static void ledger(Context ctx, View view, ObjectNode json) {
        ArrayNode dates = json.putArray("dates");
        ArrayNode statuses = json.putArray("statuses");
        ArrayNode topics = json.putArray("topics");
        ArrayNode landed = json.putArray("landed");
        ArrayNode clean = json.putArray("clean");
        ArrayNode duplicates = json.putArray("duplicates");
        ArrayNode quarantined = json.putArray("quarantined");
        ArrayNode runs = json.putArray("runs");
        for (LedgerEntry entry : view.lake().ledger()) {
            dates.add(entry.date().toString());
            statuses.add(status(view.lake().dates().get(entry.date()).status()));
            topics.add(entry.topic());
            landed.add(entry.landed());
            clean.add(entry.clean());
            duplicates.add(entry.duplicates());
            quarantined.add(entry.quarantined());
            runs.add(entry.runs());
        }
    }

    private static void quarantine(Context ctx, View view, ObjectNode json) {
        Range range = Parameters.of(ctx).range(view.lake());
        json.put("from", range.from().toString()).put("to", range.to().toString());
        ArrayNode dates = json.putArray("dates");
        ArrayNode topics = json.putArray("topics");
        ArrayNode reasons = json.putArray("reasons");
        ArrayNode rows = json.putArray("rows");
        for (ReasonCount count : view.lake().reasons(range.from(), range.to())) {
            dates.add(count.date().toString());
            topics.add(count.topic());
            reasons.add(count.reason());
            rows.add(count.rows());
        }
    }

    private void lines(Context ctx, View view, ObjectNode json) {
        if (!showRows) {
            throw new NotFoundException(QuarantinedLines.HIDDEN);
        }
        Parameters asked = Parameters.of(ctx);
        Range range = asked.range(view.lake());
        QuarantinedLines found = view.quarantined(new QuarantinedLines.Query(
                asked.required("topic"),
                range,
                asked.text("reason").orElse(null),
                asked.number("offset", 0, 0, QuarantinedLines.REACH - 1),
                asked.number("limit", USUAL_LINES, 1, QuarantinedLines.MOST)));
        json.put("from", range.from().toString()).put("to", range.to().toString());
        json.put("total", found.total());
        ArrayNode lines = json.putArray("lines");
        found.lines().forEach(line -> put(lines.addObject(), line));
    }

    private static void put(ObjectNode json, QuarantinedLines.Line line) {
        json.put("date", line.date().toString()).put("landingRun", line.run());
        json.put("partition", line.partition()).put("offset", line.offset());
        json.put("timestamp", line.timestamp() == null ? null : line.timestamp().toString());
        ArrayNode reasons = json.putArray("reasons");
        line.reasons().forEach(reasons::add);
        json.put("text", line.text()).put("characters", line.length());
    }
}
