package dev.streamflow.landing.line;

import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.Token;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import java.time.Duration;
import java.util.function.LongPredicate;

/** Says of each value whether it is one JSON object and which event time it has (UTC). One thread, reused. */
public final class Router {
    private static final long MICROS_PER_DAY = Duration.ofDays(1).toMillis() * 1_000;

    private final JsonObjectValidator validator;
    private final TimestampFormat format;
    private final LongPredicate plausible;
    private long micros;
    private boolean timed;

    public Router(EventTime eventTime) {
        this.validator = new JsonObjectValidator(eventTime.keys());
        this.format = eventTime.format();
        this.plausible = eventTime.plausible();
    }

    /**
     * Looks at {@code bytes[from, to)}.
     *
     * @param timestamp the record's, in milliseconds since 1970; it counts where the event has no time of its own
     */
    public ValidationResult route(byte[] bytes, int from, int to, long timestamp) {
        ValidationResult result = validator.validate(bytes, from, to);
        if (result == ValidationResult.OBJECT) {
            micros = eventMicros();
            timed = micros != TimestampFormat.INVALID;
            if (!timed) {
                micros = EventTime.ofRecord(timestamp);
            }
        }
        return result;
    }

    /** What was found out about the value itself. */
    public JsonObjectValidator validator() {
        return validator;
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
        Token token = validator.token();
        if (token.kind() == Token.Kind.NONE) {
            return TimestampFormat.INVALID;
        }
        long found = format.micros(token.bytes(), token.from(), token.to());
        return plausible.test(found) ? found : TimestampFormat.INVALID;
    }
}
