package dev.streamflow.cli;

import dev.streamflow.events.reading.InvalidSchemaException;
import java.util.Optional;

/**
 * What a person needs to know of a command that cannot go on: one line {@code Cannot <verb> <value>: <reason>} and a
 * remedy. Each kind has its exit code.
 */
public abstract sealed class CommandException extends RuntimeException
        permits UsageException,
                OperationFailedException,
                NotReadyException,
                CheckFailedException,
                TooManyRejectedException,
                NothingToDoException,
                UnexpectedException {
    private final ExitCode exitCode;
    private final String remedy;
    private Object done;

    /**
     * @param remedy what to do about it; null if there is nothing to add
     * @param cause shown with {@code --verbose}; null if there is none
     */
    CommandException(ExitCode exitCode, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /**
     * A failure as the exception that ends a command: for those that have to tell what was done before, see
     * {@link #after}.
     *
     * @return the same where it is one, else one that wraps it
     */
    public static CommandException of(RuntimeException failure) {
        if (failure instanceof CommandException known) {
            return known;
        }
        return failure instanceof InvalidSchemaException
                ? new UsageException(failure.getMessage(), null, failure)
                : new UnexpectedException(failure);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    /**
     * Attaches what the command had done before it failed, such as records sent or files written.
     *
     * @param result as {@link Result#done} takes it
     * @return this exception, to be thrown
     */
    public CommandException after(Object result) {
        done = result;
        return this;
    }

    /** What had been done before, for the last line of standard output. */
    Optional<Object> done() {
        return Optional.ofNullable(done);
    }
}
