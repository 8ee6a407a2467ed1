package dev.streamflow.producers.fields;

import dev.streamflow.producers.random.Draws;

/** What an event is a function of: its draws, its number within the day, and the day. Filled again for each event. */
final class Moment {
    private final Draws draws = new Draws();
    private long seed;
    private long epochDay;
    private long number;

    Moment set(long schemaSeed, long day, long eventNumber) {
        seed = Draws.split(Draws.split(schemaSeed, day), eventNumber);
        draws.seed(seed);
        epochDay = day;
        number = eventNumber;
        return this;
    }

    Draws draws() {
        return draws;
    }

    /** The row of a file with so many: the same for all fields of the event. */
    int row(long fileSeed, int rows) {
        return (int) Long.remainderUnsigned(Draws.split(seed, fileSeed), rows);
    }

    long epochDay() {
        return epochDay;
    }

    long number() {
        return number;
    }
}
