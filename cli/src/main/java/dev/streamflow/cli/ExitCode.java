package dev.streamflow.cli;

import dev.streamflow.events.reading.InvalidSchemaException;

/** How a command ended: the contract with Airflow and with scripts. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** It failed; trying again may help. */
    public static final int FAILURE = 1;
    /** It was called wrongly; trying again does not help. */
    public static final int USAGE = 2;
    /** Not yet: the day is not over, or another run is at work; trying again later helps. */
    public static final int NOT_READY = 20;
    /** A check of the data failed; somebody has to look. */
    public static final int CHECK_FAILED = 50;
    /** More of the input was rejected than {@code --max-rejected} allows; nothing is lost, but somebody has to look. */
    public static final int TOO_MANY_REJECTED = 51;
    /** There was nothing to do; Airflow skips. */
    public static final int NOTHING_TO_DO = 99;

    private ExitCode() {}

    /** What a command that fails in this way exits with: the one place where that is decided. */
    static int of(Throwable failure) {
        if (failure instanceof UsageException || failure instanceof InvalidSchemaException) {
            return USAGE;
        } else if (failure instanceof NotReadyException) {
            return NOT_READY;
        } else if (failure instanceof CheckFailedException) {
            return CHECK_FAILED;
        } else if (failure instanceof TooManyRejectedException) {
            return TOO_MANY_REJECTED;
        } else if (failure instanceof NothingToDoException) {
            return NOTHING_TO_DO;
        }
        return FAILURE;
    }

    /** The exception that ends this command as a command that it has called ended. */
    public static CommandException passedOn(int exitCode, String message) {
        return switch (exitCode) {
            case USAGE -> new UsageException(message);
            case NOT_READY -> new NotReadyException(message);
            case CHECK_FAILED -> new CheckFailedException(message, null);
            case TOO_MANY_REJECTED -> new TooManyRejectedException(message);
            case NOTHING_TO_DO -> new NothingToDoException(message);
            default -> new OperationFailedException(message);
        };
    }
}
