package dev.streamflow.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events, of each kind only the newest: who reads slowly or comes late gets what is true now, and nobody
 * waits for them. No thread belongs to a client.
 */
public final class EventStream extends HttpServlet implements AutoCloseable {
    static final String PATH = "/events";

    private static final int MOST = 256;
    private static final int HEARTBEAT_SECONDS = 15;

    private final transient Set<EventClient> clients = ConcurrentHashMap.newKeySet();
    private final transient Map<String, Event> newest = new ConcurrentHashMap<>();
    private final transient ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What is pushed.
     *
     * @param kind the event's name for the browser
     * @param id of what it tells
     * @param data one line
     */
    record Event(String kind, String id, String data) {
        byte[] bytes() {
            return ("event: " + kind + "\nid: " + id + "\ndata: " + data + "\n\n").getBytes(UTF_8);
        }
    }

    /** Begins to send heartbeats, by which a client that is gone is noticed. */
    @SuppressWarnings("FutureReturnValueIgnored") // It runs until it is closed.
    public EventStream() {
        heart.scheduleAtFixedRate(
                () -> clients.forEach(EventClient::beat), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Tells all clients, those that come later too. */
    public void push(String kind, String id, String data) {
        Event event = new Event(kind, id, data);
        newest.put(kind, event);
        clients.forEach(client -> client.send(event));
    }

    /** How many listen. */
    public int listeners() {
        return clients.size();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (clients.size() >= MOST) {
            response.setHeader("Retry-After", "10");
            response.sendError(503);
            return;
        }
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        EventClient client = new EventClient(async, response.getOutputStream(), clients::remove);
        clients.add(client);
        newest.values().forEach(client::send);
        client.start();
    }

    @Override
    public void close() {
        heart.shutdownNow();
        clients.forEach(EventClient::end);
    }
}
