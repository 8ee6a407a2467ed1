package dev.streamflow.producers.event;

/** Events one after the other. Not thread-safe. */
public interface EventStream {
    /** Fills {@code event} with the next one; {@code false}, leaving it undefined, when there is no more. */
    boolean next(Event event);

    /**
     * Where an event comes from, for people.
     *
     * @param number counted from 1
     */
    default String place(long number) {
        return "event " + number;
    }

    /** How to go on after the first {@code done} events. */
    default String resumption(long done) {
        return "the same command sends the same events again";
    }
}
