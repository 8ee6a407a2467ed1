package dev.streamflow.producers.send;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.Progress;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Moves events from where they are made to a topic, until they end, enough are sent, or somebody wants it to stop. */
public record SendLoop(RecordSender sender, RateLimiter limiter, StopRequest stop, Progress progress) {
    private static final int PROGRESS_EVERY = 1024;

    /**
     * What was sent.
     *
     * @param sent records that all replicas have
     * @param warnings what a person should know of it, a sentence each
     * @param failure why the rest was not
     */
    public record Outcome(
            long sent,
            long bytes,
            double seconds,
            boolean stopped,
            List<String> warnings,
            Optional<CommandException> failure) {
        public long perSecond() {
            return seconds > 0 ? Math.round(sent / seconds) : 0;
        }

        /** The same with other warnings. */
        public Outcome with(List<String> others) {
            return new Outcome(sent, bytes, seconds, stopped, List.copyOf(others), failure);
        }

        /** Ends the command with its result, or with the failure and what was done before. */
        public Result finish(Object result) {
            if (failure.isPresent()) {
                throw failure.get().after(result);
            }
            return Result.done(result);
        }
    }

    /** Sends until it is done or fails; what was sent is known either way. */
    public Outcome run(EventStream events, long most) {
        long started = System.nanoTime();
        Optional<CommandException> unreadable = Optional.empty();
        try {
            send(events, most);
        } catch (RuntimeException e) {
            unreadable = Optional.of(CommandException.of(e));
        }
        Deliveries deliveries = sender.flush();
        progress.advanceTo(deliveries.delivered());
        double millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        return new Outcome(
                deliveries.delivered(),
                sender.bytes(),
                millis / 1000,
                stop.isRequested(),
                warnings(events),
                deliveries.failure() == null ? unreadable : Optional.of(undelivered(events, deliveries)));
    }

    private void send(EventStream events, long most) {
        Event event = new Event();
        long sent = 0;
        while (sent < most && !stop.isRequested() && events.next(event)) {
            limiter.await(stop::isRequested);
            if (!sender.send(event)) {
                return;
            }
            if (++sent % PROGRESS_EVERY == 0 || limiter.isLimited()) {
                progress.advanceTo(sent);
            }
        }
    }

    private List<String> warnings(EventStream events) {
        List<String> warnings = new ArrayList<>();
        if (sender.restamped() > 0) {
            warnings.add("Topic " + sender.topic() + " takes record times " + sender.limits() + " only: "
                    + sender.restamped() + (sender.restamped() == 1 ? " record has" : " records have")
                    + " the time of sending in place of the event's, the first is "
                    + events.place(sender.firstRestamped())
                    + ". The event's own time is in its value.");
        }
        return warnings;
    }

    private CommandException undelivered(EventStream events, Deliveries deliveries) {
        long inARow = deliveries.deliveredInARow();
        long more = deliveries.delivered() - inARow;
        return new OperationFailedException(
                "Cannot send " + events.place(deliveries.culprit()) + " to topic " + sender.topic() + ": "
                        + deliveries.failure().getMessage(),
                deliveries.delivered() + " sent before that; " + events.resumption(inARow)
                        + (more == 0 ? "" : ", which sends " + more + " a second time"),
                deliveries.failure());
    }
}
