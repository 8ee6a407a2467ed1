package dev.streamflow.dashboard.store;

/** Too much is asked at once, or it takes too long: it may work in a few seconds. */
public final class BusyException extends RuntimeException {
    public BusyException(String message) {
        super(message);
    }
}
