package dev.streamflow.dashboard.web;

import dev.streamflow.cli.UsageException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Answers HTTP at one port; it is stopped by closing it. */
public final class WebServer implements AutoCloseable {
    private static final int THREADS = 32;

    private final Javalin javalin;
    private final String host;

    /**
     * Where it answers and to whom.
     *
     * @param port 0 for a free one
     */
    public record Address(String host, int port, AllowedHosts allowed, ContentPolicy policy) {}

    private WebServer(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Starts it.
     *
     * @param events what {@code /events} pushes; empty for nothing
     * @throws UsageException if the port is taken
     */
    public static WebServer start(
            Address address, Assets assets, ErrorPage errors, Optional<EventStream> events, List<Routes> routes) {
        Javalin javalin = Javalin.create(config -> {
            configure(config, address, events);
            new Problems(errors).add(config.routes);
            new AssetRoutes(assets).add(config.routes);
            routes.forEach(one -> one.add(config.routes));
        });
        try {
            return new WebServer(javalin.start(), address.host());
        } catch (JavalinBindException e) {
            javalin.stop();
            throw new UsageException(
                    "Cannot answer at " + address.host() + ":" + address.port() + ": " + e.getMessage(),
                    "Stop what answers there, or choose another port.",
                    e);
        }
    }

    private static void configure(JavalinConfig config, Address address, Optional<EventStream> events) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = 1024;
        config.jetty.host = address.host();
        config.jetty.port = address.port();
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 4);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(16 * 1024);
        });
        config.jetty.modifyServer(server -> server.setErrorHandler(new PlainErrors(address.policy())));
        config.jetty.modifyServletContextHandler(handler -> guard(handler, address, events));
    }

    private static void guard(ServletContextHandler handler, Address address, Optional<EventStream> events) {
        handler.addFilter(new Guard(address.allowed(), address.policy()), "/*", EnumSet.of(DispatcherType.REQUEST));
        events.ifPresent(stream -> handler.addServlet(new ServletHolder(stream), EventStream.PATH));
    }

    public int port() {
        return javalin.port();
    }

    /** For people: what to open. */
    public String url() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + name + ":" + port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
