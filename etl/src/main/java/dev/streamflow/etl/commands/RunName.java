package dev.streamflow.etl.commands;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The name of a run that changes a lake: the time (UTC) at which it began, {@code 20260101T030000.000000Z}. */
final class RunName {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private RunName() {}

    static String at(Clock clock) {
        return FORMAT.format(Instant.now(clock));
    }
}
