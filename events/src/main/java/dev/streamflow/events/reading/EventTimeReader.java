package dev.streamflow.events.reading;

import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.time.TimestampFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code x-event-time}: which field it is, how it is written, and which times are plausible. */
final class EventTimeReader {
    private static final long AN_AFTERNOON_MICROS =
            Instant.parse("2026-02-03T16:05:06Z").toEpochMilli() * 1000;
    private static final String FORMATS =
            "must be iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos or a date "
                    + "pattern such as yyyy-MM-dd HH:mm:ss";

    private final JsonCursor cursor;

    EventTimeReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** The properties on the way to the field; none where it does not say. */
    List<String> path() {
        String field = cursor.node().path("field").textValue();
        return field == null ? List.of() : List.of(field.split("\\.", -1));
    }

    /** The format; ISO 8601 in UTC where it says nothing. */
    TimestampFormat format() {
        cursor.allow(Set.of("field", "format", "zone", "earliest", "latest"));
        ZoneId zone = zone(cursor.at("zone"));
        String format = cursor.at("format").text().orElse("iso");
        return switch (format) {
            case "iso" -> new TimestampFormat.Iso(zone);
            case "epoch-seconds" -> new TimestampFormat.Epoch(1);
            case "epoch-millis" -> new TimestampFormat.Epoch(1_000);
            case "epoch-micros" -> new TimestampFormat.Epoch(1_000_000);
            case "epoch-nanos" -> new TimestampFormat.Epoch(1_000_000_000);
            default -> pattern(cursor.at("format"), format, zone);
        };
    }

    private static ZoneId zone(JsonCursor cursor) {
        return cursor.text()
                .map(text -> {
                    try {
                        return ZoneId.of(text).normalized();
                    } catch (DateTimeException e) {
                        cursor.fault("must be a time zone such as UTC or Europe/London, not \"" + text + "\"");
                        return ZoneOffset.UTC;
                    }
                })
                .orElse(ZoneOffset.UTC);
    }

    private static TimestampFormat pattern(JsonCursor cursor, String pattern, ZoneId zone) {
        if (pattern.isBlank() || pattern.startsWith("epoch") || pattern.startsWith("iso")) {
            cursor.fault(FORMATS);
            return new TimestampFormat.Iso(zone);
        }
        try {
            TimestampFormat format = new TimestampFormat.Pattern(pattern, zone);
            String example = format.text(AN_AFTERNOON_MICROS);
            long read = format.micros(example);
            if (read == TimestampFormat.INVALID || !format.text(read).equals(example)) {
                cursor.fault(
                        "cannot be read back: it writes " + example
                                + ", which is no full date and time (yyyy year, MM month, dd day, HH hour, mm minute, ss second)");
            }
            return format;
        } catch (IllegalArgumentException | DateTimeException e) {
            cursor.fault(FORMATS + ": " + e.getMessage());
            return new TimestampFormat.Iso(zone);
        }
    }

    /** The event time of an event with these fields. */
    EventTime read(TimestampFormat format, List<Field> fields) {
        if (!cursor.exists()) {
            cursor.fault("is missing: every event needs a time, such as {\"field\": \"event_timestamp\"}");
            return new EventTime("", format, EventTime.DEFAULT_EARLIEST, EventTime.DEFAULT_LATEST);
        }
        String name = cursor.at("field").requiredText();
        List<List<String>> keys = keys(name, fields);
        Instant earliest = instant(cursor.at("earliest"), EventTime.DEFAULT_EARLIEST);
        Instant latest = instant(cursor.at("latest"), EventTime.DEFAULT_LATEST);
        if (!earliest.isBefore(latest)) {
            cursor.at("latest").fault("must be after earliest");
        }
        return new EventTime(name, keys, format, earliest, latest);
    }

    private List<List<String>> keys(String name, List<Field> fields) {
        JsonCursor at = cursor.at("field");
        List<List<String>> keys = new ArrayList<>();
        List<Field> level = fields;
        for (String step : path()) {
            Optional<Field> found =
                    level.stream().filter(field -> field.name().equals(step)).findFirst();
            if (found.isEmpty()) {
                String known = level.stream().map(Field::name).sorted().collect(Collectors.joining(", "));
                at.fault("names " + name + ", which is not a property"
                        + (level.isEmpty() ? "" : "; there are " + known));
                return List.of(List.of(name));
            } else if (!found.get().required()) {
                at.fault("names " + name + ", which must be required"
                        + (path().size() > 1 ? ", as " + step + " is not" : "")
                        + ": without a time an event has no day");
            }
            keys.add(found.get().keys());
            level = found.get().type() instanceof FieldType.Struct nested ? nested.fields() : List.of();
            if (keys.size() == path().size() && !(found.get().type() instanceof FieldType.Timestamp)) {
                at.fault("names " + name + ", which must be a string, an integer or a number to hold a time");
            }
        }
        return keys;
    }

    private static Instant instant(JsonCursor cursor, Instant otherwise) {
        return cursor.text()
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeException e) {
                        cursor.fault("must be an instant such as 2000-01-01T00:00:00Z, not \"" + text + "\"");
                        return otherwise;
                    }
                })
                .orElse(otherwise);
    }

    /** The type of the event time's field, which is written as text or, where the format has numbers, as a number. */
    static FieldType.Timestamp type(String type, JsonCursor field, TimestampFormat format) {
        boolean number = !type.equals("string");
        String example = format.text(AN_AFTERNOON_MICROS);
        if (number && !example.matches("-?[1-9][0-9]*")) {
            field.at("type").fault("must be string: x-event-time's format writes " + example);
        }
        return new FieldType.Timestamp(format, number);
    }
}
