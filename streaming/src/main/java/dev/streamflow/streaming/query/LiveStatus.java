package dev.streamflow.streaming.query;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code status.json} says of a query: the contract with those who show it.
 *
 * @param query the job's name
 * @param batch the last finished batch; -1 before the first
 * @param newestEvent and {@code watermark}: null where the job has none
 * @param lag records not read yet, by partition
 * @param updated when this was written
 * @param reason why it waits or failed; null while it runs
 * @param figures what the job counts; their names follow as they are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveStatus(
        String query,
        State state,
        long batch,
        double rowsInPerSecond,
        double rowsProcessedPerSecond,
        Instant newestEvent,
        Instant watermark,
        Map<String, Long> lag,
        Instant updated,
        String reason,
        @JsonAnyGetter Map<String, Object> figures) {
    /** How the query is. */
    public enum State {
        STARTING,
        RUNNING,
        /** For something outside, which {@code reason} names; it goes on by itself. */
        WAITING,
        STOPPING,
        STOPPED,
        FAILED;

        /** Whether it does its work, or soon will. */
        boolean isAtWork() {
            return this == STARTING || this == RUNNING;
        }

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static LiveStatus starting(String query, Instant now) {
        return new LiveStatus(query, State.STARTING, -1, 0, 0, null, null, Map.of(), now, null, Map.of());
    }

    LiveStatus is(State now, String why, Instant at) {
        return new LiveStatus(
                query,
                now,
                batch,
                rowsInPerSecond,
                rowsProcessedPerSecond,
                newestEvent,
                watermark,
                lag,
                at,
                why,
                figures);
    }

    LiveStatus with(LiveProgress progress, Instant at) {
        State now = state == State.STARTING || state == State.WAITING ? State.RUNNING : state;
        return new LiveStatus(
                query,
                now,
                batch,
                rowsInPerSecond,
                rowsProcessedPerSecond,
                newestEvent,
                watermark,
                progress.namedLag(),
                at,
                null,
                progress.figures());
    }
}
