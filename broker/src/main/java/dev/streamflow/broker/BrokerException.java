package dev.streamflow.broker;

/** A broker that cannot start; the message says which and why, in one line. */
public final class BrokerException extends RuntimeException {
    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
