package dev.streamflow.ingest.ledger;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.EventTime;
import dev.streamflow.events.TimestampFormat;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A schema's event time as the plan keeps it.
 *
 * @param format {@code iso}, {@code pattern} or {@code epoch}
 * @param pattern for {@code pattern}, else null
 * @param zone for {@code iso} and {@code pattern}, else null
 * @param perSecond for {@code epoch}, else null
 */
public record EventTimeSpec(
        String field, String format, String pattern, String zone, Integer perSecond, Instant earliest, Instant latest) {
    public EventTimeSpec {
        requireNonNull(format, "format is null");
        build(field, format, pattern, zone, perSecond, earliest, latest);
    }

    public static EventTimeSpec of(EventTime time) {
        TimestampFormat format = time.format();
        if (format instanceof TimestampFormat.Epoch epoch) {
            return new EventTimeSpec(
                    time.field(), "epoch", null, null, epoch.perSecond(), time.earliest(), time.latest());
        } else if (format instanceof TimestampFormat.Pattern pattern) {
            String zone = pattern.zone().getId();
            return new EventTimeSpec(
                    time.field(), "pattern", pattern.pattern(), zone, null, time.earliest(), time.latest());
        }
        String zone = ((TimestampFormat.Iso) format).zone().getId();
        return new EventTimeSpec(time.field(), "iso", null, zone, null, time.earliest(), time.latest());
    }

    public EventTime eventTime() {
        return build(field, format, pattern, zone, perSecond, earliest, latest);
    }

    private static EventTime build(
            String field,
            String format,
            String pattern,
            String zone,
            Integer perSecond,
            Instant earliest,
            Instant latest) {
        TimestampFormat timestamps = switch (format) {
            case "iso" -> new TimestampFormat.Iso(ZoneId.of(zone));
            case "pattern" -> new TimestampFormat.Pattern(pattern, ZoneId.of(zone));
            case "epoch" -> new TimestampFormat.Epoch(perSecond);
            default ->
                throw new IllegalArgumentException(
                        "Cannot read times of format " + format + ": a newer Streamflow wrote the plan");
        };
        return new EventTime(field, timestamps, earliest, latest);
    }
}
