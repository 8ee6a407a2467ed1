package dev.streamflow.dashboard.lake;

import java.io.IOException;

/** What lies there is no lake as Streamflow publishes it. The message is for people. */
public final class UnreadableLakeException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableLakeException(String message) {
        super(message);
    }

    UnreadableLakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
