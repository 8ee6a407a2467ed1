package dev.streamflow.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** A check of the data failed: somebody has to look, trying again does not help. */
public final class CheckFailedException extends CommandException {
    private final Finding finding;

    /**
     * What a check found.
     *
     * @param name of the check, as people read it
     * @param rows some of those that break it, for the person who looks
     */
    public record Finding(String name, String expected, String found, List<String> rows) {
        public Finding {
            requireNonNull(name, "name is null");
            requireNonNull(expected, "expected is null");
            requireNonNull(found, "found is null");
            rows = List.copyOf(rows);
        }
    }

    /** @param message {@code Cannot <verb> <value>: <reason>} */
    public CheckFailedException(String message, String remedy) {
        this(message, remedy, (Throwable) null);
    }

    /** @param cause shown with {@code --verbose} */
    public CheckFailedException(String message, String remedy, Throwable cause) {
        super(ExitCode.CHECK_FAILED, message, remedy, cause);
        this.finding = null;
    }

    /** @param finding the figures that the message speaks of */
    public CheckFailedException(String message, String remedy, Finding finding) {
        super(ExitCode.CHECK_FAILED, message, remedy, null);
        this.finding = requireNonNull(finding, "finding is null");
    }

    public Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }
}
