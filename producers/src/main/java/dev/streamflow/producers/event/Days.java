package dev.streamflow.producers.event;

import java.time.LocalDate;
import java.util.List;

/**
 * The events of several days, one day after the other; in a loop, each round goes on where the round before it ended,
 * so that ids stay unique.
 */
public final class Days implements EventStream {
    private final EventSource source;
    private final List<LocalDate> days;
    private final EventSource.Amount amount;
    private final boolean loop;
    private int next;
    private boolean emptyRound = true;
    private EventStream today = event -> false;

    /** @param amount of each day, in each round */
    public Days(EventSource source, List<LocalDate> days, EventSource.Amount amount, boolean loop) {
        this.source = source;
        this.days = List.copyOf(days);
        this.amount = amount;
        this.loop = loop;
    }

    @Override
    public boolean next(Event event) {
        while (!today.next(event)) {
            if (next == days.size()) {
                if (!loop || emptyRound) {
                    return false;
                }
                next = 0;
                emptyRound = true;
            }
            today = source.next(days.get(next++), amount);
        }
        emptyRound = false;
        return true;
    }
}
