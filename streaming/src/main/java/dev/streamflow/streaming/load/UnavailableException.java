package dev.streamflow.streaming.load;

/** The database or the folder does not answer; the query waits and tries again. */
final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnavailableException(String message) {
        super(message);
    }

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
