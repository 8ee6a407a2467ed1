package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.live.LiveStore;
import dev.streamflow.dashboard.web.Assets;
import dev.streamflow.dashboard.web.ErrorPage;
import dev.streamflow.dashboard.web.Routes;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.Map;

/** The live page. */
public final class LivePages implements Routes, ErrorPage {
    private final LiveStore store;
    private final Assets assets;
    private final Clock clock;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    public LivePages(LiveStore store, Assets assets, Clock clock) {
        this.store = store;
        this.assets = assets;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                "/",
                ctx -> ctx.html(render(
                        "live.jte", Map.of("assets", assets, "queries", store.queries(), "now", clock.instant()))));
    }

    @Override
    public String html(int status, String sentence) {
        return render("error.jte", Map.of("assets", assets, "status", status, "sentence", sentence));
    }

    private String render(String template, Map<String, Object> model) {
        StringOutput output = new StringOutput();
        templates.render(template, model, output);
        return output.toString();
    }
}
