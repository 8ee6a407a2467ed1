package dev.streamflow.landing.ledger;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A schema's event time as the plan keeps it.
 *
 * @param keys the JSON keys on the way to the field, where they are not its own name: {@link EventTime#keys}; else null
 * @param format {@code iso}, {@code pattern} or {@code epoch}
 * @param pattern for {@code pattern}, else null
 * @param zone for {@code iso} and {@code pattern}, else null
 * @param perSecond for {@code epoch}, else null
 */
public record EventTimeSpec(
        String field,
        List<List<String>> keys,
        String format,
        String pattern,
        String zone,
        Integer perSecond,
        Instant earliest,
        Instant latest) {
    public EventTimeSpec {
        requireNonNull(format, "format is null");
        build(field, keys, format, pattern, zone, perSecond, earliest, latest);
    }

    public static EventTimeSpec of(EventTime time) {
        TimestampFormat format = time.format();
        if (format instanceof TimestampFormat.Epoch epoch) {
            return of(time, "epoch", null, null, epoch.perSecond());
        } else if (format instanceof TimestampFormat.Pattern pattern) {
            return of(time, "pattern", pattern.pattern(), pattern.zone().getId(), null);
        }
        return of(time, "iso", null, ((TimestampFormat.Iso) format).zone().getId(), null);
    }

    private static EventTimeSpec of(EventTime time, String format, String pattern, String zone, Integer perSecond) {
        List<List<String>> keys = time.keys().equals(List.of(List.of(time.field()))) ? null : time.keys();
        return new EventTimeSpec(time.field(), keys, format, pattern, zone, perSecond, time.earliest(), time.latest());
    }

    public EventTime eventTime() {
        return build(field, keys, format, pattern, zone, perSecond, earliest, latest);
    }

    private static EventTime build(
            String field,
            List<List<String>> keys,
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
        return new EventTime(field, keys == null ? List.of(List.of(field)) : keys, timestamps, earliest, latest);
    }
}
