package dev.streamflow.cli;

/**
 * More of the input was unusable than the caller allows. Nothing is lost: what was usable is done, the rest is kept.
 */
public final class TooManyRejectedException extends CommandException {
    /** @param message {@code Cannot <verb> <value>: <reason>} */
    public TooManyRejectedException(String message) {
        this(message, null);
    }

    /** @param remedy what to do about it */
    public TooManyRejectedException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** @param cause shown with {@code --verbose} */
    public TooManyRejectedException(String message, String remedy, Throwable cause) {
        super(ExitCode.TOO_MANY_REJECTED, message, remedy, cause);
    }
}
