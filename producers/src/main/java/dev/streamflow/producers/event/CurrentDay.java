package dev.streamflow.producers.event;

import java.time.Clock;
import java.time.LocalDate;

/**
 * Events without an end, each of the date (UTC) that it is when it is made: for producers that run for days. What is
 * left of a round when the date changes is dropped.
 */
public final class CurrentDay implements EventStream {
    private final EventSource source;
    private final EventSource.Amount round;
    private final Clock clock;
    private LocalDate day = LocalDate.MIN;
    private EventStream events = event -> false;

    /**
     * @param round how much is planned at a time; each round goes on where the one before has ended, so that ids stay
     *     unique
     * @param clock in UTC
     */
    public CurrentDay(EventSource source, EventSource.Amount round, Clock clock) {
        this.source = source;
        this.round = round;
        this.clock = clock;
    }

    @Override
    public boolean next(Event event) {
        LocalDate now = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (now.equals(day) && events.next(event)) {
            return true;
        }
        day = now;
        events = source.next(day, round);
        return events.next(event);
    }
}
