package dev.streamflow.dashboard.web;

/** There is no such page: the message is a sentence for the person who asked. */
public final class NotFoundException extends RuntimeException {
    public NotFoundException(String message) {
        super(message);
    }
}
