package dev.streamflow.streaming.query;

import dev.streamflow.streaming.query.LiveStatus.State;
import java.time.Clock;
import java.time.Duration;

/** Whether a query does its work: it runs, and was heard of not long ago. */
record Health(StatusReporter reporter, Duration silence, Clock clock) {
    LiveStatus status() {
        return reporter.status();
    }

    boolean isWell() {
        State state = status().state();
        return (state.isAtWork() || state == State.STOPPING)
                && reporter.heard().plus(silence).isAfter(clock.instant());
    }
}
