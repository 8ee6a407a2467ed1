package dev.streamflow.etl.commands;

import dev.streamflow.etl.ledger.Audit;
import java.time.LocalDate;

/** A warning about a date as standard error has it. */
final class WarningLine {
    private WarningLine() {}

    static String of(LocalDate date, Audit warning) {
        return "Warning: " + date + ": " + warning.of() + " is " + warning.found() + ", not " + warning.check()
                + ", which is " + warning.expected();
    }
}
