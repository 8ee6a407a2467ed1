package dev.streamflow.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.dashboard.web.EventStream.Event;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One listener: what it has not got yet, written when its connection takes more. */
final class EventClient implements WriteListener {
    private static final byte[] BEAT = ": \n\n".getBytes(UTF_8);
    /** How soon a browser comes back after the connection has broken. */
    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(UTF_8);

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Consumer<EventClient> gone;
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private boolean started;
    private boolean ended;
    private boolean flushed = true;

    EventClient(AsyncContext async, ServletOutputStream out, Consumer<EventClient> gone) {
        this.async = async;
        this.out = out;
        this.gone = gone;
        waiting.put("", RETRY);
    }

    synchronized void start() {
        started = true;
        out.setWriteListener(this);
    }

    synchronized void send(Event event) {
        waiting.remove(event.kind());
        waiting.put(event.kind(), event.bytes());
        write();
    }

    synchronized void beat() {
        waiting.putIfAbsent("", BEAT);
        write();
    }

    @Override
    public synchronized void onWritePossible() {
        write();
    }

    private void write() {
        if (!started || ended) {
            return;
        }
        try {
            while (out.isReady()) {
                if (!waiting.isEmpty()) {
                    Iterator<byte[]> first = waiting.values().iterator();
                    byte[] next = first.next();
                    first.remove();
                    flushed = false;
                    out.write(next);
                } else if (!flushed) {
                    flushed = true;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            end();
        }
    }

    synchronized void end() {
        if (!ended) {
            ended = true;
            gone.accept(this);
            async.complete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }
}
