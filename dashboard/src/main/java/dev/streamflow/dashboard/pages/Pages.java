package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.store.Store;
import dev.streamflow.dashboard.web.Assets;
import dev.streamflow.dashboard.web.ErrorPage;
import dev.streamflow.dashboard.web.Routes;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;

/** The batch pages: each is a template over what one state of the lake answers. */
public final class Pages implements Routes, ErrorPage {
    private final Store store;
    private final Assets assets;
    private final Clock clock;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    public Pages(Store store, Assets assets, Clock clock) {
        this.store = store;
        this.assets = assets;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/", this::overview);
    }

    private void overview(Context ctx) {
        String html = store.read(view -> render(
                "overview.jte",
                Map.of(
                        "assets", assets,
                        "state", view.lake(),
                        "tables", view.tables(),
                        "now", clock.instant())));
        ctx.html(html);
    }

    @Override
    public String html(int status, String sentence) {
        return render("error.jte", Map.of("assets", assets, "status", status, "sentence", sentence));
    }

    private String render(String template, Map<String, Object> model) {
        TemplateOutput output = new StringOutput();
        templates.render(template, model, output);
        return output.toString();
    }
}
