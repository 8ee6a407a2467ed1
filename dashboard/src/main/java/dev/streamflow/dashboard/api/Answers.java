package dev.streamflow.dashboard.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.store.Store;
import dev.streamflow.dashboard.store.View;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Answers in JSON, each from one state, whose number is in the body and whose tag is the ETag. */
final class Answers {
    private final Store store;
    /** Another process may say it otherwise. */
    private final String process = UUID.randomUUID().toString().substring(0, 8);

    Answers(Store store) {
        this.store = store;
    }

    /** What an answer has besides the state. */
    interface Body {
        void fill(Context ctx, View view, ObjectNode json);
    }

    Handler json(Body body) {
        return ctx -> answer(ctx, (view, json) -> body.fill(ctx, view, json));
    }

    private void answer(Context ctx, BiConsumer<View, ObjectNode> body) {
        long started = System.nanoTime();
        String text = store.read(view -> {
            String tag = "\"" + process + "-" + view.lake().tag() + "-"
                    + store.trouble().hashCode() + "\"";
            ctx.header("ETag", tag);
            if (tag.equals(ctx.header("If-None-Match"))) {
                ctx.status(304);
                return "";
            }
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            state(json, view.lake());
            body.accept(view, json);
            return json.toString();
        });
        double millis = (System.nanoTime() - started) / 1e6;
        ctx.header("Server-Timing", String.format(Locale.ROOT, "query;dur=%.1f", millis));
        ctx.contentType("application/json").result(text);
    }

    static void state(ObjectNode json, LakeState state) {
        json.put("state", state.number());
        json.put(
                "publishedAt",
                state.publishedAt() == null ? null : state.publishedAt().toString());
    }
}
