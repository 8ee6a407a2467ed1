package dev.streamflow.cli;

/** Something failed that may succeed the next time. */
public final class OperationFailedException extends CommandException {
    /** @param message {@code Cannot <verb> <value>: <reason>} */
    public OperationFailedException(String message) {
        this(message, null);
    }

    /** @param remedy what to do about it */
    public OperationFailedException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** @param cause shown with {@code --verbose} */
    public OperationFailedException(String message, String remedy, Throwable cause) {
        super(ExitCode.FAILURE, message, remedy, cause);
    }
}
