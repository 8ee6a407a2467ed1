package dev.streamflow.streaming.load;

/** The database or the folder does not answer; the query waits and tries again. */
final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AwayException(String message) {
        super(message);
    }

    AwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
