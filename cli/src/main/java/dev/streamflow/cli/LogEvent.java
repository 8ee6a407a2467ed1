package dev.streamflow.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event of the log.
 *
 * @param time when it was written, UTC
 * @param level TRACE, DEBUG, INFO, WARN or ERROR
 * @param component the module of the command, or the logger of a library
 * @param operation the command, such as {@code land} or {@code stream enrich}
 * @param fields the figures of an event that has some, an object; null where it has none
 * @param detail the lines below the message, such as a remedy or a stack trace; null where there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"time", "level", "component", "operation", "message", "fields", "detail"})
record LogEvent(
        String time, String level, String component, String operation, String message, JsonNode fields, String detail) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As both logging libraries are set up: {@code simplelogger.properties}, {@code log4j2.properties}. */
    private static final Pattern LOGGED =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\S+) (TRACE|DEBUG|INFO|WARN|ERROR|FATAL) (\\S+) - (.*)");

    private static final String WARNING = "Warning: ";
    private static final String FAILURE = "Cannot ";

    /** The event that a line of the log in text is. */
    static LogEvent of(String line, String component, String operation, Instant now) {
        Matcher logged = LOGGED.matcher(line);
        if (logged.matches()) {
            String level = logged.group(2).equals("FATAL") ? "ERROR" : logged.group(2);
            String time = time(logged.group(1), now);
            return new LogEvent(time, level, logged.group(3), operation, logged.group(4), null, null);
        }
        String time = now.toString();
        if (line.startsWith("{")) {
            JsonNode fields = object(line);
            if (fields != null) {
                return new LogEvent(time, "INFO", component, operation, "status", fields, null);
            }
        }
        if (line.startsWith(WARNING)) {
            return new LogEvent(time, "WARN", component, operation, line.substring(WARNING.length()), null, null);
        }
        boolean misused = line.startsWith(operation + ": ");
        String level = misused || line.startsWith(FAILURE) ? "ERROR" : "INFO";
        String message = misused ? line.substring(operation.length() + 2) : line;
        return new LogEvent(time, level, component, operation, message, null, null);
    }

    /** This event with another line below its message. */
    LogEvent with(String line) {
        String all = detail == null ? line.strip() : detail + "\n" + line;
        return new LogEvent(time, level, component, operation, message, fields, all);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a log event as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String time(String text, Instant now) {
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException e) {
            return now.toString();
        }
    }

    private static JsonNode object(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
