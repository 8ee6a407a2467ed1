package dev.streamflow.producers.event;

/** Events one after the other. Not thread-safe. */
public interface EventStream {
    /** Fills {@code event} with the next one; {@code false}, leaving it undefined, when there is no more. */
    boolean next(Event event);
}
