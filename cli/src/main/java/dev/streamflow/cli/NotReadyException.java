package dev.streamflow.cli;

/** What was asked for is not complete yet: trying again later helps. */
public final class NotReadyException extends CommandException {
    /** @param message {@code Cannot <verb> <value>: <reason>} */
    public NotReadyException(String message) {
        this(message, null);
    }

    /** @param remedy what to do about it */
    public NotReadyException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** @param cause shown with {@code --verbose} */
    public NotReadyException(String message, String remedy, Throwable cause) {
        super(ExitCode.NOT_READY, message, remedy, cause);
    }
}
