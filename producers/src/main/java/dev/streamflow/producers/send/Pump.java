package dev.streamflow.producers.send;

import dev.streamflow.cli.Progress;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import java.util.concurrent.TimeUnit;

/** Moves events from where they are made to a topic, until they end, enough are sent, or somebody wants it to stop. */
public record Pump(RecordSender sender, Pace pace, StopRequest stop, Progress progress) {
    private static final int PROGRESS_EVERY = 1024;

    /** What was sent; all of it is acknowledged. */
    public record Outcome(long sent, long bytes, double seconds, boolean stopped) {
        public long perSecond() {
            return seconds > 0 ? Math.round(sent / seconds) : 0;
        }
    }

    /** @throws dev.streamflow.cli.CommandException if an event cannot be delivered */
    public Outcome run(EventStream events, long most) {
        long started = System.nanoTime();
        Event event = new Event();
        long sent = 0;
        while (sent < most && !stop.isRequested() && events.next(event)) {
            pace.await(stop::isRequested);
            sender.send(event);
            if (++sent % PROGRESS_EVERY == 0 || pace.isLimited()) {
                progress.advanceTo(sent);
            }
        }
        sender.flush();
        progress.advanceTo(sent);
        double millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        return new Outcome(sent, sender.bytes(), millis / 1000, stop.isRequested());
    }
}
