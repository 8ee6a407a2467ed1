package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.live.LiveDays;
import dev.streamflow.dashboard.live.LiveStore;
import dev.streamflow.dashboard.live.LiveTable;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.LivePage;
import dev.streamflow.dashboard.view.Page;
import dev.streamflow.dashboard.view.Shell;
import dev.streamflow.dashboard.web.Assets;
import dev.streamflow.dashboard.web.ErrorPage;
import dev.streamflow.dashboard.web.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The live page: how the queries are, and their windows as they roll. */
public final class LivePages implements Routes, ErrorPage {
    private static final String WINDOW = "window";
    private static final Map<String, Integer> MINUTES = new LinkedHashMap<>();

    static {
        MINUTES.put("15m", 15);
        MINUTES.put("1h", 60);
        MINUTES.put("6h", 360);
    }

    private final LiveStore store;
    private final LiveDays days;
    private final Clock clock;
    private final Supplier<Optional<String>> batchUrl;
    private final Shells shells;
    private final Templates templates = new Templates();

    /**
     * Pages over live queries.
     *
     * @param batchUrl of the batch pages; empty where they are not shown
     */
    public LivePages(LiveStore store, LiveDays days, Assets assets, Clock clock, Supplier<Optional<String>> batchUrl) {
        this.store = store;
        this.days = days;
        this.clock = clock;
        this.batchUrl = batchUrl;
        this.shells = new Shells(assets::url, batchUrl);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/", this::live);
    }

    private void live(Context ctx) {
        Address address = Pages.address(ctx);
        ctx.html(templates.html(new Page("live", shells.live("Live", address), Map.of("model", model(address)))));
    }

    private LivePage model(Address address) {
        String window = address.value(WINDOW).orElse("1h");
        if (!MINUTES.containsKey(window)) {
            throw new BadQuestionException("The windows are of 15m, 1h or 6h.");
        }
        String version = days.version();
        Instant now = clock.instant();
        List<Shell.Link> links = MINUTES.keySet().stream()
                .map(name -> new Shell.Link(name, address.with(WINDOW, name).href(), name.equals(window)))
                .toList();
        return new LivePage(
                version,
                now.toString(),
                store.trouble().orElse(""),
                store.queries().stream().map(query -> LiveCards.of(query, now)).toList(),
                links,
                store.tables().stream()
                        .map(table -> windows(table, MINUTES.get(window)))
                        .toList());
    }

    private LivePage.Query windows(LiveTable table, int minutes) {
        String note = table.newestEvent() == null
                ? "No event yet."
                : "Newest event " + DateExplained.instant(table.newestEvent()) + ", batch " + table.batch() + ".";
        LiveDayTable beside = new LiveDayTable(table, batchUrl.get().orElse(""));
        return new LivePage.Query(
                table.query(), note, new LiveWindows(store, table, minutes).blocks(), beside.of(days.of(table)));
    }

    @Override
    public String html(int status, String sentence) {
        return templates.html(new Page(
                "error",
                shells.live("Error " + status, Address.of("/error")).plain(),
                Map.of("status", status, "sentence", sentence)));
    }
}
