package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.LongPredicate;

/** Decoders of dates, and of time stamps in the schema's format. */
final class TimeDecoders {
    private static final int DATE_LENGTH = "2026-01-31".length();

    private TimeDecoders() {}

    static ValueDecoder date(String path) {
        return (line, reasons) -> {
            if (!reasons.isString(line, path)) {
                return null;
            }
            String text = line.parser().getText();
            try {
                LocalDate date = LocalDate.parse(text);
                // ISO 8601 goes on to years such as +12345; JSON Schema has four digits.
                return reasons.check(text.length() == DATE_LENGTH, path, "format") ? (int) date.toEpochDay() : null;
            } catch (DateTimeException e) {
                reasons.add(path, "format");
                return null;
            }
        };
    }

    /** A time stamp that is not the event's time: ISO 8601 of any year. */
    static ValueDecoder timestamp(String path, TimestampFormat format) {
        return (line, reasons) -> {
            if (!reasons.isString(line, path)) {
                return null;
            }
            line.string();
            return valid(line, path, format, reasons);
        };
    }

    /** The event's time must also lie in its schema's range. As in landing, text and numbers are read alike. */
    static ValueDecoder eventTime(String path, EventTime eventTime) {
        TimestampFormat format = eventTime.format();
        LongPredicate plausible = eventTime.plausible();
        boolean textAlone = format instanceof TimestampFormat.Iso;
        return (line, reasons) -> {
            if (line.parser().currentToken() == JsonToken.VALUE_STRING) {
                line.string();
            } else if (line.parser().currentToken().isNumeric() && !textAlone) {
                line.digits();
            } else {
                reasons.wrongType(line, path);
                return null;
            }
            Long micros = valid(line, path, format, reasons);
            return micros == null || reasons.check(plausible.test(micros), path, "range") ? micros : null;
        };
    }

    private static Long valid(JsonTokens line, String path, TimestampFormat format, ReasonCollector reasons) {
        long micros = format.micros(line.utf8(), line.from(), line.to());
        return reasons.check(micros != TimestampFormat.INVALID, path, "format") ? micros : null;
    }
}
