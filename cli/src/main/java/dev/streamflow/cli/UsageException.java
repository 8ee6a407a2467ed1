package dev.streamflow.cli;

/** The command was called wrongly: trying again does not help. */
public final class UsageException extends CommandException {
    /** @param message {@code Cannot <verb> <value>: <reason>} */
    public UsageException(String message) {
        this(message, null);
    }

    /** @param remedy what to do about it */
    public UsageException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** @param cause shown with {@code --verbose} */
    public UsageException(String message, String remedy, Throwable cause) {
        super(ExitCode.USAGE, message, remedy, cause);
    }
}
