package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.EventTime;
import dev.streamflow.events.TimestampFormat;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Readers of dates and of time stamps in the format that the schema gives. */
final class TimeDecoders {
    private static final int DATE_LENGTH = "2026-01-31".length();

    private TimeDecoders() {}

    static ValueDecoder date(String path) {
        return (line, faults) -> {
            if (!faults.isString(line, path)) {
                return null;
            }
            String text = line.parser().getText();
            try {
                LocalDate date = LocalDate.parse(text);
                // ISO 8601 goes on to years such as +12345; JSON Schema has four digits.
                return faults.check(text.length() == DATE_LENGTH, path, "format") ? (int) date.toEpochDay() : null;
            } catch (DateTimeException e) {
                faults.add(path, "format");
                return null;
            }
        };
    }

    /** An event time must also lie in its schema's range; other time stamps may be of any year. */
    static ValueDecoder timestamp(String path, TimestampFormat format, Optional<EventTime> eventTime) {
        LongPredicate plausible = eventTime.map(EventTime::plausible).orElse(micros -> true);
        return (line, faults) -> {
            boolean number = line.parser().currentToken() == JsonToken.VALUE_NUMBER_INT;
            if (format.isNumber() ? !number : line.parser().currentToken() != JsonToken.VALUE_STRING) {
                faults.wrongType(line, path);
                return null;
            }
            long micros = number ? format.micros(line.parser().getText()) : micros(line, format);
            if (!faults.check(micros != TimestampFormat.INVALID, path, "format")) {
                return null;
            }
            return faults.check(plausible.test(micros), path, "range") ? micros : null;
        };
    }

    private static long micros(LineTokens line, TimestampFormat format) throws IOException {
        line.string();
        return format.micros(line.utf8(), line.from(), line.to());
    }
}
