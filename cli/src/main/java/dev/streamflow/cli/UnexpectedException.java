package dev.streamflow.cli;

/** A fault of the program itself, with what was done before it; made by {@link CommandException#of}. */
final class UnexpectedException extends CommandException {
    /** @param cause what happened; its stack trace is shown with {@code --verbose} */
    UnexpectedException(RuntimeException cause) {
        super(ExitCode.FAILURE, line(cause), null, cause);
    }

    /** One line with the class, which is all that many of them say. */
    static String line(Throwable failure) {
        String message = failure.getMessage() == null
                ? ""
                : ": " + failure.getMessage().lines().findFirst().orElse("");
        return "Cannot go on: " + failure.getClass().getSimpleName() + message;
    }
}
