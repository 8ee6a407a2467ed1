package dev.streamflow.cli;

import dev.streamflow.events.reading.InvalidSchemaException;

/**
 * How a command ended: the contract with Airflow and with scripts. A command does not choose its code: it returns a
 * {@link Result} or throws a {@link CommandException}, and each kind of these has its own. A new code is a constant
 * here and an exception with it.
 */
public enum ExitCode {
    OK(0, "done"),
    /** Trying again may help. */
    FAILURE(1, "failure"),
    /** Trying again does not help. */
    USAGE(2, "wrong usage"),
    /** Trying again later helps. */
    NOT_READY(20, "not ready: the day is not over, or another run is at work"),
    /** Somebody has to look. */
    CHECK_FAILED(50, "a check of the data failed"),
    /** Nothing is lost, but somebody has to look. */
    TOO_MANY_REJECTED(51, "more was rejected than --max-rejected allows"),
    /** Airflow skips. */
    NOTHING_TO_DO(99, "nothing to do");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** What the process ends with. */
    public int code() {
        return code;
    }

    /** As help texts say it. */
    String meaning() {
        return meaning;
    }

    /** Of a command that fails in this way. */
    static ExitCode of(Throwable failure) {
        if (failure instanceof CommandException known) {
            return known.exitCode();
        }
        return failure instanceof InvalidSchemaException ? USAGE : FAILURE;
    }

    /** The exception that ends this command as a command that it has called ended. */
    static CommandException passedOn(int code, String message) {
        if (code == USAGE.code) {
            return new UsageException(message);
        } else if (code == NOT_READY.code) {
            return new NotReadyException(message);
        } else if (code == CHECK_FAILED.code) {
            return new CheckFailedException(message, null);
        } else if (code == TOO_MANY_REJECTED.code) {
            return new TooManyRejectedException(message);
        } else if (code == NOTHING_TO_DO.code) {
            return new NothingToDoException(message);
        }
        return new OperationFailedException(message);
    }
}
