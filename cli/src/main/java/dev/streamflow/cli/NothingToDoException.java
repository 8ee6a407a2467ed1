package dev.streamflow.cli;

/** There was nothing to do. */
public final class NothingToDoException extends CommandException {
    /** @param message {@code Cannot <verb> <value>: <reason>} */
    public NothingToDoException(String message) {
        this(message, null);
    }

    /** @param remedy what to do about it */
    public NothingToDoException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** @param cause shown with {@code --verbose} */
    public NothingToDoException(String message, String remedy, Throwable cause) {
        super(ExitCode.NOTHING_TO_DO, message, remedy, cause);
    }
}
