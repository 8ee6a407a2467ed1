package dev.streamflow.cli;

import java.util.Optional;

/** What a person needs to know of a command that cannot go on: one line, a remedy, an exit code. */
public final class CommandException extends RuntimeException {
    private final int exitCode;
    private final String remedy;

    /** @param message {@code Cannot <verb> <value>: <reason>} */
    public CommandException(int exitCode, String message) {
        this(exitCode, message, null, null);
    }

    /** @param remedy what to do about it */
    public CommandException(int exitCode, String message, String remedy) {
        this(exitCode, message, remedy, null);
    }

    /** @param cause shown with {@code --verbose} */
    public CommandException(int exitCode, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    public int exitCode() {
        return exitCode;
    }

    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}
