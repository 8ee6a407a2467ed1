package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Store;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.store.View;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.Page;
import dev.streamflow.dashboard.web.ErrorPage;
import dev.streamflow.dashboard.web.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The pages over gold and the ledger. Each is made of one state of the lake. */
public final class Pages implements Routes, ErrorPage {
    private static final int LONGEST = 400;
    private static final int MOST = 32;

    private final Store store;
    private final Look look;
    private final Shells shells;
    private final Templates templates = new Templates();

    public Pages(Store store, Look look) {
        this.store = store;
        this.look = look;
        this.shells = new Shells(look.asset(), look.liveUrl());
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                "/",
                dated("overview", "Overview", (question, ctx) -> new OverviewPage(question, look.schemas()).model()));
        routes.get(
                "/tables",
                dated("tables", "Tables", (question, ctx) -> new TablePages(question, look.schemas()).list()));
        routes.get(
                "/tables/{table}",
                dated(
                        "table",
                        "",
                        (question, ctx) -> new TablePages(question, look.schemas()).page(ctx.pathParam("table"))));
        routes.get("/dates", dated("dates", "Dates", (question, ctx) -> new DatePages(question).list()));
        routes.get("/dates/{date}", this::date);
        routes.get("/quality", dated("quality", "Quality", (question, ctx) -> new QualityPage(question, look).model()));
        routes.get(
                QuarantinePage.PATH,
                dated(
                        "quarantine",
                        "Quarantined lines",
                        (question, ctx) -> new QuarantinePage(question, look.showRows()).model()));
        routes.get("/ledger", dated("ledger", "Ledger", (question, ctx) -> new LedgerPage(question).model()));
        routes.get("/about", this::about);
        routes.get(Connections.VIEWS, this::views);
    }

    /** What a page shows. */
    private interface Model {
        Object of(Question question, Context ctx);
    }

    private Handler dated(String template, String title, Model model) {
        return ctx -> answer(ctx, view -> {
            Address address = address(ctx);
            if (view.lake().isEmpty()) {
                return empty(address, view);
            }
            Question question = Question.of(view, address);
            Object made = model.of(question, ctx);
            String name = title.isEmpty() ? ctx.pathParam("table") : title;
            return new Page(template, shells.of(name, question, store.trouble()), Map.of("model", made));
        });
    }

    private Page empty(Address address, View view) {
        return new Page(
                "empty",
                shells.of("Nothing yet", address, view.lake(), store.trouble()),
                Map.of("lake", look.lakeFolder()));
    }

    private void date(Context ctx) {
        answer(ctx, view -> {
            Address address = address(ctx);
            Question question = Question.of(view, address);
            Object model = new DateExplained(question, Period.date(ctx.pathParam("date")), look.showRows()).model();
            return new Page(
                    "date",
                    shells.of(ctx.pathParam("date"), address, view.lake(), store.trouble()),
                    Map.of("model", model));
        });
    }

    private void about(Context ctx) {
        answer(
                ctx,
                view -> new Page(
                        "about",
                        shells.of("About", address(ctx), view.lake(), store.trouble()),
                        Map.of("model", connections(view).about())));
    }

    private void views(Context ctx) {
        String sql = store.read(view -> connections(view).views());
        ctx.contentType("application/sql; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=\"views.sql\"");
        ctx.result(sql);
    }

    private Connections connections(View view) {
        List<String> tables = view.tables().stream().map(Table::name).toList();
        return new Connections(look.lakeFolder(), tables);
    }

    private void answer(Context ctx, Function<View, Page> page) {
        ctx.html(templates.html(store.read(page)));
    }

    /** @throws BadQuestionException if there are too many parameters, or one is too long */
    static Address address(Context ctx) {
        Map<String, String> parameters = new LinkedHashMap<>();
        ctx.queryParamMap().forEach((name, values) -> {
            if (parameters.size() >= MOST
                    || name.length() > LONGEST
                    || values.get(0).length() > LONGEST) {
                throw new BadQuestionException("The address has more, or longer, parameters than any page asks for.");
            }
            parameters.put(name, values.get(0));
        });
        String[] segments = ctx.path().substring(1).split("/", -1);
        return new Address(Address.path(segments), parameters);
    }

    @Override
    public String html(int status, String sentence) {
        return templates.html(new Page(
                "error",
                shells.of("Error " + status, Address.of("/error"), store.current(), store.trouble())
                        .plain(),
                Map.of("status", status, "sentence", sentence)));
    }
}
