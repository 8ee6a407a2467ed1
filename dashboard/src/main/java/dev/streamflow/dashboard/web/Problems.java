package dev.streamflow.dashboard.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.BusyException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults as answers: problem+json for programs, a page for people, each with one sentence that says what to do. */
final class Problems implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ErrorPage page;

    Problems(ErrorPage page) {
        this.page = page;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.exception(BadQuestionException.class, (e, ctx) -> answer(ctx, 400, e.getMessage()));
        routes.exception(NotFoundException.class, (e, ctx) -> answer(ctx, 404, e.getMessage()));
        routes.exception(BusyException.class, (e, ctx) -> {
            ctx.header("Retry-After", "2");
            answer(ctx, 503, e.getMessage());
        });
        routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e.getStatus(), sentence(e.getStatus())));
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("Cannot answer {}", ctx.path(), e);
            answer(ctx, 500, "The dashboard has failed at this; its log says why.");
        });
    }

    private static String sentence(int status) {
        return status == HttpStatus.NOT_FOUND.getCode()
                ? "There is no such page."
                : "The dashboard does not understand this request.";
    }

    private void answer(Context ctx, int status, String sentence) {
        ctx.status(status);
        if (isForProgram(ctx)) {
            ctx.result(JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "about:blank")
                    .put("title", HttpStatus.forStatus(status).getMessage())
                    .put("status", status)
                    .put("detail", sentence)
                    .toString());
            ctx.contentType("application/problem+json");
        } else {
            ctx.html(page.html(status, sentence));
        }
    }

    private static boolean isForProgram(Context ctx) {
        String path = ctx.path();
        return path.startsWith("/api/") || path.equals("/healthz") || path.equals("/readyz");
    }
}
