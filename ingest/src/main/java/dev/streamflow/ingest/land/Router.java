package dev.streamflow.ingest.land;

import dev.streamflow.events.EventTime;
import dev.streamflow.events.TimestampFormat;
import dev.streamflow.events.json.JsonProof;
import dev.streamflow.events.json.Token;
import dev.streamflow.events.json.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongPredicate;

/** Says of each value whether it is one JSON object and which event time it has (UTC). One thread, reused. */
public final class Router {
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_DAY = Duration.ofDays(1).toMillis() * MICROS_PER_MILLI;
    private static final long END_OF_RECORD_TIMES =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private final JsonProof proof;
    private final TimestampFormat format;
    private final Token.Kind kind;
    private final LongPredicate plausible;
    private long micros;
    private boolean timed;

    public Router(EventTime eventTime) {
        this.proof = new JsonProof(eventTime.field());
        this.format = eventTime.format();
        this.kind = format.isNumber() ? Token.Kind.NUMBER : Token.Kind.STRING;
        this.plausible = eventTime.plausible();
    }

    /**
     * Looks at {@code bytes[from, to)}.
     *
     * @param timestamp the record's, in milliseconds since 1970; it counts where the event has no time of its own
     */
    public Verdict route(byte[] bytes, int from, int to, long timestamp) {
        Verdict verdict = proof.prove(bytes, from, to);
        if (verdict == Verdict.OBJECT) {
            micros = eventMicros();
            timed = micros != TimestampFormat.INVALID;
            if (!timed) {
                // A time stamp that no calendar of ours has must not make a folder of its own.
                micros = timestamp < 0 || timestamp > END_OF_RECORD_TIMES ? 0 : timestamp * MICROS_PER_MILLI;
            }
        }
        return verdict;
    }

    /** What was found out about the value itself. */
    public JsonProof proof() {
        return proof;
    }

    /** The time that routes the last object, in microseconds since 1970-01-01T00:00:00Z. */
    public long micros() {
        return micros;
    }

    /** Whether that is the last object's own event time. */
    public boolean isTimed() {
        return timed;
    }

    /** Its date (UTC), in days since 1970-01-01. */
    public int epochDay() {
        return (int) Math.floorDiv(micros, MICROS_PER_DAY);
    }

    private long eventMicros() {
        Token token = proof.token();
        if (token.kind() != kind) {
            return TimestampFormat.INVALID;
        }
        long found = format.micros(token.bytes(), token.from(), token.to());
        return plausible.test(found) ? found : TimestampFormat.INVALID;
    }
}
