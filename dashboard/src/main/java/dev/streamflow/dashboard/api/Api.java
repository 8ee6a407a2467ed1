package dev.streamflow.dashboard.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.store.Store;
import dev.streamflow.dashboard.web.EventStream;
import dev.streamflow.dashboard.web.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The JSON of the batch pages. */
public final class Api implements Routes {
    private final Store store;
    private final boolean showRows;

    /** @param showRows whether quarantined lines are told */
    public Api(Store store, boolean showRows) {
        this.store = store;
        this.showRows = showRows;
    }

    @Override
    public void add(RoutesConfig routes) {
        Answers answers = new Answers(store);
        routes.get("/api/state", answers.json((ctx, view, json) -> state(json, view.lake())));
        routes.get("/healthz", ctx -> ctx.contentType("application/json").result("{\"status\":\"ok\"}"));
        routes.get("/readyz", this::ready);
        new TableRoutes(store, answers).add(routes);
        new LedgerRoutes(answers, showRows).add(routes);
    }

    private void state(ObjectNode json, LakeState state) {
        json.put("newest", state.newest().map(Object::toString).orElse(null));
        json.put("newestComplete", state.newestComplete().map(Object::toString).orElse(null));
        json.put("trouble", store.trouble().orElse(null));
        var dates = json.putArray("dates");
        state.dates().values().forEach(date -> LedgerRoutes.put(dates.addObject(), date));
    }

    private void ready(Context ctx) {
        ctx.status(store.isReady() ? 200 : 503);
        ctx.contentType("application/json").result("{\"ready\":" + store.isReady() + "}");
    }

    /** Pushes each new state as {@code state}, so that a page can say that there is one. */
    public static void push(Store store, EventStream events) {
        store.onChange(changed -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            Answers.state(json, changed.current());
            json.put("trouble", changed.trouble().orElse(null));
            events.push("state", changed.current().tag(), json.toString());
        });
    }
}
