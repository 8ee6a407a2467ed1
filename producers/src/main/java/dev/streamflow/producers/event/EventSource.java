package dev.streamflow.producers.event;

import java.time.LocalDate;

/**
 * Where generated events come from. The events of a day are numbered, and each is a function of the seed, the day and
 * its number.
 */
public interface EventSource {
    /**
     * The next events of that day: the first call starts with event 0, each further one where the call before has
     * ended, so that ids are never made twice. A stream is to be read to its end before the next is asked for.
     */
    EventStream next(LocalDate day, Amount amount);

    /** How much of a day is asked for. */
    sealed interface Amount {}

    /** So many events. */
    record Events(long count) implements Amount {}

    /** All events of so many sessions of a simulation. */
    record Sessions(long count) implements Amount {}
}
