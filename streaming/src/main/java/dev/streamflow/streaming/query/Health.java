package dev.streamflow.streaming.query;

import dev.streamflow.streaming.query.LiveStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Whether a query does its work: it runs, and was heard of not long ago. */
record Health(StatusBoard board, Duration silence, Clock clock) {
    private static final Set<State> WELL = Set.of(State.STARTING, State.RUNNING, State.STOPPING);

    LiveStatus status() {
        return board.status();
    }

    boolean isWell() {
        return WELL.contains(status().state()) && board.heard().plus(silence).isAfter(clock.instant());
    }
}
