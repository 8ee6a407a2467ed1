package dev.streamflow.streaming.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.streamflow.cli.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers {@code /health} (200, or 503 and why) and {@code /metrics} (Prometheus' text format) over HTTP. */
final class StatusServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "status");
        thread.setDaemon(true);
        return thread;
    });

    private StatusServer(HttpServer server, Health health) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/health", exchange -> {
            LiveStatus status = health.status();
            answer(exchange, health.isWell() ? 200 : 503, "application/json", LiveJson.of(status) + "\n");
        });
        server.createContext(
                "/metrics",
                exchange -> answer(exchange, 200, "text/plain; version=0.0.4", Metrics.text(health.status())));
        server.start();
    }

    /** @throws UsageException if the port is taken */
    static StatusServer start(String host, int port, Health health) {
        try {
            return new StatusServer(HttpServer.create(new InetSocketAddress(host, port), 0), health);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("Cannot answer at " + host + ":" + port + ": " + e.getMessage(), null, e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int code, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
