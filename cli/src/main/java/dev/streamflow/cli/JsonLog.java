package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Timer;
import java.util.TimerTask;
import java.util.regex.Pattern;

/**
 * Standard error as JSON, one object for each event, whoever writes it: commands, Kafka, Spark or Java itself. A line
 * that is indented, or goes on with a stack trace, belongs to the event before it, which is why an event is written
 * when the next one comes or after a moment.
 */
final class JsonLog extends OutputStream {
    private static final Pattern CONTINUED = Pattern.compile("\\s.*|Caused by: .*|Suppressed: .*|");
    private static final int MOMENT_MILLIS = 100;
    /** What is longer is cut into several events. */
    private static final int LONGEST = 1 << 20;

    private static volatile JsonLog installed;

    private final PrintStream out;
    private final String component;
    private final String operation;
    private final Clock clock;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Timer later = new Timer("log", true);
    private LogEvent pending;
    private long written;

    JsonLog(PrintStream out, String component, String operation, Clock clock) {
        this.out = requireNonNull(out, "out is null");
        this.component = requireNonNull(component, "component is null");
        this.operation = requireNonNull(operation, "operation is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Replaces this JVM's standard error until its end. */
    static void install(String component, String operation) {
        JsonLog log = new JsonLog(System.err, component, operation, Clock.systemUTC());
        System.setErr(log.stream());
        Runtime.getRuntime().addShutdownHook(new Thread(log::flushEvents, "log-end"));
        installed = log;
    }

    static boolean isInstalled() {
        return installed != null;
    }

    /** Writes what is still to be written. */
    static void flushInstalled() {
        if (installed != null) {
            installed.flushEvents();
        }
    }

    PrintStream stream() {
        return new PrintStream(this, true, UTF_8);
    }

    @Override
    public synchronized void write(int next) {
        if (next == '\n' || line.size() == LONGEST) {
            endLine();
        }
        if (next != '\n') {
            line.write(next);
        }
    }

    private void endLine() {
        String text = line.toString(UTF_8).stripTrailing();
        line.reset();
        if (pending != null && CONTINUED.matcher(text).matches()) {
            pending = text.isEmpty() ? pending : pending.with(text);
        } else if (!text.isBlank()) {
            writePending();
            pending = LogEvent.of(text.strip(), component, operation, clock.instant());
            later.schedule(new WriteIfStill(written), MOMENT_MILLIS);
        }
    }

    private synchronized void writeIfStill(long event) {
        if (event == written) {
            writePending();
        }
    }

    private final class WriteIfStill extends TimerTask {
        private final long event;

        WriteIfStill(long event) {
            this.event = event;
        }

        @Override
        public void run() {
            writeIfStill(event);
        }
    }

    private void writePending() {
        if (pending != null) {
            out.println(pending.json());
            out.flush();
            pending = null;
            written++;
        }
    }

    synchronized void flushEvents() {
        if (line.size() > 0) {
            endLine();
        }
        writePending();
    }
}
