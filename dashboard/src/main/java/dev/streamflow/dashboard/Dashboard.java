package dev.streamflow.dashboard;

import dev.streamflow.dashboard.api.Api;
import dev.streamflow.dashboard.lake.HdfsLake;
import dev.streamflow.dashboard.lake.LakeSource;
import dev.streamflow.dashboard.lake.LocalLake;
import dev.streamflow.dashboard.live.LiveDays;
import dev.streamflow.dashboard.live.LiveRoutes;
import dev.streamflow.dashboard.live.LiveStore;
import dev.streamflow.dashboard.pages.LivePages;
import dev.streamflow.dashboard.pages.Look;
import dev.streamflow.dashboard.pages.Pages;
import dev.streamflow.dashboard.pages.SchemaFolder;
import dev.streamflow.dashboard.pages.Schemas;
import dev.streamflow.dashboard.store.DuckStore;
import dev.streamflow.dashboard.store.Store;
import dev.streamflow.dashboard.web.AllowedHosts;
import dev.streamflow.dashboard.web.Assets;
import dev.streamflow.dashboard.web.ContentPolicy;
import dev.streamflow.dashboard.web.EventStream;
import dev.streamflow.dashboard.web.WebServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The batch pages and the live page, from what is published to the browser. */
public final class Dashboard implements AutoCloseable {
    private final Clock clock;
    private final Settings settings;
    private final Assets assets = Assets.load();
    /** What has to be closed, the last one first. */
    private final Deque<Runnable> open = new ArrayDeque<>();

    private Optional<Store> batchStore = Optional.empty();
    private Optional<WebServer> batch = Optional.empty();
    private Optional<WebServer> live = Optional.empty();

    /** Which of the two pages. */
    public enum Part {
        BATCH,
        LIVE
    }

    /**
     * How HDFS is read, where the lake is there.
     *
     * @param nameNode its HTTP address; null for the usual port of the lake's host
     * @param cache a folder for copies of what is shown
     */
    public record Hdfs(URI nameNode, Path cache) {
        URI nameNode(URI lake) {
            return nameNode == null ? URI.create("http://" + lake.getHost() + ":9870") : nameNode;
        }
    }

    /**
     * What it shows, and where.
     *
     * @param lake and {@code landing}: folders, or URIs of HDFS
     * @param schemas a folder; what is in it is said beside the figures
     * @param only null for both parts
     * @param frameAncestors origins whose pages may show it in a frame
     * @param watch how often it looks for something new
     */
    public record Settings(
            String lake,
            String landing,
            Path live,
            Path schemas,
            Hdfs hdfs,
            Part only,
            String bind,
            int port,
            int livePort,
            List<String> allowedHosts,
            List<String> frameAncestors,
            boolean showRows,
            Duration watch) {
        public Settings {
            allowedHosts = List.copyOf(allowedHosts);
            frameAncestors = List.copyOf(frameAncestors);
        }

        LakeSource source() {
            return lake.startsWith("hdfs://")
                    ? new HdfsLake(hdfs.nameNode(URI.create(lake)), URI.create(lake), URI.create(landing), hdfs.cache())
                    : new LocalLake(Path.of(lake), Path.of(landing));
        }

        /** As tools that read gold are to be told it. */
        String lakeFolder() {
            return lake.startsWith("hdfs://")
                    ? lake
                    : Path.of(lake).toAbsolutePath().normalize().toString();
        }

        boolean has(Part part) {
            return only == null || only == part;
        }

        WebServer.Address address(int at) {
            List<String> names = new ArrayList<>(allowedHosts);
            names.add(bind);
            return new WebServer.Address(bind, at, new AllowedHosts(names), new ContentPolicy(frameAncestors));
        }
    }

    private Dashboard(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Loads what is published and answers; what is published later is loaded as it comes. */
    public static Dashboard start(Settings settings, Clock clock) {
        Dashboard dashboard = new Dashboard(settings, clock);
        try {
            if (settings.has(Part.BATCH)) {
                dashboard.startBatch();
            }
            if (settings.has(Part.LIVE)) {
                dashboard.startLive();
            }
            return dashboard;
        } catch (RuntimeException e) {
            dashboard.close();
            throw e;
        }
    }

    private void startBatch() {
        DuckStore store = DuckStore.open(settings.source(), settings.showRows());
        open.push(store::close);
        batchStore = Optional.of(store);
        EventStream events = events();
        Api.push(store, events);
        store.refresh();
        Schemas schemas = new Schemas(new SchemaFolder(settings.schemas()));
        Pages pages = new Pages(
                store, new Look(schemas, assets::url, settings.lakeFolder(), this::liveUrl, settings.showRows()));
        WebServer server = WebServer.start(
                settings.address(settings.port()),
                assets,
                pages,
                Optional.of(events),
                List.of(new Api(store, settings.showRows()), pages));
        open.push(server::close);
        store.watch(settings.watch());
        batch = Optional.of(server);
    }

    private void startLive() {
        LiveStore store = LiveStore.open(settings.live(), clock);
        open.push(store::close);
        EventStream events = events();
        LiveDays days = new LiveDays(store, batchStore);
        LiveRoutes.push(store, days, events, clock);
        store.refresh();
        LivePages pages = new LivePages(store, days, assets, clock, this::batchUrl);
        WebServer server = WebServer.start(
                settings.address(settings.livePort()),
                assets,
                pages,
                Optional.of(events),
                List.of(new LiveRoutes(store, days, clock), pages));
        open.push(server::close);
        store.watch(settings.watch());
        live = Optional.of(server);
    }

    private EventStream events() {
        EventStream events = new EventStream();
        open.push(events::close);
        return events;
    }

    /** Where the batch pages are; empty if they are not shown. */
    public Optional<String> batchUrl() {
        return batch.map(WebServer::url);
    }

    /** Where the live page is; empty if it is not shown. */
    public Optional<String> liveUrl() {
        return live.map(WebServer::url);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
